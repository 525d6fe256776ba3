import type { Institution } from '#domain/policy.ts'
import { CheckBox, SelectField } from '../ui/Choice.tsx'
import { TextField } from '../ui/TextField.tsx'
import { useWords } from '../words.ts'
import { IDLE_MINUTES, KEEP_YEARS, type Written } from './institution-form.ts'
import { wholeNumber } from './numbers.ts'
import css from './SettingsScreen.module.css'

interface FieldsProps {
  edited: Written
  onChange: (part: Partial<Written>) => void
}

const HOW_MANY = ['two-people', 'one-person'] as const

/** How the institution counts, approves, checks and keeps. */
export function RuleFields({ edited, onChange }: FieldsProps) {
  const { settings } = useWords()
  const number = (field: 'idleLockMinutes' | 'keepYears', range: { from: number; to: number }) => ({
    label: settings[field],
    inputMode: 'numeric' as const,
    value: edited[field],
    onChange: (value: string) => onChange({ [field]: value }),
    error: wholeNumber(edited[field], range) === undefined ? settings.range(range.from, range.to) : undefined,
  })
  return (
    <>
      <div className={css['pair']}>
        <SelectField<Institution['deadlineMode']>
          label={settings.deadlineMode}
          hint={settings.deadlineHint}
          value={edited.deadlineMode}
          onChange={(deadlineMode) => onChange({ deadlineMode })}
          options={(['CIVIL', 'MINWON'] as const).map((value) => ({
            value,
            label: settings.deadlineModes[value],
          }))}
        />
        <SelectField<Institution['approvalBy']>
          label={settings.approvalBy}
          hint={settings.approvalByHint}
          value={edited.approvalBy}
          onChange={(approvalBy) => onChange({ approvalBy })}
          options={HOW_MANY.map((value) => ({ value, label: settings.approvalBys[value] }))}
        />
        <SelectField<Institution['maskCheck']>
          label={settings.maskCheck}
          hint={settings.maskCheckHint}
          value={edited.maskCheck}
          onChange={(maskCheck) => onChange({ maskCheck })}
          options={HOW_MANY.map((value) => ({ value, label: settings.maskChecks[value] }))}
        />
        <SelectField<Institution['ledgerColumns']>
          label={settings.ledgerColumns}
          hint={settings.ledgerColumnsHint}
          value={edited.ledgerColumns}
          onChange={(ledgerColumns) => onChange({ ledgerColumns })}
          options={(['twelve', 'ten'] as const).map((value) => ({
            value,
            label: settings.ledgerColumnsChoices[value],
          }))}
        />
        <TextField
          label={settings.approvalLine}
          hint={settings.approvalHint}
          value={edited.approvalLine}
          onChange={(approvalLine) => onChange({ approvalLine })}
        />
        <TextField {...number('keepYears', KEEP_YEARS)} hint={settings.keepYearsHint} />
        <TextField {...number('idleLockMinutes', IDLE_MINUTES)} hint={settings.idleHint} />
      </div>
      <div>
        <CheckBox
          isSelected={edited.pausesOnSupplement}
          onChange={(pausesOnSupplement) => onChange({ pausesOnSupplement })}
        >
          {settings.pausesOnSupplement}
        </CheckBox>
        <p className={css['quiet']}>{settings.pausesHint}</p>
      </div>
    </>
  )
}

import { type FormEvent, useState } from 'react'
import type { Institution } from '#domain/policy.ts'
import { useAttempt } from '../attempt.ts'
import { refreshInstitution } from '../frame/institution.ts'
import { office } from '../office.ts'
import { Button } from '../ui/Button.tsx'
import { SelectField } from '../ui/Choice.tsx'
import { Notice } from '../ui/Notice.tsx'
import { TextField } from '../ui/TextField.tsx'
import { useWords } from '../words.ts'
import { wholeNumber } from './numbers.ts'
import css from './SettingsScreen.module.css'

const IDLE_MINUTES = { from: 1, to: 60 }

/** Name, place, deadline rule, approval boxes and idle lock. */
export function InstitutionPanel({ institution }: { institution: Institution }) {
  const { settings } = useWords()
  const [edited, setEdited] = useState(institution)
  const [approvalLine, setApprovalLine] = useState(institution.approvalLine.join(', '))
  const [idle, setIdle] = useState(String(institution.idleLockMinutes))
  const [isSaved, setSaved] = useState(false)
  const attempt = useAttempt()
  const idleLockMinutes = wholeNumber(idle, IDLE_MINUTES)
  const change = (part: Partial<Institution>) => {
    setSaved(false)
    setEdited({ ...edited, ...part })
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (idleLockMinutes === undefined || edited.name.trim() === '') return
    const isDone = await attempt.run(async () => {
      const titles = approvalLine.split(',').map((title) => title.trim())
      await office.institution.change({
        ...edited,
        name: edited.name.trim(),
        approvalLine: titles.filter((title) => title !== ''),
        idleLockMinutes,
      })
      await refreshInstitution()
    })
    setSaved(isDone)
  }
  return (
    <form className={css['form']} onSubmit={(event) => void submit(event)}>
      <TextField
        label={settings.name}
        value={edited.name}
        onChange={(name) => change({ name })}
        error={edited.name.trim() === '' ? settings.missing : undefined}
      />
      <div className={css['pair']}>
        <SelectField<Institution['kind']>
          label={settings.kind}
          value={edited.kind}
          onChange={(kind) => change({ kind })}
          options={(['state', 'local', 'school', 'public-body', 'private'] as const).map((value) => ({
            value,
            label: settings.kinds[value],
          }))}
        />
        <SelectField<Institution['deadlineMode']>
          label={settings.deadlineMode}
          hint={settings.deadlineHint}
          value={edited.deadlineMode}
          onChange={(deadlineMode) => change({ deadlineMode })}
          options={(['CIVIL', 'MINWON'] as const).map((value) => ({
            value,
            label: settings.deadlineModes[value],
          }))}
        />
        <SelectField<Institution['maskCheck']>
          label={settings.maskCheck}
          hint={settings.maskCheckHint}
          value={edited.maskCheck}
          onChange={(maskCheck) => change({ maskCheck })}
          options={(['two-people', 'one-person'] as const).map((value) => ({
            value,
            label: settings.maskChecks[value],
          }))}
        />
        <TextField
          label={settings.viewingPlace}
          value={edited.viewingPlace}
          onChange={(viewingPlace) => change({ viewingPlace })}
        />
        <TextField
          label={settings.telephone}
          value={edited.telephone}
          onChange={(telephone) => change({ telephone })}
        />
        <TextField
          label={settings.approvalLine}
          hint={settings.approvalHint}
          value={approvalLine}
          onChange={(text) => {
            setSaved(false)
            setApprovalLine(text)
          }}
        />
        <TextField
          label={settings.idleLockMinutes}
          hint={settings.idleHint}
          inputMode="numeric"
          value={idle}
          onChange={(text) => {
            setSaved(false)
            setIdle(text)
          }}
          error={
            idleLockMinutes === undefined ? settings.range(IDLE_MINUTES.from, IDLE_MINUTES.to) : undefined
          }
        />
      </div>
      {attempt.problem !== undefined && <Notice tone="danger">{attempt.problem}</Notice>}
      {isSaved && <Notice tone="success">{settings.saved}</Notice>}
      <div className={css['actions']}>
        <Button kind="primary" type="submit" isDisabled={attempt.isBusy}>
          {settings.saveInstitution}
        </Button>
      </div>
    </form>
  )
}

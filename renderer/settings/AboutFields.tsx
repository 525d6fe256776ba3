import type { Institution } from '#domain/policy.ts'
import { SelectField } from '../ui/Choice.tsx'
import { TextArea, TextField } from '../ui/TextField.tsx'
import { useWords } from '../words.ts'
import type { Written } from './institution-form.ts'
import css from './SettingsScreen.module.css'

interface FieldsProps {
  edited: Written
  onChange: (part: Partial<Written>) => void
}

const KINDS = ['state', 'local', 'school', 'public-body', 'private'] as const
const SECTORS = ['general', 'childcare', 'care-home', 'operating-room'] as const

type TextPart =
  | 'headTitle'
  | 'address'
  | 'homepage'
  | 'viewingPlace'
  | 'stationPlace'
  | 'telephone'
  | 'installedFor'
  | 'filmingHours'
  | 'vendor'

/** Who the institution is, as its papers say it. */
export function AboutFields({ edited, onChange }: FieldsProps) {
  const { settings } = useWords()
  const text = (field: TextPart) => ({
    label: settings[field],
    value: edited[field],
    onChange: (value: string) => onChange({ [field]: value }),
  })
  return (
    <>
      <TextField
        label={settings.name}
        value={edited.name}
        maxLength={100}
        onChange={(name) => onChange({ name })}
        error={edited.name.trim() === '' ? settings.missing : undefined}
      />
      <div className={css['pair']}>
        <SelectField<Institution['kind']>
          label={settings.kind}
          value={edited.kind}
          onChange={(kind) => onChange({ kind })}
          options={KINDS.map((value) => ({ value, label: settings.kinds[value] }))}
        />
        <SelectField<Institution['sector']>
          label={settings.sector}
          hint={settings.sectorHint}
          value={edited.sector}
          onChange={(sector) => onChange({ sector })}
          options={SECTORS.map((value) => ({ value, label: settings.sectors[value] }))}
        />
        <TextField {...text('headTitle')} hint={settings.headTitleHint} maxLength={60} />
        <TextField {...text('telephone')} maxLength={40} />
        <TextField {...text('address')} maxLength={200} />
        <TextField {...text('homepage')} hint={settings.homepageHint} maxLength={200} />
        <TextField {...text('viewingPlace')} maxLength={100} />
        <TextField {...text('stationPlace')} hint={settings.stationPlaceHint} maxLength={100} />
        <TextField {...text('filmingHours')} hint={settings.filmingHoursHint} maxLength={100} />
        <TextField {...text('installedFor')} hint={settings.installedForHint} maxLength={200} />
        <TextField {...text('vendor')} hint={settings.vendorHint} maxLength={200} />
      </div>
      <TextArea
        label={settings.objectionDesk}
        hint={settings.objectionDeskHint}
        rows={2}
        value={edited.objectionDesk}
        maxLength={500}
        onChange={(objectionDesk) => onChange({ objectionDesk })}
      />
    </>
  )
}

import { type FormEvent, useState } from 'react'
import type { Institution } from '#domain/policy.ts'
import { useAttempt } from '../attempt.ts'
import { refreshInstitution } from '../frame/institution.ts'
import { office } from '../office.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Card } from '../ui/Panel.tsx'
import { useWords } from '../words.ts'
import { AboutFields } from './AboutFields.tsx'
import { ConfirmedForms } from './ConfirmedForms.tsx'
import { meantBy, writtenOf } from './institution-form.ts'
import { RuleFields } from './RuleFields.tsx'
import css from './SettingsScreen.module.css'

/** What the institution has decided: who it is, how it deals with requests, which forms it has compared. */
export function InstitutionPanel({ institution }: { institution: Institution }) {
  const { settings } = useWords()
  const [edited, setEdited] = useState(() => writtenOf(institution))
  const [isSaved, setSaved] = useState(false)
  const attempt = useAttempt()
  const change = (part: Partial<typeof edited>) => {
    setSaved(false)
    setEdited({ ...edited, ...part })
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const meant = meantBy(edited)
    if (meant === undefined) return
    const isDone = await attempt.run(async () => {
      await office.institution.change(meant)
      await refreshInstitution()
    })
    setSaved(isDone)
  }
  return (
    <form className={css['form']} onSubmit={(event) => void submit(event)}>
      <Card title={settings.about}>
        <AboutFields edited={edited} onChange={change} />
      </Card>
      <Card title={settings.rules}>
        <RuleFields edited={edited} onChange={change} />
      </Card>
      <Card title={settings.formsTitle}>
        <ConfirmedForms
          confirmed={edited.confirmedForms}
          onChange={(confirmedForms) => change({ confirmedForms })}
        />
      </Card>
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

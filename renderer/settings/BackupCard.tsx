import { type FormEvent, useEffect, useState } from 'react'
import type { Job } from '#domain/job.ts'
import { useAttempt } from '../attempt.ts'
import { useJobs } from '../frame/jobs.ts'
import { RunningJob } from '../frame/RunningJob.tsx'
import { momentText } from '../moments.ts'
import { office } from '../office.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Card } from '../ui/Panel.tsx'
import { TextField } from '../ui/TextField.tsx'
import { useWords } from '../words.ts'
import { wholeNumber } from './numbers.ts'
import css from './SettingsScreen.module.css'

const DAYS = { from: 1, to: 365 }

/** When the vault was last backed up, how often that should be, and doing it. */
export function BackupCard() {
  const { terms, settings, recovery } = useWords()
  const { backup } = recovery
  const attempt = useAttempt()
  const [shown, setShown] = useState<Awaited<ReturnType<typeof office.backups.show>>>()
  const [days, setDays] = useState('')
  const [isSaved, setSaved] = useState(false)
  const jobs = useJobs((state) => state.byId)
  const running = Object.values<Job>(jobs).find((job) => job.kind === 'backup' && job.state === 'running')
  const { run } = attempt
  const runningId = running?.id
  useEffect(() => {
    // Asked again as soon as a backup has begun or ended.
    void runningId
    void run(async () => {
      const answer = await office.backups.show()
      setShown(answer)
      setDays(String(answer.remindAfterDays))
    })
  }, [run, runningId])
  const meant = wholeNumber(days, DAYS)
  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (meant === undefined) return
    setSaved(await attempt.run(() => office.backups.remindAfter({ days: meant })))
  }
  return (
    <Card
      title={backup.title}
      aside={
        <Button
          kind="primary"
          icon="disk"
          isDisabled={attempt.isBusy || running !== undefined}
          onPress={() => void attempt.run(() => office.backups.make())}
        >
          {backup.make}
        </Button>
      }
    >
      {shown !== undefined && (
        <p>
          <strong>
            {shown.last === undefined ? backup.none : backup.last(momentText(shown.last.at), shown.last.size)}
          </strong>
        </p>
      )}
      <p>{backup.text}</p>
      <Notice tone="info">{backup.withoutFootage}</Notice>
      <p className={css['quiet']}>{backup.keeps}</p>
      {running?.state === 'running' && (
        <RunningJob job={running} size="normal" label={backup.running(terms.jobStep[running.step])} />
      )}
      {attempt.problem !== undefined && <Notice tone="danger">{attempt.problem}</Notice>}
      <form className={css['form']} onSubmit={(event) => void save(event)}>
        <div className={css['stepUp']}>
          <TextField
            label={backup.remind}
            hint={backup.remindHint}
            inputMode="numeric"
            value={days}
            onChange={(text) => {
              setSaved(false)
              setDays(text)
            }}
            error={days !== '' && meant === undefined ? settings.range(DAYS.from, DAYS.to) : undefined}
          />
          <Button type="submit" isDisabled={attempt.isBusy || meant === undefined}>
            {backup.save}
          </Button>
        </div>
        {isSaved && <Notice tone="success">{backup.saved}</Notice>}
      </form>
    </Card>
  )
}

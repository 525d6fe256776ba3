import { useEffect, useState } from 'react'
import type { RetentionOverview } from '#contract/retention.ts'
import type { Job } from '#domain/job.ts'
import { useAttempt } from '../attempt.ts'
import { useJobs } from '../frame/jobs.ts'
import { useStation } from '../frame/station.ts'
import { dayText } from '../moments.ts'
import { office } from '../office.ts'
import { SecondPersonDialog } from '../sign-in/SecondPersonDialog.tsx'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Card } from '../ui/Panel.tsx'
import { Progress } from '../ui/Progress.tsx'
import { useWords } from '../words.ts'
import { CamerasCard } from './CamerasCard.tsx'
import { CheckCard } from './CheckCard.tsx'
import { HoldsCard } from './HoldsCard.tsx'
import css from './RetentionScreen.module.css'
import { refreshRetention, useRetention } from './retention.ts'

/** What is kept and how long yet, what has to go, and that it is gone. */
export function RetentionScreen() {
  const { terms, retention: words } = useWords()
  const overview = useRetention((state) => state.overview)
  const ledgerSize = useStation(({ station }) => station?.ledgerSize)
  const loading = useAttempt()
  const [isApproving, setApproving] = useState(false)
  const { running, ended } = useDestruction()

  useEffect(() => {
    void loading.run(refreshRetention)
    // oxlint-disable-next-line react/exhaustive-deps -- whatever was entered may have changed it
  }, [ledgerSize])

  if (overview === undefined) {
    if (loading.problem !== undefined) return <Notice tone="danger">{loading.problem}</Notice>
    return <output>{terms.loading}</output>
  }
  const { expired } = overview
  const hasExpired = expired.count > 0
  return (
    <div className={css['screen']}>
      <header className={css['head']}>
        <div>
          <h1>{words.title}</h1>
          <p className={css['lead']}>{words.lead}</p>
        </div>
        {hasExpired && (
          <Button kind="primary" isDisabled={running !== undefined} onPress={() => setApproving(true)}>
            {words.destroy.button}
          </Button>
        )}
      </header>
      {loading.problem !== undefined && <Notice tone="danger">{loading.problem}</Notice>}
      {running === undefined && <FindingNotice overview={overview} ended={ended} />}
      {running !== undefined && (
        <Card title={words.destroy.running}>
          <Progress
            label={terms.job.destroy}
            done={running.done}
            remaining={
              running.remainingMs === undefined
                ? undefined
                : terms.remaining(terms.duration(running.remainingMs / 1000))
            }
          />
        </Card>
      )}
      <CheckCard overview={overview} isPrimary={!hasExpired} />
      <CamerasCard overview={overview} />
      <HoldsCard on={overview.on} />
      {isApproving && (
        <SecondPersonDialog
          title={words.destroy.title}
          login={words.destroy.login}
          password={words.destroy.password}
          submit={words.destroy.submit}
          onSubmit={async (credentials) => void (await office.retention.destroyExpired(credentials))}
          onClose={() => setApproving(false)}
        >
          <p>{words.destroy.text(terms.count(expired.count), terms.size(expired.sizeBytes))}</p>
        </SecondPersonDialog>
      )}
    </div>
  )
}

/** What the last destruction came to. */
type Ended = { count: number; left: number } | undefined

/** The destruction of expired footage that goes on, or else what the last one came to while the screen is open. */
function useDestruction(): { running: Extract<Job, { state: 'running' }> | undefined; ended: Ended } {
  const byId = useJobs((state) => state.byId)
  const own = Object.values<Job>(byId).filter(({ kind }) => kind === 'destroy')
  const running = own.find((job) => job.state === 'running')
  const last = own.at(-1)
  // An erasure on demand is such a job too; it says nothing of what was left.
  const { count, left } = last?.state === 'finished' ? last.result : {}
  const ended =
    running === undefined && typeof count === 'number' && typeof left === 'number'
      ? { count, left }
      : undefined
  return { running, ended }
}

function FindingNotice({ overview: { finding }, ended }: { overview: RetentionOverview; ended: Ended }) {
  const words = useWords()
  const { finding: said, destroy } = words.retention
  const done =
    ended !== undefined &&
    [
      destroy.done(words.terms.count(ended.count)),
      ended.left > 0 && destroy.left(words.terms.count(ended.left)),
    ]
      .filter(Boolean)
      .join(' ')
  if (finding.kind === 'fine')
    return (
      <Notice tone="success" title={said.fine}>
        {done || said.fineText}
      </Notice>
    )
  const { cameraNumber, oldestOn, destroyByOn } = finding
  const day = (on: string) => dayText(on, words)
  const sentence = said[finding.kind](words.terms.camera(cameraNumber), day(oldestOn), day(destroyByOn))
  const tone = finding.kind === 'exceeded' ? 'danger' : 'warning'
  // What was left because it was held meanwhile: said together with what remains.
  return done ? (
    <Notice tone={tone} title={done}>
      {sentence}
    </Notice>
  ) : (
    <Notice tone={tone}>{sentence}</Notice>
  )
}

import { useEffect, useState } from 'react'
import type { IntakeOutcome } from '#contract/contract.ts'
import type { Job } from '#domain/job.ts'
import { useAttempt } from '../attempt.ts'
import { cameraOf, useInstitution } from '../frame/institution.ts'
import { outcomeSentence, useJobs } from '../frame/jobs.ts'
import { momentText } from '../moments.ts'
import { Button } from '../ui/Button.tsx'
import { CheckBox } from '../ui/Choice.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Card, EmptyState, Tag } from '../ui/Panel.tsx'
import { Progress } from '../ui/Progress.tsx'
import { Table } from '../ui/Table.tsx'
import { useWords } from '../words.ts'
import css from './IntakeScreen.module.css'
import { awaitIntake, chooseFolder, isRefused, refreshHoldings, showOutcomes, useIntake } from './intake.ts'
import { PlanCard } from './PlanCard.tsx'

/** Footage comes in: a folder, whose camera is whose, then what became of every file; below, what is held. */
export function IntakeScreen() {
  const words = useWords()
  const { intake } = words
  const { plan, jobId, outcomes, holdings } = useIntake()
  const { byId } = useJobs()
  const choosing = useAttempt()
  const loading = useAttempt()
  const running = Object.values<Job>(byId).find(({ kind, state }) => kind === 'intake' && state === 'running')
  const runningId = running?.id
  const job = jobId === undefined ? running : byId[jobId]
  const endedId = job !== undefined && job.state !== 'running' ? job.id : undefined

  useEffect(() => {
    void loading.run(refreshHoldings)
    // oxlint-disable-next-line react/exhaustive-deps -- once, when the screen opens
  }, [])
  useEffect(() => {
    if (runningId !== undefined) awaitIntake(runningId)
  }, [runningId])
  useEffect(() => {
    if (endedId !== undefined) void loading.run(() => showOutcomes(endedId))
    // oxlint-disable-next-line react/exhaustive-deps -- once, when the job has ended
  }, [endedId])

  const isRunning = job?.state === 'running'
  const problem = choosing.problem ?? loading.problem
  return (
    <div className={css['screen']}>
      <header className={css['head']}>
        <div>
          <h1>{intake.title}</h1>
          <p>{intake.lead}</p>
        </div>
        <Button
          kind={plan === undefined ? 'primary' : 'secondary'}
          icon="folder"
          isDisabled={choosing.isBusy || isRunning}
          onPress={() => void choosing.run(chooseFolder)}
        >
          {plan === undefined ? intake.choose : intake.chooseAgain}
        </Button>
      </header>
      {problem !== undefined && <Notice tone="danger">{problem}</Notice>}
      {plan !== undefined && <PlanCard plan={plan} />}
      {job?.state === 'running' && (
        <Card title={intake.running}>
          <Progress
            label={words.terms.job.intake}
            done={job.done}
            remaining={
              job.remainingMs === undefined
                ? undefined
                : words.terms.remaining(words.terms.duration(job.remainingMs / 1000))
            }
          />
        </Card>
      )}
      {job !== undefined && job.state !== 'running' && job.state !== 'finished' && (
        <Notice tone={job.state === 'cancelled' ? 'info' : 'danger'}>{outcomeSentence(job, words)}</Notice>
      )}
      {outcomes !== undefined && !isRunning && plan === undefined && <Outcomes outcomes={outcomes} />}
      <Holdings holdings={holdings} />
    </div>
  )
}

function Outcomes({ outcomes }: { outcomes: readonly IntakeOutcome[] }) {
  const { outcomes: words } = useWords().intake
  const refused = outcomes.filter(isRefused)
  const held = outcomes.filter(({ outcome }) => outcome === 'already-held')
  const [isOnlyRefused, setOnlyRefused] = useState(false)
  return (
    <Card
      title={words.title}
      aside={
        <p>{words.summary(outcomes.length - refused.length - held.length, held.length, refused.length)}</p>
      }
    >
      <Notice tone={refused.length === 0 ? 'success' : 'warning'}>
        {refused.length === 0 ? words.allWell : words.someRefused}
      </Notice>
      {refused.length > 0 && refused.length < outcomes.length && (
        <CheckBox isSelected={isOnlyRefused} onChange={setOnlyRefused}>
          {words.onlyRefused}
        </CheckBox>
      )}
      <Table
        label={words.title}
        rows={(isOnlyRefused ? refused : outcomes).map((outcome, index) => ({ ...outcome, index }))}
        rowKey={({ index }) => index}
        columns={[
          { title: words.file, cell: ({ name }) => name, width: '32%' },
          { title: words.result, cell: (row) => <Result outcome={row} /> },
        ]}
      />
    </Card>
  )
}

function Result({ outcome }: { outcome: IntakeOutcome }) {
  const { outcomes: words } = useWords().intake
  const tone = isRefused(outcome) ? 'warning' : outcome.outcome === 'taken-in' ? 'success' : 'neutral'
  return (
    <span className={css['result']}>
      <Tag tone={tone} icon={isRefused(outcome) ? 'warning' : 'check'}>
        {words.tags[outcome.outcome]}
      </Tag>
      <span>
        {words.outcome[outcome.outcome]}
        {outcome.hadAudio && outcome.outcome === 'taken-in' && ` ${words.audioDropped}`}
      </span>
    </span>
  )
}

function Holdings({ holdings }: { holdings: ReturnType<typeof useIntake.getState>['holdings'] }) {
  const { terms, intake } = useWords()
  const words = intake.holdings
  const cameras = useInstitution((state) => state.cameras)
  if (holdings === undefined) return <output>{terms.loading}</output>
  const rows = holdings
    .flatMap((held) => ({ held, camera: cameraOf(cameras, held.cameraId) }))
    .toSorted((a, b) => (a.camera?.number ?? 0) - (b.camera?.number ?? 0))
  return (
    <Card title={words.title}>
      {rows.length === 0 ? (
        <EmptyState icon="disk" title={words.empty}>
          {words.emptyText}
        </EmptyState>
      ) : (
        <Table
          label={words.title}
          rows={rows}
          rowKey={({ held }) => held.cameraId}
          columns={[
            {
              title: words.camera,
              cell: ({ held, camera }) =>
                camera === undefined ? held.cameraId : `${terms.camera(camera.number)} · ${camera.place}`,
            },
            { title: words.count, cell: ({ held }) => words.recordings(held.count), align: 'end' },
            { title: words.size, cell: ({ held }) => terms.size(held.sizeBytes), align: 'end' },
            { title: words.from, cell: ({ held }) => momentText(held.firstAt), isShort: true },
            { title: words.to, cell: ({ held }) => momentText(held.lastAt), isShort: true },
          ]}
        />
      )}
    </Card>
  )
}

import type { ExportedPackage } from '#contract/contract.ts'
import type { Job, JobStep } from '#domain/job.ts'
import { useAttempt } from '../attempt.ts'
import { RunningJob } from '../frame/RunningJob.tsx'
import { office } from '../office.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words.ts'
import css from './ExportSheet.module.css'
import { groupsOfFour } from './frames.ts'

const STEPS: readonly JobStep[] = ['render', 'check', 'sign', 'enter']

/** How far the package is. */
export function Steps({ job }: { job: Extract<Job, { state: 'running' }> }) {
  const { terms, masking } = useWords()
  const sheet = masking.export
  const present = STEPS.indexOf(job.step)
  return (
    <>
      <ol className={css['steps']} aria-label={sheet.steps}>
        {STEPS.map((step, index) => {
          const state = index < present ? 'done' : index === present ? 'now' : 'waiting'
          return (
            <li key={step} data-state={state} aria-current={state === 'now' ? 'step' : undefined}>
              <span className={css['mark']} aria-hidden="true">
                {state === 'done' ? <Icon name="check" size={18} /> : index + 1}
              </span>
              <span>{terms.jobStep[step]}</span>
              <span className={css['state']}>
                {{ done: sheet.stepDone, now: sheet.stepNow, waiting: sheet.stepWaiting }[state]}
              </span>
            </li>
          )
        })}
      </ol>
      <RunningJob job={job} label={terms.jobStep[job.step]} size="normal" />
    </>
  )
}

/** The finished package, with what can be compared against its paper. */
export function Made({ made, onAnew }: { made: ExportedPackage; onAnew: () => void }) {
  const { terms, masking } = useWords()
  const sheet = masking.export
  const opening = useAttempt()
  return (
    <section className={css['made']} aria-label={sheet.finished}>
      <Notice tone="success" title={sheet.finished}>
        {sheet.frames(made.frameCount)} · {sheet.maskedShare((made.maskedShare * 100).toFixed(1))}
      </Notice>
      <dl>
        <dt>{sheet.file}</dt>
        <dd>{made.fileName}</dd>
        <dt>{sheet.size}</dt>
        <dd>{terms.size(made.sizeBytes)}</dd>
        <dt>{sheet.style}</dt>
        <dd>{sheet.styles[made.style]}</dd>
        <dt>{sheet.medium}</dt>
        <dd>{made.medium}</dd>
        <dt>{sheet.hash}</dt>
        <dd className={css['hash']}>{groupsOfFour(made.sha256)}</dd>
      </dl>
      {opening.problem !== undefined && <Notice tone="danger">{opening.problem}</Notice>}
      <div className={css['actions']}>
        <Button onPress={onAnew}>{sheet.anew}</Button>
        <Button
          kind="primary"
          icon="folder"
          onPress={() => void opening.run(() => office.exports.openFolder({ exportId: made.id }))}
        >
          {sheet.openFolder}
        </Button>
      </div>
    </section>
  )
}

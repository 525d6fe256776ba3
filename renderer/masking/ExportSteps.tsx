import { useEffect, useRef, useState } from 'react'
import type { Job, JobStep } from '#domain/job.ts'
import { RunningJob } from '../frame/RunningJob.tsx'
import { Icon } from '../ui/Icon.tsx'
import { useWords } from '../words.ts'
import css from './ExportSheet.module.css'

const STEPS: readonly JobStep[] = ['render', 'scan', 'check', 'sign', 'enter']

interface ExportStepsProps {
  job: Extract<Job, { state: 'running' }>
  /** Nobody is masked in it: then it is not searched for leaks. */
  isClear: boolean
}

/** How far the package is: its steps, each with the time it took. */
export function ExportSteps({ job, isClear }: ExportStepsProps) {
  const { terms, exports: sheet } = useWords()
  const steps = STEPS.filter((step) => step !== 'scan' || !isClear)
  const present = steps.indexOf(job.step)
  const seconds = useStepSeconds(job)
  return (
    <>
      <ol className={css['steps']} aria-label={sheet.steps}>
        {steps.map((step, index) => {
          const state = index < present ? 'done' : index === present ? 'now' : 'waiting'
          const took = seconds[step]
          return (
            <li key={step} data-state={state} aria-current={state === 'now' ? 'step' : undefined}>
              <span className={css['mark']} aria-hidden="true">
                {state === 'done' ? <Icon name="check" size={18} /> : index + 1}
              </span>
              <span>{terms.jobStep[step]}</span>
              <span className={css['state']}>
                {state === 'waiting' || took === undefined
                  ? { done: sheet.stepDone, now: sheet.stepNow, waiting: sheet.stepWaiting }[state]
                  : terms.duration(took)}
              </span>
            </li>
          )
        })}
      </ol>
      <RunningJob job={job} label={terms.jobStep[job.step]} size="normal" />
      <p className={css['hint']}>{sheet.stepsText}</p>
    </>
  )
}

/** Seconds of each step while it is watched; a step that began before that has none. */
function useStepSeconds({
  id,
  step,
  done,
}: Extract<Job, { state: 'running' }>): Partial<Record<JobStep, number>> {
  const [seconds, setSeconds] = useState<Partial<Record<JobStep, number>>>({})
  const watched = useRef<{ id: string; beganAt: number } | undefined>(undefined)
  const isBeginning = done < 0.02
  useEffect(() => {
    const isNext = watched.current?.id === id
    watched.current = { id, beganAt: performance.now() }
    if (!isNext) setSeconds({})
    // What had begun before anybody looked has no beginning here.
    if (!isNext && !isBeginning) return
    const { beganAt } = watched.current
    const tick = () => setSeconds((known) => ({ ...known, [step]: (performance.now() - beganAt) / 1000 }))
    const ticking = setInterval(tick, 1_000)
    return () => {
      tick()
      clearInterval(ticking)
    }
    // oxlint-disable-next-line react/exhaustive-deps -- how far the job was counts when a step begins only
  }, [id, step])
  return seconds
}

import { randomBytes } from 'node:crypto'
import type { Job, JobId, JobKind, JobStep } from '../domain/job.ts'
import { Refusal } from '../domain/refusal.ts'

export interface Progress {
  step: JobStep
  /** 0…1 of the whole job. */
  done: number
  remainingMs?: number | undefined
}

type Result = Record<string, string | number>
type Work = (report: (progress: Progress) => void, signal: AbortSignal, id: JobId) => Promise<Result>

const ENDED_KEPT = 20
const REPORT_EVERY_MS = 200

/**
 * Long work that goes on while screens change. One job of a kind at a time; each can be cancelled; each ends as
 * finished, cancelled, refused (a rule) or broken (a fault), and the windows are told.
 */
export class Jobs {
  readonly #jobs = new Map<JobId, { job: Job; abort: AbortController; ended: Promise<void> }>()
  readonly #announce: (job: Job) => void
  readonly #reportFault: (fault: unknown) => string

  constructor(announce: (job: Job) => void, reportFault: (fault: unknown) => string) {
    this.#announce = announce
    this.#reportFault = reportFault
  }

  list(): Job[] {
    return [...this.#jobs.values()].map(({ job }) => job)
  }

  /** Begins the work and answers at once. Refuses with `job-running` while another of its kind goes on. */
  start(kind: JobKind, label: string, firstStep: JobStep, work: Work): Job {
    this.refuseWhileRunning(kind)
    const id = `job-${randomBytes(9).toString('base64url')}` as JobId
    const about = { id, kind, label }
    const abort = new AbortController()
    let reportedAt = 0
    let reportedStep: JobStep | undefined
    const report = (progress: Progress) => {
      if (abort.signal.aborted) return
      // A step that has begun is told whenever that is.
      if (progress.step === reportedStep && performance.now() - reportedAt < REPORT_EVERY_MS) return
      reportedAt = performance.now()
      reportedStep = progress.step
      const { remainingMs, ...rest } = progress
      this.#tell({
        ...about,
        state: 'running',
        ...rest,
        ...(remainingMs === undefined ? {} : { remainingMs }),
      })
    }
    const first: Job = { ...about, state: 'running', step: firstStep, done: 0 }
    const ended = Promise.resolve()
      .then(() => work(report, abort.signal, id))
      .then(
        (result): Job => ({ ...about, state: 'finished', result }),
        (error: unknown): Job => this.#failed(about, error, abort.signal),
      )
      .then((job) => this.#tell(job))
    this.#jobs.set(id, { job: first, abort, ended })
    this.#forgetOld()
    return first
  }

  refuseWhileRunning(kind: JobKind): void {
    const isRunning = this.list().some((job) => job.kind === kind && job.state === 'running')
    if (isRunning) throw new Refusal('job-running', { kind })
  }

  /** Asks the job to stop and waits until it has. */
  async cancel(id: JobId): Promise<void> {
    const running = this.#jobs.get(id)
    if (running === undefined) throw new Refusal('job-unknown', {})
    running.abort.abort()
    await running.ended
  }

  /** Waits for a job's end. */
  async ended(id: JobId): Promise<Job> {
    const running = this.#jobs.get(id)
    if (running === undefined) throw new Refusal('job-unknown', {})
    await running.ended
    return running.job
  }

  async cancelAll(): Promise<void> {
    await Promise.all([...this.#jobs.keys()].map((id) => this.cancel(id)))
  }

  #failed(about: Pick<Job, 'id' | 'kind' | 'label'>, error: unknown, signal: AbortSignal): Job {
    if (signal.aborted) return { ...about, state: 'cancelled' }
    if (error instanceof Refusal)
      return { ...about, state: 'refused', code: error.code, data: { ...error.data } }
    return { ...about, state: 'broken', reference: this.#reportFault(error) }
  }

  #tell(job: Job): void {
    const known = this.#jobs.get(job.id)
    if (known !== undefined) known.job = job
    this.#announce(job)
  }

  #forgetOld(): void {
    const ended = [...this.#jobs].filter(([, { job }]) => job.state !== 'running')
    for (const [id] of ended.slice(0, Math.max(0, ended.length - ENDED_KEPT))) this.#jobs.delete(id)
  }
}

import { create } from 'zustand'
import type { Job, JobId } from '#domain/job.ts'
import type { Catalogue } from '#i18n/index.ts'
import { office } from '../office.ts'
import { refusalSentence } from '../words.ts'
import type { Following } from './following.ts'

interface Jobs {
  byId: Readonly<Record<JobId, Job>>
  /** Ended jobs whose notice has not been closed yet, oldest first. */
  notices: readonly JobId[]
}

/** Long work of the office, as it goes on behind every screen. */
export const useJobs = create<Jobs>()(() => ({ byId: {}, notices: [] }))

/** Keeps the store as main says; a job that ends while it is watched leaves a notice. */
export function followJobs(): Following {
  let isOver = false
  const stop = office.jobs.onChanged(noteJob)
  const load = async () => {
    const list = await office.jobs.list()
    if (isOver) return
    // A notice that overtook the list is newer than it.
    for (const job of list) if (useJobs.getState().byId[job.id] === undefined) keep(job)
  }
  return {
    loaded: load(),
    stop() {
      isOver = true
      stop()
      useJobs.setState({ byId: {}, notices: [] })
    },
  }
}

function noteJob(job: Job): void {
  const before = useJobs.getState().byId[job.id]
  keep(job)
  if (job.state !== 'running' && (before === undefined || before.state === 'running'))
    useJobs.setState(({ notices }) => ({ notices: [...notices.filter((id) => id !== job.id), job.id] }))
}

function keep(job: Job): void {
  useJobs.setState(({ byId }) => ({ byId: { ...byId, [job.id]: job } }))
}

export function dismissJob(jobId: JobId): void {
  useJobs.setState(({ notices }) => ({ notices: notices.filter((id) => id !== jobId) }))
}

/** `영상 반입 (녹화기 폴더)`: what is done and to what. */
export function jobName(job: Pick<Job, 'kind' | 'label'>, { terms }: Catalogue): string {
  return `${terms.job[job.kind]} (${job.label})`
}

/** How an ended job reads in a sentence. */
export function outcomeSentence(job: Exclude<Job, { state: 'running' }>, words: Catalogue): string {
  const { jobs } = words.frame
  const name = jobName(job, words)
  switch (job.state) {
    case 'finished':
      return jobs.finished(name)
    case 'cancelled':
      return jobs.cancelled(name)
    case 'refused':
      return jobs.stopped(name, refusalSentence(job.code, job.data, words))
    case 'broken':
      return jobs.stopped(name, words.terms.fault(job.reference))
  }
}

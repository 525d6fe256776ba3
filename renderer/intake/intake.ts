import { create } from 'zustand'
import type { IntakeOutcome, IntakePlan } from '#contract/contract.ts'
import type { JobId } from '#domain/job.ts'
import type { CameraId } from '#domain/policy.ts'
import { office } from '../office.ts'

type Summary = Awaited<ReturnType<typeof office.recordings.summary>>

interface IntakeState {
  plan: IntakePlan | undefined
  /** Which camera each sub-folder is of; one that is not here is left out. */
  cameras: Readonly<Record<string, CameraId>>
  jobId: JobId | undefined
  outcomes: IntakeOutcome[] | undefined
  /** What is held, per camera; undefined until main has answered. */
  holdings: Summary | undefined
}

/** A folder on its way into the store. It outlives the screen: the job goes on behind the others. */
export const useIntake = create<IntakeState>()(() => ({
  plan: undefined,
  cameras: {},
  jobId: undefined,
  outcomes: undefined,
  holdings: undefined,
}))

/** Has the person choose a folder; nothing changes where they changed their mind. */
export async function chooseFolder(): Promise<void> {
  const plan = await office.intake.choose()
  if (plan === null) return
  const known = plan.sources.flatMap(({ hint, cameraId }) =>
    cameraId === undefined ? [] : [[hint, cameraId] as const],
  )
  useIntake.setState({ plan, cameras: Object.fromEntries(known), jobId: undefined, outcomes: undefined })
}

/** `undefined` leaves the sub-folder out. */
export function assign(hint: string, cameraId: CameraId | undefined): void {
  useIntake.setState(({ cameras }) => {
    const { [hint]: _, ...others } = cameras
    return { cameras: cameraId === undefined ? others : { ...others, [hint]: cameraId } }
  })
}

export async function startIntake(): Promise<void> {
  const { plan, cameras } = useIntake.getState()
  if (plan === undefined) return
  const chosen = Object.entries(cameras).map(([hint, cameraId]) => ({ hint, cameraId }))
  const { id } = await office.intake.start({ planId: plan.planId, cameras: chosen })
  useIntake.setState({ jobId: id, plan: undefined })
}

/** Takes up a job that was begun before the screen was opened. */
export function awaitIntake(jobId: JobId): void {
  useIntake.setState({ jobId, outcomes: undefined })
}

/** What became of every file of the job, and what is held now. */
export async function showOutcomes(jobId: JobId): Promise<void> {
  const outcomes = await office.intake.outcomes({ jobId })
  useIntake.setState({ outcomes })
  await refreshHoldings()
}

export async function refreshHoldings(): Promise<void> {
  useIntake.setState({ holdings: await office.recordings.summary() })
}

/** Sources that will be taken in, in all. */
export function totalOf(
  plan: IntakePlan,
  cameras: IntakeState['cameras'],
): { files: number; sizeBytes: number } {
  const chosen = plan.sources.filter(({ hint }) => cameras[hint] !== undefined)
  return {
    files: chosen.reduce((sum, { fileCount }) => sum + fileCount, 0),
    sizeBytes: chosen.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
  }
}

/** Whether one camera has been chosen for two sub-folders: allowed, and more often a slip. */
export function isCameraTwice(cameras: IntakeState['cameras']): boolean {
  const ids = Object.values(cameras)
  return new Set(ids).size < ids.length
}

export const isRefused = ({ outcome }: IntakeOutcome): boolean =>
  outcome !== 'taken-in' && outcome !== 'already-held'

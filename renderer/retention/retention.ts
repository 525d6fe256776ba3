import { create } from 'zustand'
import type { RetentionOverview } from '#contract/retention.ts'
import type { Hold } from '#domain/hold.ts'
import type { Camera, CameraId } from '#domain/policy.ts'
import { lastExpiredOn, type RetentionState, termsOf } from '#domain/retention.ts'
import { startOfDay } from '#domain/time.ts'
import { office } from '../office.ts'

interface Retention {
  /** How the footage stands; undefined until main has answered. */
  overview: RetentionOverview | undefined
  /** Open holds, the one to be looked at first before the others. */
  holds: readonly Hold[]
}

export const useRetention = create<Retention>()(() => ({ overview: undefined, holds: [] }))

let asked = 0

/** Asks again; of several answers under way only the last one counts. */
export async function refreshRetention(): Promise<void> {
  asked += 1
  const mine = asked
  const [overview, holds] = await Promise.all([office.retention.overview(), office.holds.list()])
  if (mine === asked) useRetention.setState({ overview, holds })
}

/** A stretch of a strip: where it begins and how long it is, as shares of the strip. */
export interface Segment {
  state: RetentionState
  start: number
  length: number
}

/** From the oldest footage of all cameras, and from before their retention ends, to the end of today. */
export function axisOf(
  { cameras, on }: RetentionOverview,
  known: readonly Pick<Camera, 'id' | 'retentionDays'>[],
): { fromAt: string; toAt: string } | undefined {
  const firsts = cameras.flatMap(({ stocks }) => stocks.map(({ firstAt }) => firstAt))
  if (firsts.length === 0) return undefined
  const held = known.filter(({ id }) =>
    cameras.some(({ cameraId, stocks }) => cameraId === id && stocks.length > 0),
  )
  const limits = held.map(({ retentionDays }) => startOfDay(lastExpiredOn(on, retentionDays)))
  const fromAt = [...firsts, ...limits].reduce((a, b) => (a < b ? a : b))
  return { fromAt, toAt: new Date(Date.parse(startOfDay(on)) + 86_400_000).toISOString() }
}

/** Where on the axis a camera's retention ends, as a share of it. */
export function limitOf(
  camera: Pick<Camera, 'id' | 'retentionDays'>,
  on: string,
  axis: { fromAt: string; toAt: string },
): number {
  const lengthMs = Date.parse(axis.toAt) - Date.parse(axis.fromAt)
  return (Date.parse(termsOf(camera, on).expiredBeforeAt) - Date.parse(axis.fromAt)) / lengthMs
}

/** A camera's footage on the axis. What is held is drawn where holds are, over the rest. */
export function segmentsOf(
  { cameraId, stocks }: RetentionOverview['cameras'][number],
  holds: readonly { cameraIds: readonly CameraId[]; fromAt: string; toAt: string }[],
  axis: { fromAt: string; toAt: string },
): Segment[] {
  const lengthMs = Date.parse(axis.toAt) - Date.parse(axis.fromAt)
  const share = (at: string) => (Date.parse(at) - Date.parse(axis.fromAt)) / lengthMs
  const segment = (state: RetentionState, fromAt: string, toAt: string): Segment => ({
    state,
    start: share(fromAt),
    length: share(toAt) - share(fromAt),
  })
  const free = stocks.filter(({ state }) => state !== 'held')
  const held = stocks.find(({ state }) => state === 'held')
  const drawn = free.map(({ state, firstAt, lastAt }) => segment(state, firstAt, lastAt))
  if (held === undefined) return drawn
  const own = holds.filter(
    ({ cameraIds, fromAt, toAt }) =>
      cameraIds.includes(cameraId) && fromAt < held.lastAt && toAt > held.firstAt,
  )
  const within = own.map(({ fromAt, toAt }) =>
    segment('held', fromAt > held.firstAt ? fromAt : held.firstAt, toAt < held.lastAt ? toAt : held.lastAt),
  )
  return [...drawn, ...(within.length === 0 ? [segment('held', held.firstAt, held.lastAt)] : within)]
}

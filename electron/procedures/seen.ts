import type { CameraId } from '../domain/policy.ts'
import { Refusal } from '../domain/refusal.ts'
import { shiftAt, wallClock } from '../domain/time.ts'
import type { Viewing, Watched } from '../domain/viewing.ts'
import { cameraNumbers } from '../vault/station.ts'
import type { Office } from './office.ts'

/** What was on the screen in a viewing, and how it is told. */

/** Stretches of a camera that a line of the access record names. */
const SEEN_READ = 5

/** What the page says was on the screen is kept within what the viewing released. */
export function clamped(
  viewing: Viewing,
  recordingId: string,
  intervals: Watched['intervals'],
): Watched['intervals'] {
  const part = viewing.parts.find((candidate) => candidate.recordingId === recordingId)
  if (part === undefined)
    throw new Refusal('outside-range', { allowedFromAt: viewing.fromAt, allowedToAt: viewing.toAt })
  return intervals
    .map(({ fromUs, toUs }) => ({ fromUs: Math.max(fromUs, part.fromUs), toUs: Math.min(toUs, part.toUs) }))
    .filter(({ fromUs, toUs }) => fromUs < toUs)
}

export function camerasOf(viewing: Viewing, shown: readonly Watched[]): CameraId[] {
  const ids = new Set(shown.map(({ recordingId }) => recordingId))
  return [
    ...new Set(viewing.parts.filter((part) => ids.has(part.recordingId)).map(({ cameraId }) => cameraId)),
  ]
}

/** `1번 14:03:27~14:03:31, 14:05:00~14:05:10`: what was on the screen in the cameras' true time, as people read it. */
export function seenText(office: Office, viewing: Viewing, shown: readonly Watched[]): string {
  const numbers = office.vault.read(cameraNumbers)
  const times = new Map<number, string[]>()
  for (const { recordingId, intervals } of shown) {
    const part = viewing.parts.find((candidate) => candidate.recordingId === recordingId)
    if (part === undefined) continue
    const clock = (us: number) => wallClock(shiftAt(part.startAt, us)).slice(11)
    const number = numbers.get(part.cameraId) ?? 0
    const read = intervals.map(({ fromUs, toUs }) => `${clock(fromUs)}~${clock(toUs)}`)
    times.set(number, [...(times.get(number) ?? []), ...read])
  }
  // All of them are in the act; what people read in one line is short.
  return [...times]
    .map(([number, read]) => {
      const more = read.length - SEEN_READ
      return `${number}번 ${read.slice(0, SEEN_READ).join(', ')}${more > 0 ? ` 외 ${more}구간` : ''}`
    })
    .join(' · ')
}

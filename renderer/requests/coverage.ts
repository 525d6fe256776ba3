import type { CameraId } from '#domain/policy.ts'
import { endAt, type Recording, type Window } from '#domain/recording.ts'

type Held = Pick<Recording, 'cameraId' | 'startAt' | 'durationUs'>

/** How much of a window a camera's footage fills. */
export type Coverage = 'full' | 'part' | 'none'

/** Cuts between files of one recorder leave a breath of nothing that nobody would call a gap. */
const BREATH_MS = 2000

/** Where footage exists inside the window, whatever the camera: joined, oldest first. */
export function spansOf(recordings: readonly Held[], window: Window): Window[] {
  const inside = recordings
    .map((recording) => ({
      fromAt: later(recording.startAt, window.fromAt),
      toAt: earlier(endAt(recording), window.toAt),
    }))
    .filter(({ fromAt, toAt }) => fromAt < toAt)
    .sort((a, b) => a.fromAt.localeCompare(b.fromAt))
  const spans: Window[] = []
  for (const next of inside) {
    const last = spans.at(-1)
    if (last !== undefined && Date.parse(next.fromAt) - Date.parse(last.toAt) <= BREATH_MS)
      last.toAt = later(last.toAt, next.toAt)
    else spans.push({ ...next })
  }
  return spans
}

export function coverageOf(recordings: readonly Held[], cameraId: CameraId, window: Window): Coverage {
  const spans = spansOf(
    recordings.filter((recording) => recording.cameraId === cameraId),
    window,
  )
  const [first] = spans
  if (first === undefined) return 'none'
  const isWhole =
    spans.length === 1 &&
    Date.parse(first.fromAt) - Date.parse(window.fromAt) <= BREATH_MS &&
    Date.parse(window.toAt) - Date.parse(first.toAt) <= BREATH_MS
  return isWhole ? 'full' : 'part'
}

/** Where a stretch lies in the window, in percent of its length. */
export function place(stretch: Window, window: Window): { left: number; width: number } {
  const start = Date.parse(window.fromAt)
  const length = Date.parse(window.toAt) - start
  const left = clamp((Date.parse(stretch.fromAt) - start) / length)
  return { left: left * 100, width: (clamp((Date.parse(stretch.toAt) - start) / length) - left) * 100 }
}

const clamp = (share: number): number => Math.min(1, Math.max(0, share))
const later = (a: string, b: string): string => (a > b ? a : b)
const earlier = (a: string, b: string): string => (a < b ? a : b)

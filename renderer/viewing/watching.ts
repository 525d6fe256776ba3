import { type Interval, joined, type RecordingId } from '#domain/recording.ts'
import type { Watched } from '#domain/viewing.ts'

/** Stretches of each recording, sorted and merged. */
export type Seen = ReadonlyMap<RecordingId, readonly Interval[]>

/**
 * Keeps what was really on the screen until it has been reported (지침 47: who saw what, when). A frame counts from
 * the moment it was presented, for as long as it stands; frames shown one after another without a jump count as one
 * stretch, so that fast playback does not look like holes.
 */
export class Watching {
  readonly #seen = new Map<RecordingId, Interval[]>()
  #last: { recordingId: RecordingId; interval: Interval } | undefined

  /** A frame of `lengthUs` that begins at `us` is on the screen; `continues` when it was played to, not jumped to. */
  frame(recordingId: RecordingId, us: number, lengthUs: number, continues: boolean): void {
    const frame = { fromUs: Math.max(0, Math.floor(us)), toUs: Math.ceil(us + lengthUs) }
    const last = continues && this.#last?.recordingId === recordingId ? this.#last.interval : frame
    this.#add(recordingId, {
      fromUs: Math.min(last.fromUs, frame.fromUs),
      toUs: Math.max(last.toUs, frame.toUs),
    })
    this.#last = { recordingId, interval: frame }
  }

  /** A single frame was shown somewhere else, beside what is being played. */
  still(recordingId: RecordingId, us: number, lengthUs: number): void {
    this.#add(recordingId, { fromUs: Math.max(0, Math.floor(us)), toUs: Math.ceil(us + lengthUs) })
  }

  /** Everything seen since the last time, merged; the memory starts afresh. Empty when nothing was seen. */
  take(): Watched[] {
    const watched = [...this.#seen].map(([recordingId, intervals]) => ({ recordingId, intervals }))
    this.#seen.clear()
    return watched
  }

  /** What could not be reported is owed still. */
  putBack(watched: readonly Watched[]): void {
    for (const { recordingId, intervals } of watched)
      for (const interval of intervals) this.#add(recordingId, interval)
  }

  #add(recordingId: RecordingId, interval: Interval): void {
    this.#seen.set(recordingId, joined([...(this.#seen.get(recordingId) ?? []), interval]))
  }
}

/** What the ledger has been told so far, with another report added. */
export function withReport(known: Seen, report: readonly Watched[]): Seen {
  const next = new Map(known)
  for (const { recordingId, intervals } of report)
    next.set(recordingId, joined([...(known.get(recordingId) ?? []), ...intervals]))
  return next
}

import { fileInput, run } from '../../native/ffmpeg/ffmpeg.ts'
import { fromWallClock, instantAt, shiftAt } from '../domain/time.ts'

const IN_NAME =
  /(?<!\d)(20\d\d)[-_.]?(\d\d)[-_.]?(\d\d)[-_. T]?(\d\d)[-_.:]?(\d\d)[-_.:]?(\d\d)(?:\.?(\d{3}))?(Z?)(?!\d)/

const AHEAD_OF_UTC_US = 9 * 3_600e6

/**
 * The start in a file's name, such as `20261121_140000.mp4`, `2026-11-21_14-00-00.ts`, `CH01_20261121140000_….dav` (the
 * first of two times): wall clock in Korea, unless a `Z` says UTC. Nothing where the digits are no time.
 */
export function startInName(name: string): string | undefined {
  const match = IN_NAME.exec(name)
  if (match === null) return undefined
  const [, year, month, day, hour, minute, second, millis = '000', zone] = match
  const local = `${year}-${month}-${day}T${hour}:${minute}:${second}.${millis}`
  try {
    // Read as Korean time first in either case: it is strict where Date would turn 31 November into 1 December.
    const startAt = fromWallClock(local)
    return zone === '' ? startAt : shiftAt(startAt, AHEAD_OF_UTC_US)
  } catch {
    return undefined
  }
}

/** Clocks that were never set write the epoch of Unix or of MP4 (1904). */
const FIRST_PLAUSIBLE = '2000-01-01'

/**
 * The creation time that the container states (UTC, ISO/IEC 14496-12 § 8.2.2; recorders put the start there). Nothing
 * where it has none. The file system's times are never asked: copying changes them.
 */
export async function startInContainer(path: string, signal?: AbortSignal): Promise<string | undefined> {
  const { stdout } = await run(
    ['-loglevel', 'error', ...fileInput(path), '-map_metadata', '0', '-f', 'ffmetadata', 'pipe:1'],
    { signal },
  )
  const stated = /^creation_time=(\S+)$/m.exec(stdout.replaceAll('\\', ''))?.[1]
  const epochMs = Date.parse(stated ?? '')
  if (Number.isNaN(epochMs) || epochMs < Date.parse(FIRST_PLAUSIBLE)) return undefined
  return instantAt(epochMs)
}

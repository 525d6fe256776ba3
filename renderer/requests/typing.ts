import type { Camera, CameraId } from '#domain/policy.ts'
import { addDays } from '#domain/time.ts'
import { parseDay } from '../ui/typed.ts'

/** What people at the desk type for days, birthdays, telephones and cameras. */

/** A map, since an object would know `toString` as well. */
const SPOKEN: ReadonlyMap<string, number> = new Map([
  ['오늘', 0],
  ['어제', -1],
  ['그제', -2],
  ['그저께', -2],
  ['엊그제', -2],
  ['today', 0],
  ['yesterday', -1],
])

/** The day of footage: `어제`, `20261120`, or `1120`, which is the last one that has been. */
export function parseFootageDay(text: string, todayOn: string): string | undefined {
  const spoken = SPOKEN.get(text.trim().toLowerCase())
  if (spoken !== undefined) return addDays(todayOn, spoken)
  const year = Number(todayOn.slice(0, 4))
  const day = parseDay(text, year)
  const isYearTyped = parseDay(text) !== undefined
  return day !== undefined && !isYearTyped && day > todayOn ? parseDay(text, year - 1) : day
}

/** A birthday: `19900105`, or `900105`, which is no day to come. None where it lies ahead. */
export function parseBirthday(text: string, todayOn: string): string | undefined {
  const day = parseDay(text)
  if (day === undefined || day <= todayOn) return day
  const isYearTyped = text.includes(day.slice(0, 4))
  return isYearTyped ? undefined : parseDay(`19${day.slice(2)}`)
}

/** `010-1234-5678` from the digits alone; none where they are no Korean telephone number. */
export function parsePhone(text: string): string | undefined {
  const typed = text.replaceAll(/[\s.\-()]/g, '')
  const found = /^(02|0\d{2}|(?=1[568])\d{4}(?=\d{4}$))(\d{3,4}(?=\d{4}$))?(\d{4})$/.exec(typed)
  if (found === null) return undefined
  const parts = found.slice(1).filter((part): part is string => part !== undefined)
  return parts.length === 3 || typed.startsWith('1') ? parts.join('-') : undefined
}

/** Cameras that were typed, by their numbers: `3`, `1-2, 5`. */
export interface TypedCameras {
  ids: CameraId[]
  /** Numbers of no camera. */
  unknown: number[]
  isReadable: boolean
}

const LONGEST_RUN = 1000

export function typedCameras(text: string, cameras: readonly Camera[]): TypedCameras {
  const numbers = new Set<number>()
  let isReadable = true
  for (const part of text.normalize('NFKC').split(/[\s,;·、번]+/u)) {
    if (part === '') continue
    const [, from, to] = /^(\d{1,4})(?:[-~–](\d{1,4}))?$/.exec(part) ?? []
    const first = Number(from)
    const last = to === undefined ? first : Number(to)
    if (from === undefined || last < first || last - first > LONGEST_RUN) isReadable = false
    else for (let number = first; number <= last; number++) numbers.add(number)
  }
  const byNumber = new Map(cameras.map((camera) => [camera.number, camera.id]))
  const ids = [...numbers].map((number) => byNumber.get(number)).filter((id) => id !== undefined)
  return { ids, unknown: [...numbers].filter((number) => !byNumber.has(number)), isReadable }
}

/** How those cameras are typed: `1-3, 5`. */
export function camerasText(ids: readonly CameraId[], cameras: readonly Camera[]): string {
  const numbers = cameras
    .filter(({ id }) => ids.includes(id))
    .map(({ number }) => number)
    .toSorted((a, b) => a - b)
  const runs: [first: number, last: number][] = []
  for (const number of numbers) {
    const run = runs.at(-1)
    if (run !== undefined && run[1] === number - 1) run[1] = number
    else runs.push([number, number])
  }
  return runs.map(([first, last]) => (first === last ? String(first) : `${first}-${last}`)).join(', ')
}

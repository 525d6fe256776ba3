import type { DutyLine, StationDutyLine } from '#contract/requests.ts'
import type { DutyKind } from '#domain/duty.ts'
import { addDays } from '#domain/time.ts'

/** Kinds of what is to be done, as the counts at the top name them. */
export type DutyGroup = DutyKind | 'objection'

/** An objection is answered by its own rule and looked for by its own name. */
export function groupOf({ kind, requestKind }: Pick<DutyLine, 'kind' | 'requestKind'>): DutyGroup {
  return kind === 'answer' && requestKind === 'object' ? 'objection' : kind
}

/** How many of each group, in the order in which work comes to a request. */
const ORDER: readonly DutyGroup[] = [
  'inquiry',
  'answer',
  'objection',
  'supplement',
  'approve',
  'notice',
  'hand-over',
  'resume',
  'no-show',
  'letter',
  'close',
  'publication',
  'tell-subject',
  'ask-recipient',
  'recipient-destroys',
]

export function countsOf(lines: readonly DutyLine[]): { group: DutyGroup; count: number }[] {
  return ORDER.map((group) => ({
    group,
    count: lines.filter((line) => groupOf(line) === group).length,
  })).filter(({ count }) => count > 0)
}

/** What waits for a decision of whoever is at the desk stands apart from what has a day only. */
export function waitsForMe({ kind }: Pick<DutyLine, 'kind'>): boolean {
  return kind === 'approve'
}

/** Somebody looks at a hold within a week of its day; before that it is in the calendar. */
const HOLDS_AHEAD_DAYS = 7

/** What the station itself owes, holds as one: they are looked through together. Missing holidays are told as a notice. */
export function ownWork(
  station: readonly StationDutyLine[],
  todayOn: string,
): (StationDutyLine & { count: number })[] {
  const untilOn = addDays(todayOn, HOLDS_AHEAD_DAYS)
  const holds = station.filter(({ kind, dueOn }) => kind === 'hold-review' && dueOn <= untilOn)
  const [first] = holds
  const others = station.filter(({ kind }) => kind !== 'hold-review' && kind !== 'holidays')
  return [
    ...others.map((line) => ({ ...line, count: 1 })),
    ...(first === undefined ? [] : [{ ...first, count: holds.length }]),
  ].sort((a, b) => a.dueOn.localeCompare(b.dueOn))
}

/**
 * How much is to be done today: what is warned of or overdue, what waits for a decision, and the station's own duties that
 * are due. What merely comes up within a month is no work of today.
 */
export function pressing(
  { requests, station }: { requests: readonly DutyLine[]; station: readonly StationDutyLine[] },
  todayOn: string,
): number {
  const ofRequests = requests.filter((line) => line.urgency !== 'calm' || waitsForMe(line))
  const own = station.filter(({ dueOn }) => dueOn <= todayOn)
  return ofRequests.length + own.length
}

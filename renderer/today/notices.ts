import type { DutyLine, StationDutyLine } from '#contract/requests.ts'
import type { Catalogue } from '#i18n/index.ts'

export interface Alert {
  tone: 'info' | 'warning' | 'danger'
  sentence: string
  /** Where it is put right, if there is such a place. */
  place?: 'holidays'
}

interface Situation {
  requests: readonly DutyLine[]
  station: readonly StationDutyLine[]
  isClockBehind: boolean
  freeBytes: number | undefined
  /** Whether any footage is held; unknown while main has not answered. */
  hasFootage: boolean | undefined
}

/** About a day of a dozen cameras: below it an intake is likely to stop halfway. */
export const LOW_SPACE_BYTES = 50e9

/** What has to be looked after, the gravest first. */
export function alertsOf(situation: Situation, { today, terms }: Catalogue): Alert[] {
  const { requests, station, isClockBehind, freeBytes, hasFootage } = situation
  const alerts: Alert[] = []
  if (isClockBehind) alerts.push({ tone: 'danger', sentence: today.clockBehind })
  const overdue = requests.filter(({ urgency }) => urgency === 'overdue').length
  if (overdue > 0) alerts.push({ tone: 'danger', sentence: today.overdue(overdue) })
  for (const { kind, period } of station)
    if (kind === 'holidays')
      alerts.push({ tone: 'warning', sentence: today.holidays(period), place: 'holidays' })
  if (freeBytes !== undefined && freeBytes < LOW_SPACE_BYTES)
    alerts.push({ tone: 'warning', sentence: today.lowSpace(terms.size(freeBytes)) })
  if (hasFootage === false) alerts.push({ tone: 'info', sentence: today.noFootage })
  return alerts
}

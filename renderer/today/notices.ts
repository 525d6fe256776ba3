import { knowsYear } from '#domain/law/holidays.ts'
import type { FootageRequest } from '#domain/request.ts'
import { addDays } from '#domain/time.ts'
import type { Catalogue } from '#i18n/index.ts'
import { daysUntil } from '../moments.ts'

export interface Alert {
  tone: 'info' | 'warning' | 'danger'
  sentence: string
}

interface Situation {
  /** The Korean day. */
  todayOn: string
  requests: readonly FootageRequest[]
  freeBytes: number | undefined
  /** Whether any footage is held; unknown while main has not answered. */
  hasFootage: boolean | undefined
}

/** A due day reaches this far ahead (10 days and the days off at their end). */
const LOOK_AHEAD_DAYS = 30
/** About a day of a dozen cameras: below it an intake is likely to stop halfway. */
export const LOW_SPACE_BYTES = 50e9

/** What has to be looked after, the gravest first. */
export function alertsOf(situation: Situation, { today, terms }: Catalogue): Alert[] {
  const { todayOn, requests, freeBytes, hasFootage } = situation
  const alerts: Alert[] = requests
    .filter(({ state, dueOn }) => state !== 'fulfilled' && daysUntil(dueOn, todayOn) < 0)
    .map(({ number }) => ({ tone: 'danger', sentence: today.overdue(number) }))
  if (freeBytes !== undefined && freeBytes < LOW_SPACE_BYTES)
    alerts.push({ tone: 'warning', sentence: today.lowSpace(terms.size(freeBytes)) })
  const aheadOn = addDays(todayOn, LOOK_AHEAD_DAYS)
  if (!knowsYear(aheadOn)) alerts.push({ tone: 'warning', sentence: today.holidays(aheadOn.slice(0, 4)) })
  if (hasFootage === false) alerts.push({ tone: 'info', sentence: today.noFootage })
  return alerts
}

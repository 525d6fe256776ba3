import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'

/** The zone in which the law counts days and people read clocks. */
const ZONE = 'Asia/Seoul'

/** An instant in UTC with milliseconds, `2026-11-22T05:05:09.000Z`: sorts as text, compares as text. */
export const InstantAt = z.iso.datetime({ precision: 3 })
/** A calendar day in Korea, `2026-11-22`. */
export const DayOn = z.iso.date()

/** The instant in its stored form. */
export function instantAt(epochMs: number): string {
  return new Date(epochMs).toISOString()
}

/** `at` moved by `deltaUs` microseconds, rounded to the millisecond that is stored. */
export function shiftAt(at: string, deltaUs: number): string {
  return instantAt(Date.parse(at) + Math.round(deltaUs / 1000))
}

/** Microseconds from one instant to a later one; negative when `toAt` is earlier. */
export function betweenUs(fromAt: string, toAt: string): number {
  return (Date.parse(toAt) - Date.parse(fromAt)) * 1000
}

/** The Korean calendar day on which an instant falls. */
export function dayOf(at: string): string {
  return Temporal.Instant.from(at).toZonedDateTimeISO(ZONE).toPlainDate().toString()
}

/** The first instant of a Korean calendar day. */
export function startOfDay(on: string): string {
  return instantAt(Temporal.PlainDate.from(on).toZonedDateTime(ZONE).epochMilliseconds)
}

/** The day `days` calendar days later. */
export function addDays(on: string, days: number): string {
  return Temporal.PlainDate.from(on).add({ days }).toString()
}

/** Calendar days from one day to another; negative where it lies before. */
export function daysBetween(fromOn: string, toOn: string): number {
  return Temporal.PlainDate.from(fromOn).until(toOn).days
}

/** 만 나이 on a day (행정기본법 7의2). */
export function ageOn(birthOn: string, on: string): number {
  const years = Number(on.slice(0, 4)) - Number(birthOn.slice(0, 4))
  return on.slice(5) < birthOn.slice(5) ? years - 1 : years
}

/** 1 = Monday … 7 = Sunday. */
export function weekday(on: string): number {
  return Temporal.PlainDate.from(on).dayOfWeek
}

/**
 * The instant of a wall-clock time in Korea, `2026-11-21T14:03:27`. Korea has had one offset since 1988, so
 * every such time exists exactly once. Throws RangeError where the text is no time.
 */
export function fromWallClock(local: string): string {
  return instantAt(Temporal.PlainDateTime.from(local).toZonedDateTime(ZONE).epochMilliseconds)
}

/** The wall clock in Korea at an instant: `2026-11-21T14:03:27`, with milliseconds when asked for. */
export function wallClock(at: string, precision: 'second' | 'millisecond' = 'second'): string {
  const zoned = Temporal.Instant.from(at).toZonedDateTimeISO(ZONE).toPlainDateTime()
  return zoned.toString({ smallestUnit: precision })
}

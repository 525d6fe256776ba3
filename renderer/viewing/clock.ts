import { wallClock } from '#domain/time.ts'
import { epochUs, instantOf } from './player.ts'

/** `14:03:27` in Korea; `14:03` where the seconds are nought and `isShort`. */
export function clock(atUs: number, isShort = false): string {
  const time = wallClock(instantOf(atUs)).slice(11)
  return isShort && time.endsWith(':00') ? time.slice(0, 5) : time
}

/** `2026-11-21 14:03:27.400` */
export function fullClock(atUs: number): string {
  return wallClock(instantOf(atUs), 'millisecond').replace('T', ' ')
}

/** `2026-11-21 14:00:05 ~ 14:03:30`: to the second where it matters, since it is what may be seen. */
export function rangeToSecond(fromAt: string, toAt: string): string {
  const [from, to] = [wallClock(fromAt), wallClock(toAt)]
  const lastDay = from.slice(0, 10) === to.slice(0, 10) ? '' : `${to.slice(0, 10)} `
  return `${from.slice(0, 10)} ${clock(epochUs(fromAt), true)} ~ ${lastDay}${clock(epochUs(toAt), true)}`
}

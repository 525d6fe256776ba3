import { wallClock } from '#domain/time.ts'
import { instantOf } from './player.ts'

/** `14:03:27` in Korea; `14:03` where the seconds are nought and `isShort`. */
export function clock(atUs: number, isShort = false): string {
  const time = wallClock(instantOf(atUs)).slice(11)
  return isShort && time.endsWith(':00') ? time.slice(0, 5) : time
}

/** `2026-11-21 14:03:27.400` */
export function fullClock(atUs: number): string {
  return wallClock(instantOf(atUs), 'millisecond').replace('T', ' ')
}

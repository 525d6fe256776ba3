import { create } from 'zustand'
import type { Station } from '#contract/contract.ts'
import { instantAt } from '#domain/time.ts'
import { office } from '../office.ts'

interface StationState {
  /** What main last said; none until it has answered for the first time. */
  station: Station | undefined
  /** Main's clock less the page's, in ms: one clock rules the ledger and the screen. */
  aheadMs: number
}

export const useStation = create<StationState>()(() => ({ station: undefined, aheadMs: 0 }))

export function noteStation(station: Station): void {
  useStation.setState({ station, aheadMs: Date.parse(station.now) - Date.now() })
}

/** Keeps the store as main says; answers the stop. */
export async function followStation(): Promise<() => void> {
  const stop = office.station.onChanged(noteStation)
  noteStation(await office.station.status())
  return stop
}

/** The instant by main's clock. */
export function now(): string {
  return instantAt(Date.now() + useStation.getState().aheadMs)
}

const TOUCH_EVERY_MS = 20_000
let touchedAtMs = Number.NEGATIVE_INFINITY

/** Tells main that somebody is there, at most every 20 s: the idle lock counts from the last time. */
export function touch(atMs = Date.now()): void {
  if (atMs - touchedAtMs < TOUCH_EVERY_MS) return
  touchedAtMs = atMs
  // A touch that comes after the lock is refused; the lock has then spoken for itself.
  office.station.touch().catch(() => undefined)
}

import { useStore } from 'zustand'
import type { Clip } from '#contract/masking.ts'
import { clock } from '../viewing/clock.ts'
import type { Playback, PlaybackState } from '../viewing/playback.ts'
import { atUsOf } from '../viewing/player.ts'
import { frameAt, momentOf } from './frames.ts'

/** Where the film stands, in frames of the clip; and how to go somewhere else. */

/** The clip's frame on the screen; nothing in a gap and outside the clip. */
export function frameOf(clip: Clip, { place }: Pick<PlaybackState, 'place'>): number | undefined {
  return place.kind === 'part' ? frameAt(clip, place.stretch.part.recordingId, place.us) : undefined
}

/** The same, kept up to date. */
export function useFrame(clip: Clip, playback: Playback): number | undefined {
  return useStore(playback.store, (state) => frameOf(clip, state))
}

/** The true time of a frame, µs since 1970. */
export function atUsOfFrame({ viewing }: Playback, clip: Clip, frame: number): number | undefined {
  const moment = momentOf(clip, frame)
  const part = viewing.parts.find(({ recordingId }) => recordingId === moment?.part.recordingId)
  return moment === undefined || part === undefined ? undefined : atUsOf(part, moment.us)
}

/** Stands still on a frame of the clip. */
export function goToFrame(playback: Playback, clip: Clip, frame: number): void {
  const atUs = atUsOfFrame(playback, clip, frame)
  if (atUs === undefined) return
  playback.pause()
  playback.seek(atUs)
}

/** `14:03:27` */
export function timeOf(playback: Playback, clip: Clip, frame: number): string {
  const atUs = atUsOfFrame(playback, clip, frame)
  return atUs === undefined ? '' : clock(atUs)
}

import type { Clip } from '#contract/contract.ts'
import { type Box, grown } from '#domain/masking.ts'
import type { Playback } from '../viewing/playback.ts'
import { Projector } from '../viewing/projector.ts'
import { momentOf } from './frames.ts'

/** Height of a portrait in px, for twice the density it is shown at. */
const HEIGHT = 168
/** Longer than a conversion takes to begin; after that the portrait is left out. */
const WAIT_MS = 6000

/**
 * Draws a small picture of every person of a clip, one after the other, from a `<video>` of its own. What it shows has
 * been seen, and is entered like everything else that is: through the playback. Answers how to stop.
 */
export function drawPortraits(
  video: HTMLVideoElement,
  playback: Playback,
  clip: Clip,
  onPortrait: (track: number, url: string) => void,
): () => void {
  const over = new AbortController()
  let presented: ((us: number) => void) | undefined
  const projector = new Projector(video, {
    hrefOf: (part) => playback.hrefOf(part),
    onFrame: (part, us) => {
      playback.noteSeen(part, us)
      presented?.(us)
    },
    onEnd: () => undefined,
    // A picture that cannot be drawn is left out; the person's card stands without it.
    onFault: () => over.abort(),
  })

  const shown = (frame: number): Promise<boolean> => {
    const moment = momentOf(clip, frame)
    const part = playback.viewing.parts.find(({ recordingId }) => recordingId === moment?.part.recordingId)
    if (moment === undefined || part === undefined) return Promise.resolve(false)
    return new Promise((resolve) => {
      const finish = (isShown: boolean) => {
        clearTimeout(timer)
        over.signal.removeEventListener('abort', abort)
        presented = undefined
        resolve(isShown)
      }
      const abort = () => finish(false)
      const timer = setTimeout(() => finish(false), WAIT_MS)
      over.signal.addEventListener('abort', abort)
      presented = (us) => {
        if (us <= moment.us) finish(true)
      }
      projector.show(part, moment.us)
    })
  }

  const drawAll = async () => {
    for (const [frame, tracks] of byBestFrame(clip)) {
      if (over.signal.aborted) return
      // oxlint-disable-next-line no-await-in-loop -- one element shows one frame at a time
      if (!(await shown(frame))) continue
      for (const { track, bestBox } of tracks) onPortrait(track, crop(video, clip, bestBox))
    }
  }
  void drawAll().finally(() => projector.close())
  return () => {
    over.abort()
    projector.close()
  }
}

/** Tracks by the frame that shows them best, earliest first: a frame that is sought twice is presented only once. */
function byBestFrame({ tracks }: Clip): [frame: number, tracks: Clip['tracks']][] {
  const frames = new Map<number, Clip['tracks']>()
  for (const track of tracks) frames.set(track.bestFrame, [...(frames.get(track.bestFrame) ?? []), track])
  return [...frames].sort(([a], [b]) => a - b)
}

/** The box cut out of the picture on the element, as a data URL: it lives no longer than the page. */
function crop(video: HTMLVideoElement, clip: Clip, box: Box): string {
  const area = grown(box, clip) ?? box
  const canvas = document.createElement('canvas')
  canvas.height = HEIGHT
  canvas.width = Math.max(1, Math.round((area.w / area.h) * HEIGHT))
  const context = canvas.getContext('2d')
  context?.drawImage(video, area.x, area.y, area.w, area.h, 0, 0, canvas.width, canvas.height)
  return canvas.toDataURL('image/jpeg', 0.85)
}

import { createHash } from 'node:crypto'
import { doubtsOf, touchesOf } from '#domain/doubts.ts'
import { type Box, type TrackSet, trackSummaries } from '#domain/masking.ts'
import { encodeTracks } from '../../electron/masking/tracks.ts'
import type { ClipBody } from '../../electron/procedures/clips.ts'
import { grantedRequest } from '../../electron/procedures/requests.ts'
import { partsOf } from '../../electron/procedures/viewings.ts'
import { type ClipKey, putClip } from '../../electron/vault/clips.ts'
import type { TestStation } from './station.ts'

/**
 * Puts boxes into the vault as a search for people by whoever is signed in would have: for tests of what comes after it.
 * One box list for every frame of the first recording that the request covers.
 */
export function putTracks(
  { office }: TestStation,
  key: ClipKey,
  frames: readonly (readonly Box[])[],
  conditions: TrackSet['conditions'] = [],
): void {
  const [part] = partsOf(office, grantedRequest(office, key.requestId), [key.cameraId])
  if (part === undefined) throw new Error('no footage')
  const { width, height, fps, recordingId, fromUs, toUs } = part
  const set: TrackSet = { width, height, fps, vehicles: [], conditions, partFrames: [frames.length], frames }
  const { chunks, ...head } = encodeTracks(set)
  const body: ClipBody = {
    ...head,
    frameCount: frames.length,
    parts: [{ recordingId, fromUs, toUs, firstFrame: 0, frameCount: frames.length }],
    thorough: false,
    detectedBy: office.actor().id,
    people: trackSummaries(set),
    doubts: doubtsOf(set),
    touches: touchesOf(set),
  }
  const tracksSha256 = createHash('sha256')
    .update(JSON.stringify(body))
    .update(Buffer.concat(chunks))
    .digest('hex')
  const { requestId, cameraId } = key
  office.vault.record(
    office.act({ kind: 'masking.detected', subject: `request:${requestId}`, details: { tracksSha256 } }),
    (db) => putClip(db, { requestId, cameraId }, { body, tracksSha256, chunks }),
  )
}

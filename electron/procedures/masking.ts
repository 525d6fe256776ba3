import type { Clip } from '../contract/contract.ts'
import type { Job } from '../domain/job.ts'
import { type Box, type TrackSet, trackSummaries } from '../domain/masking.ts'
import type { CameraId } from '../domain/policy.ts'
import { Refusal } from '../domain/refusal.ts'
import type { RequestId } from '../domain/request.ts'
import type { ViewingPart } from '../domain/viewing.ts'
import { heldClip, sealedPath } from '../footage/clip.ts'
import type { ClipPart } from '../masking/protocol.ts'
import { decodeTracks, encodeTracks } from '../masking/tracks.ts'
import { keepTracks, putClip, clip as storedClip } from '../vault/clips.ts'
import { storedRecording } from '../vault/recordings.ts'
import { cameraNumbers } from '../vault/station.ts'
import type { Office } from './office.ts'
import { approvedRequest } from './requests.ts'
import { partsOf } from './viewings.ts'

/** Finding the people in a request's footage, and choosing who of them stays visible. */

interface ClipKey {
  requestId: RequestId
  cameraId: CameraId
}

/** What stands in the vault about a clip beside its tracks. */
type ClipBody = Omit<Clip, 'tracks' | 'kept' | 'requestId' | 'cameraId'>

/**
 * Begins to look for people in everything the request covers of one camera. Entered before the first frame is
 * decoded. Refuses with `request-not-approved`, `footage-missing`, `job-running`.
 */
export function detect(office: Office, wish: ClipKey & { thorough: boolean }): Job {
  office.actor('footage.mask')
  const { requestId, cameraId, thorough } = wish
  const request = approvedRequest(office, requestId)
  const parts = partsOf(office, request, [cameraId])
  office.jobs.refuseWhileRunning('detect')
  office.jobs.refuseWhileRunning('export')
  const { vault } = office
  const begun = office.act({
    kind: 'masking.started',
    subject: `request:${requestId}`,
    cameraIds: [cameraId],
    details: {
      request: request.number,
      camera: office.vault.read(cameraNumbers).get(cameraId) ?? 0,
      thorough,
      recordings: parts.map(({ recordingId, fromUs, toUs }) => ({ recordingId, fromUs, toUs })),
    },
  })
  vault.enter(begun)
  return office.jobs.start('detect', request.number, 'detect', async (report, signal) => {
    const found = await office.world.masking.detect(
      clipParts(office, parts),
      { thorough },
      { signal, onProgress: ({ done, remainingMs }) => report({ step: 'detect', done, remainingMs }) },
    )
    const summaries = trackSummaries(found)
    vault.record(
      {
        ...begun,
        kind: 'masking.detected',
        details: { request: request.number, people: summaries.length, frames: found.frames.length, thorough },
      },
      (db) => putClip(db, { requestId, cameraId }, bodyOf(found, parts), encodeTracks(found)),
    )
    return { people: summaries.length, frames: found.frames.length }
  })
}

/** The clip with its tracks, or nothing where nobody has looked for people yet. */
export function clip(office: Office, key: ClipKey): Clip | null {
  office.actor('footage.mask')
  const found = clipWithTracks(office, key)
  if (found === undefined) return null
  return { ...key, ...found.body, tracks: trackSummaries(found.tracks), kept: found.kept }
}

/** The boxes of a stretch of frames, `toFrame` not included, as they were tracked (not yet grown). */
export function boxes(office: Office, wish: ClipKey & { fromFrame: number; toFrame: number }): Box[][] {
  office.actor('footage.mask')
  return tracksOf(office, wish)
    .tracks.frames.slice(wish.fromFrame, Math.min(wish.toFrame, wish.fromFrame + 5_000))
    .map((frame) => [...frame])
}

/** Keeps a person visible, or masks them again. Each choice is an act. Refuses with `tracks-missing`, `track-unknown`. */
export function keep(office: Office, wish: ClipKey & { track: number; keep: boolean }): Clip {
  office.actor('footage.mask')
  const { requestId, cameraId, track } = wish
  const request = approvedRequest(office, requestId)
  const { body, tracks, kept } = tracksOf(office, wish)
  const summaries = trackSummaries(tracks)
  if (!summaries.some((summary) => summary.track === track)) throw new Refusal('track-unknown', { track })
  const next = wish.keep
    ? [...new Set([...kept, track])].sort((a, b) => a - b)
    : kept.filter((one) => one !== track)
  office.vault.record(
    office.act({
      kind: 'masking.kept',
      subject: `request:${requestId}`,
      cameraIds: [cameraId],
      details: { request: request.number, track, keep: wish.keep },
    }),
    (db) => keepTracks(db, { requestId, cameraId }, next),
  )
  return { requestId, cameraId, ...body, tracks: summaries, kept: next }
}

export function tracksOf(office: Office, key: ClipKey): { body: ClipBody; tracks: TrackSet; kept: number[] } {
  const found = clipWithTracks(office, key)
  if (found === undefined) throw new Refusal('tracks-missing', {})
  return found
}

/** Decoding an hour's tracks takes a while and screens ask for them in small stretches: the last clip is kept. */
let lastDecoded: { encoded: Uint8Array; tracks: TrackSet } | undefined

function clipWithTracks(office: Office, { requestId, cameraId }: ClipKey) {
  const found = office.vault.read((db) => storedClip<ClipBody>(db, { requestId, cameraId }))
  if (found === undefined) return undefined
  const { body, tracks: encoded, kept } = found
  if (lastDecoded === undefined || Buffer.compare(lastDecoded.encoded, encoded) !== 0)
    lastDecoded = { encoded, tracks: decodeTracks(encoded) }
  return { body, tracks: lastDecoded.tracks, kept }
}

function bodyOf(found: TrackSet, parts: readonly ViewingPart[]): ClipBody {
  const { width, height, fps, frames, partFrames } = found
  let firstFrame = 0
  return {
    width,
    height,
    fps,
    frameCount: frames.length,
    parts: parts.map(({ recordingId, fromUs, toUs }, index) => {
      const part = { recordingId, fromUs, toUs, firstFrame, frameCount: partFrames[index] ?? 0 }
      firstFrame += part.frameCount
      return part
    }),
  }
}

/** What the masking process is given: for each part its file, its key and which stretch; nothing else of the vault. */
export function clipParts(office: Office, parts: readonly ViewingPart[]): ClipPart[] {
  const { footage } = office.keys
  return parts.map(({ recordingId, fromUs, toUs }) => {
    const { recording, layout, key } = office.vault.read((db) => storedRecording(db, recordingId, footage))
    const { skipUs, ...held } = heldClip(
      { storePath: sealedPath(office.storeDir, recordingId), key, layout },
      fromUs,
      toUs,
    )
    return {
      input: { kind: 'held', ...held },
      width: recording.width,
      height: recording.height,
      fps: recording.fps,
      skipUs,
      lengthUs: toUs - fromUs,
    }
  })
}

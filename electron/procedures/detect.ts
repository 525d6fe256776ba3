import { createHash } from 'node:crypto'
import type { Job } from '../domain/job.ts'
import type { ViewingPart } from '../domain/viewing.ts'
import { engineModels } from '../masking/engine.ts'
import { LOOKED_VERSION } from '../masking/looked.ts'
import type { DetectOptions, Found } from '../masking/protocol.ts'
import { type ClipKey, keepLooked, lookedStretches, putClip } from '../vault/clips.ts'
import { cameraNumbers } from '../vault/station.ts'
import { type ClipBody, clipParts } from './clips.ts'
import type { Office } from './office.ts'
import { searchableRequest } from './requests.ts'
import { partsOf } from './viewings.ts'

/** Finding the people in a request's footage. */

/**
 * Begins to look for people in everything the request covers of one camera. Entered before the first frame is
 * decoded. What was decided about an earlier search is gone with it; one that was cut short is gone on with. Refuses with
 * `request-not-approved`, `footage-missing`, `job-running`.
 */
export function detect(office: Office, wish: ClipKey & { thorough: boolean; vehicles: boolean }): Job {
  const by = office.actor('footage.mask')
  const { requestId, cameraId, thorough, vehicles } = wish
  const request = searchableRequest(office, requestId)
  const parts = partsOf(office, request, [cameraId])
  office.jobs.refuseWhileRunning('detect')
  office.jobs.refuseWhileRunning('follow')
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
      vehicles,
      recordings: parts.map(({ recordingId, fromUs, toUs }) => ({ recordingId, fromUs, toUs })),
    },
  })
  vault.enter(begun)
  return office.jobs.start('detect', request.number, 'detect', async (report, signal) => {
    const key = { requestId, cameraId }
    const search = await searchOf(parts, { thorough, vehicles })
    const known = vault.read((db) => lookedStretches(db, key, search))
    let stretch = known.length
    const found = await office.world.masking.detect(
      clipParts(office, parts),
      { thorough, vehicles },
      { signal, onProgress: ({ done, remainingMs }) => report({ step: 'detect', done, remainingMs }) },
      {
        known,
        // No act of its own: it is the search's, which is entered already, and is gone when that has ended.
        onLooked: (bytes) =>
          vault.record(
            () => [],
            (db) => keepLooked(db, key, { search, stretch: stretch++, bytes }),
          ),
      },
    )
    const { chunks, ...head } = found.tracks
    const body: ClipBody = { ...head, ...placed(found, parts), thorough, detectedBy: by.id, ...told(found) }
    // With what stands beside the boxes: two clips in which nobody is seen have the same boxes.
    const hash = createHash('sha256').update(JSON.stringify(body))
    for (const chunk of chunks) hash.update(chunk)
    const tracksSha256 = hash.digest('hex')
    vault.record(
      {
        ...begun,
        kind: 'masking.detected',
        details: {
          request: request.number,
          people: found.people.length,
          frames: body.frameCount,
          thorough,
          vehicles,
          tracksSha256,
        },
      },
      (db) => putClip(db, key, { body, tracksSha256, chunks }),
    )
    return { people: found.people.length, frames: body.frameCount }
  })
}

/** What is looked at and how: two searches for which this is the same find the same. */
async function searchOf(parts: readonly ViewingPart[], options: DetectOptions): Promise<string> {
  const stretches = parts.map(({ recordingId, fromUs, toUs }) => [recordingId, fromUs, toUs])
  return createHash('sha256')
    .update(JSON.stringify([LOOKED_VERSION, await engineModels(), options, stretches]))
    .digest('hex')
}

function placed({ tracks }: Found, parts: readonly ViewingPart[]): Pick<ClipBody, 'frameCount' | 'parts'> {
  let firstFrame = 0
  const placedParts = parts.map(({ recordingId, fromUs, toUs }, index) => {
    const part = { recordingId, fromUs, toUs, firstFrame, frameCount: tracks.partFrames[index] ?? 0 }
    firstFrame += part.frameCount
    return part
  })
  return { frameCount: firstFrame, parts: placedParts }
}

function told({ people, doubts, touches }: Found): Pick<ClipBody, 'people' | 'doubts' | 'touches'> {
  return { people, doubts, touches }
}

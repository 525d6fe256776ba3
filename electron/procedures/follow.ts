import type { Job } from '../domain/job.ts'
import type { HandMask, Keyframe } from '../domain/mask-work.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Followed } from '../masking/protocol.ts'
import type { ClipKey } from '../vault/clips.ts'
import { clipParts, type LoadedClip, loadClip, tracksOf } from './clips.ts'
import { changing, enterChange } from './masking.ts'
import type { Office } from './office.ts'

/** Letting a mask that was drawn by hand follow what lies under it. */

/** As many keyframes as a mask may have. */
const MOST_KEYFRAMES = 2_000

/**
 * Begins to follow what lies under a mask from its last keyframe on. Where it leads is entered as a change, by whoever
 * asked, and can be undone like any other. The mask never gets shorter by it. Refuses with `request-not-approved`,
 * `tracks-missing`, `hand-unknown` (also where its last keyframe lies beyond the clip), `job-running`.
 */
export function follow(office: Office, wish: ClipKey & { handId: string }): Job {
  const asked = changing(office, wish.requestId)
  const key: ClipKey = { requestId: wish.requestId, cameraId: wish.cameraId }
  const { clip, hand } = handOf(office, key, wish.handId)
  office.jobs.refuseWhileRunning('detect')
  office.jobs.refuseWhileRunning('follow')
  const { body } = clip
  const from = lastOf(hand)
  const most = MOST_KEYFRAMES - hand.keyframes.length
  if (from.frame >= body.frameCount || most < 2) throw new Refusal('hand-unknown', {})
  const tracks = tracksOf(office, clip)
  return office.jobs.start('follow', asked.requestNumber, 'follow', async (report, signal) => {
    const followed = await office.world.masking.follow(clipParts(office, body.parts), tracks, from, most, {
      signal,
      onProgress: ({ done, remainingMs }) => report({ step: 'follow', done, remainingMs }),
    })
    signal.throwIfAborted()
    const now = handOf(office, key, wish.handId)
    // Whoever moved the mask meanwhile knows better where it is.
    if (JSON.stringify(lastOf(now.hand)) !== JSON.stringify(from)) throw new Refusal('hand-unknown', {})
    const longer = carriedOn(now.hand, followed)
    enterChange(office, now.clip, { kind: 'put-hand', hand: longer }, whyOf(now.clip, longer.id), asked)
    return {
      fromFrame: from.frame,
      lostFrame: followed.lostFrame,
      toFrame: longer.toFrame,
      why: followed.why,
    }
  })
}

/** Refuses with `tracks-missing`, `hand-unknown`. */
function handOf(office: Office, key: ClipKey, handId: string): { clip: LoadedClip; hand: HandMask } {
  const clip = loadClip(office, key)
  const hand = clip.work.hands.find(({ id }) => id === handId)
  if (hand === undefined) throw new Refusal('hand-unknown', {})
  return { clip, hand }
}

function lastOf({ keyframes }: HandMask): Keyframe {
  return keyframes.at(-1) as Keyframe
}

function carriedOn(hand: HandMask, { keyframes, toFrame }: Followed): HandMask {
  return {
    ...hand,
    toFrame: Math.max(hand.toFrame, toFrame),
    keyframes: [...hand.keyframes, ...keyframes],
  }
}

const FOLLOWED = ' (따라가기)'

/** The reason that the mask was drawn for, as it is entered: in the ledger's language. */
function whyOf({ changes }: LoadedClip, handId: string): string {
  const drawn = changes.findLast(({ change }) => change.kind === 'put-hand' && change.hand.id === handId)
  return `${(drawn?.why ?? '').replace(FOLLOWED, '')}${FOLLOWED}`.trim()
}

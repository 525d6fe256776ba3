import { createHash } from 'node:crypto'
import { Refusal } from '../domain/refusal.ts'
import { givenAs } from '../domain/request-form.ts'
import { type Leak, sameLeak } from '../domain/review.ts'
import { fileSha256, PackageFolder } from '../export/package.ts'
import { type Picture, watermark } from '../export/watermark.ts'
import { filmSize } from '../masking/film-file.ts'
import type { Film } from '../masking/protocol.ts'
import type { ClipKey } from '../vault/clips.ts'
import { dropUnfinished, putUnfinished, unfinishedExports } from '../vault/exports.ts'
import { type LoadedClip, loadClip, tracksOf } from './clips.ts'
import type { Progress } from './jobs.ts'
import type { Office } from './office.ts'
import type { ExportState, Order, Unfinished } from './packaging.ts'
import { type Reel, renderReel } from './reels.ts'
import { enterLeaks } from './review.ts'

/** The film of an export: rendered, searched for leaks where it is masked, and kept while they are being answered. */

/** A film that has been rendered: what it is of, and how far it has been searched. */
export interface WaitingFilm extends ClipKey {
  name: string
  /** See `filmDigest`. */
  digest: string
  copyNo: number
  film: Film
  /** What the leak scan found, once it has come to its end. */
  leaks?: number
  /** That it waits has been entered. */
  isStopped?: boolean
}

/** An export while it is made. */
export interface Underway {
  folder: PackageFolder
  unfinished: Unfinished
  report: (progress: Progress) => void
  signal: AbortSignal
}

/** Share of the job's bar that the steps take. */
const RENDERED = 0.55
const SCANNED = 0.9

/** Everything that a film is made of. */
export function filmDigest(reel: Reel, copyNo: number): string {
  const said = JSON.stringify([reel.digest, reel.style, markOf(reel, copyNo)])
  return createHash('sha256').update(said).digest('hex')
}

function markOf({ request, width, height }: Reel, copyNo: number): Picture {
  const { number: requestNumber, form } = request
  return watermark(
    { requestNumber, purpose: form.purpose, given: givenAs(form), copyNo },
    filmSize({ width, height }),
  )
}

/** The export of this reel whose film waits, if it can be gone on with: same masks, same look, and the film is there. */
export function waitingFilm(office: Office, key: ClipKey, reel: Reel): Unfinished | undefined {
  return waitingOf(office, key).find(({ workDir, finalPath, state: { waiting } }) => {
    if (waiting === undefined || waiting.digest !== filmDigest(reel, waiting.copyNo)) return false
    return PackageFolder.left(workDir, finalPath).holds(waiting.name, waiting.film.sizeBytes)
  })
}

/** Destroys films that wait for nothing any more: the masks have changed, or what they were made of is gone. */
export function clearWaiting(office: Office, key: ClipKey, by: string = office.actor().id): void {
  for (const { id, workDir, finalPath, begun, state } of waitingOf(office, key)) {
    // One on a medium that is not there is cleared when it is back.
    if (!PackageFolder.left(workDir, finalPath).discard()) continue
    const { request = '', camera = 0 } = begun.details
    const details = { request, camera, copyNo: state.waiting?.copyNo ?? 0 }
    office.vault.record({ ...begun, actor: by, kind: 'working-copy.destroyed', details }, (db) =>
      dropUnfinished(db, id),
    )
  }
}

function waitingOf(office: Office, { requestId, cameraId }: ClipKey): Unfinished[] {
  return office.vault
    .read((db) => unfinishedExports<Unfinished['begun'], ExportState>(db))
    .filter(
      ({ state: { waiting, made } }) =>
        made === undefined && waiting?.requestId === requestId && waiting.cameraId === cameraId,
    )
}

/**
 * Renders the film, unless it waits already, and searches it for leaks, unless that has been done or nothing in it is
 * masked. Afterwards the film is the state of the export. Refuses with `leaks-found` while any of them is not answered.
 */
export async function makeFilm(office: Office, order: Order, under: Underway): Promise<void> {
  const { key, reel, copyNo, name, digest } = order
  const { folder, report, signal } = under
  const mark = await office.world.toPicture(markOf(reel, copyNo))
  let { waiting } = under.unfinished.state
  if (waiting === undefined) {
    folder.begin()
    report({ step: 'render', done: 0 })
    const film = await renderReel(office, reel, mark, folder.path(name), {
      signal,
      onProgress: ({ done, remainingMs }) => report({ step: 'render', done: done * RENDERED, remainingMs }),
    })
    signal.throwIfAborted()
    waiting = { ...key, name, digest, copyNo, film }
    keep(office, under, waiting)
  } else if ((await fileSha256(folder.path(name), signal)) !== waiting.film.sha256) {
    throw new Refusal('write-failed', {})
  }
  if (reel.style === 'clear') return
  const { clip, style } = reel
  if (waiting.leaks !== undefined && !saysMended(clip)) return

  report({ step: 'scan', done: RENDERED })
  const leaks = await office.world.masking.scan(
    folder.path(name),
    tracksOf(office, clip),
    { work: clip.work, style, watermark: mark },
    {
      signal,
      onProgress: ({ done, remainingMs }) =>
        report({ step: 'scan', done: RENDERED + done * (SCANNED - RENDERED), remainingMs }),
    },
  )
  signal.throwIfAborted()
  const open = enterLeaks(office, key, leaks, under.unfinished.begun)
  keep(office, under, { ...waiting, leaks: distinct(leaks, loadClip(office, key)) })
  if (open > 0) throw new Refusal('leaks-found', { count: open })
}

/** In how many places a scan suspected something, as they are asked: what is seen twice is asked once. */
function distinct(leaks: readonly Leak[], { leaks: known, answers }: LoadedClip): number {
  return new Set(leaks.map((leak) => sameLeak(leak, known, answers)?.id)).size
}

/** Somebody said that a leak was mended: the film shows whether it is. */
function saysMended({ questions }: LoadedClip): boolean {
  return questions.some(({ kind, answer }) => kind === 'leak' && answer === 'mended')
}

function keep(office: Office, under: Underway, waiting: WaitingFilm): void {
  under.unfinished = { ...under.unfinished, state: { waiting } }
  office.vault.record(
    () => [],
    (db) => putUnfinished(db, under.unfinished),
  )
}

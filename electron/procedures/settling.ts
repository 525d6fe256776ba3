import type { FilmStyle } from '../domain/masking.ts'
import { Refusal, type RefusalCode } from '../domain/refusal.ts'
import { PackageFolder } from '../export/package.ts'
import { dropUnfinished, putUnfinished, unfinishedExports } from '../vault/exports.ts'
import type { Recorded } from '../vault/vault.ts'
import type { Underway } from './filming.ts'
import type { Office } from './office.ts'
import { type ExportState, enterFinished, type Unfinished } from './packaging.ts'

/** How exports end that did not come to their end: refused, cancelled, broken or killed. */

/** After these a film is worth keeping: it is whole, and only what follows has to be done again. */
const KEEPS_FILM: ReadonlySet<RefusalCode> = new Set(['leaks-found', 'masking-stopped'])

/**
 * Clears away what an export leaves, but for a film that can be gone on with. What cannot be cleared now, because the medium
 * is gone, is tried again at the next start.
 */
export function endUnfinished(
  office: Office,
  { folder, unfinished, signal }: Underway,
  trouble: unknown,
): void {
  // It has its name and is only not entered yet: the next start enters it.
  if (unfinished.state.made !== undefined && folder.isFinished) return
  const code = trouble instanceof Refusal && !signal.aborted ? trouble.code : undefined
  if (code !== undefined && KEEPS_FILM.has(code) && keepFilm(office, folder, unfinished)) return
  const isCleared = folder.discard()
  office.vault.record(stopped(unfinished, { cancelled: signal.aborted }), (db) => {
    if (isCleared) dropUnfinished(db, unfinished.id)
    else putUnfinished(db, { ...unfinished, state: { isStopped: true } })
  })
}

/**
 * Ends what a kill left: a package with its final name gets its line, a masked film that was rendered to its end is kept,
 * and anything else is cleared away.
 */
export function settleExports(office: Office): void {
  for (const unfinished of office.vault.read((db) => unfinishedExports<Recorded, ExportState>(db))) {
    const { id, workDir, finalPath, state } = unfinished
    const folder = PackageFolder.left(workDir, finalPath)
    if (state.made !== undefined && folder.isFinished) {
      folder.discard()
      enterFinished(office, unfinished, state.made)
    } else if (!keepFilm(office, folder, unfinished) && folder.discard()) {
      office.vault.record(state.isStopped ? () => [] : stopped(unfinished, { cancelled: false }), (db) =>
        dropUnfinished(db, id),
      )
    }
  }
}

/**
 * Keeps the film of an export and nothing else of it; answers whether there is one. One in which nobody is masked has
 * nothing to wait for, and is not left lying about.
 */
function keepFilm(office: Office, folder: PackageFolder, unfinished: Unfinished): boolean {
  const { waiting } = unfinished.state
  if (unfinished.begun.details['style'] === ('clear' satisfies FilmStyle)) return false
  if (waiting === undefined || !folder.holds(waiting.name, waiting.film.sizeBytes)) return false
  if (waiting.isStopped) return true
  folder.keepOnly(waiting.name)
  const details = waiting.leaks === undefined ? {} : { found: waiting.leaks }
  office.vault.record(stopped(unfinished, { cancelled: false, waiting: true, ...details }), (db) =>
    putUnfinished(db, { ...unfinished, state: { waiting: { ...waiting, isStopped: true } } }),
  )
  return true
}

/** The act that an export ended without a package. */
function stopped({ begun }: Unfinished, how: Recorded['details']): Recorded {
  const { request = '', camera = 0, copyNo = 0 } = begun.details
  return { ...begun, kind: 'export.stopped', details: { request, camera, copyNo, ...how } }
}

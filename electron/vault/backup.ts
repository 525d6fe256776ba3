import { createHash } from 'node:crypto'
import { closeSync, openSync, readFileSync, readSync } from 'node:fs'
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { signCheckpoint } from '../domain/ledger/checkpoint.ts'
import { Frontier } from '../domain/ledger/merkle.ts'
import { wallClock } from '../domain/time.ts'
import { syncFolder, writeDurably } from './durable.ts'
import { HEADER_BYTES } from './journal.ts'
import { KEYS_NAME, type StationKeys } from './keys.ts'
import { JOURNAL_NAME, journalPathOf } from './rewriting.ts'
import { signerOf } from './signing.ts'
import { examineJournal, type JournalFound } from './standing.ts'
import type { Vault } from './vault.ts'

/**
 * A backup of the vault: a folder with the journal up to a moment, the key slots of that moment and a note. The journal is
 * the whole vault, encrypted and authenticated record by record, so a backup needs no other key than the station's own.
 * Footage is not in it.
 */

export const NOTE_NAME = 'backup.json'
const PREFIX = 'viewing-station-backup_'
const ASIDE = '.new'
const PIECE_BYTES = 2 ** 20

export const BackupNote = z.strictObject({
  format: z.literal('viewing-station-backup'),
  version: z.literal(1),
  /** `viewing-station/<id>` */
  origin: z.string(),
  /** How many entries the ledger had. */
  size: z.int().min(1),
  at: z.iso.datetime(),
  /** The signed note that was made for it; the ledger can be held against it wherever it is. */
  checkpoint: z.string(),
  journal: z.strictObject({ sizeBytes: z.int().min(1), sha256: z.string().length(64) }),
  keys: z.strictObject({ sizeBytes: z.int().min(1), sha256: z.string().length(64) }),
})
export type BackupNote = z.infer<typeof BackupNote>

/** A backup as it was found, not opened yet. */
export interface FoundBackup {
  dir: string
  /** The folder's name alone. */
  folder: string
  note: BackupNote
}

export interface BackupOrder {
  vault: Vault
  keys: StationKeys
  /** Where the vault's files lie, and where the backup's folder is to come to lie. */
  vaultPath: string
  intoDir: string
  at: string
  /** `done` from 0 to 1 of the step. */
  report: (step: 'copy' | 'check', done: number) => void
  signal: AbortSignal
}

/** What was written did not come back as it was written, or the journal is not what it should be. */
class Unfaithful extends Error {
  readonly code = 'EIO'
}

/**
 * Writes a backup aside, fsyncs it, reads every record of it back against its seal and the tree against the checkpoint, and
 * only then gives it its name. Acts go on meanwhile; what is entered after the beginning is not in it. Whatever stops it,
 * nothing half-written is left, nor what a kill left of an earlier one. Throws what the disk says; rejects where `signal` is
 * aborted.
 */
export async function writeBackup(order: BackupOrder): Promise<{ note: BackupNote; folder: string }> {
  const { vault, vaultPath, intoDir, at, signal } = order
  // One turn: the checkpoint stands in the journal, and nothing comes between it and the end that is copied.
  const { checkpoint, note: signed } = vault.checkpoint('backup')
  const { lengthBytes } = vault.journalEnd
  const source = openSync(journalPathOf(vaultPath), 'r')
  // Whoever begins the journal anew meanwhile overwrites the key of this one, which is in its header.
  const header = Buffer.alloc(HEADER_BYTES)
  readSync(source, header, 0, HEADER_BYTES, 0)
  let asideDir: string | undefined
  try {
    const slots = readFileSync(join(dirname(vaultPath), KEYS_NAME))
    await clearHalves(intoDir)
    const folder = await freeName(intoDir, at)
    asideDir = join(intoDir, folder + ASIDE)
    await mkdir(asideDir)
    const journal = await copyPrefix({ source, header }, join(asideDir, JOURNAL_NAME), lengthBytes, order)
    writeDurably(join(asideDir, KEYS_NAME), slots)
    const note: BackupNote = {
      format: 'viewing-station-backup',
      version: 1,
      origin: checkpoint.origin,
      size: checkpoint.size,
      at,
      checkpoint: signed,
      journal,
      keys: { sizeBytes: slots.length, sha256: createHash('sha256').update(slots).digest('hex') },
    }
    writeDurably(join(asideDir, NOTE_NAME), `${JSON.stringify(note, undefined, 2)}\n`)
    const written = await faithfulJournal(asideDir, note, order)
    written?.journal?.close()
    signal.throwIfAborted()
    if (written === undefined) throw new Unfaithful('the backup does not read back')
    await rename(asideDir, join(intoDir, folder))
    asideDir = undefined
    syncFolder(intoDir)
    return { note, folder }
  } finally {
    closeSync(source)
    if (asideDir !== undefined) await rm(asideDir, { recursive: true, force: true }).catch(() => undefined)
  }
}

/** Waits for the other disk without holding up the window: it may be a slow one. */
async function copyPrefix(
  { source, header }: { source: number; header: Buffer },
  path: string,
  lengthBytes: number,
  { report, signal }: Pick<BackupOrder, 'report' | 'signal'>,
): Promise<BackupNote['journal']> {
  const sum = createHash('sha256')
  const file = await open(path, 'wx', 0o600)
  try {
    const piece = Buffer.alloc(PIECE_BYTES)
    for (let at = 0; at < lengthBytes; ) {
      signal.throwIfAborted()
      const length = readSync(source, piece, 0, Math.min(piece.length, lengthBytes - at), at)
      if (length === 0) throw new Unfaithful('the journal is shorter than it was')
      if (at === 0) header.copy(piece)
      await file.writeFile(piece.subarray(0, length))
      sum.update(piece.subarray(0, length))
      at += length
      report('copy', at / lengthBytes)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { sizeBytes: lengthBytes, sha256: sum.digest('hex') }
}

/**
 * A backup's journal, open, where it is, record by record, the ledger that its note and its checkpoint say; nothing where it
 * is not. The caller closes it.
 */
export async function faithfulJournal(
  dir: string,
  note: BackupNote,
  { keys, report, signal }: Pick<BackupOrder, 'keys' | 'report' | 'signal'>,
): Promise<JournalFound | undefined> {
  const told = (done: number) => {
    signal.throwIfAborted()
    report('check', Math.min(1, done / note.size))
  }
  const nothing = { frontier: new Frontier(), mustForget: false }
  const found = await examineJournal({ path: join(dir, 'vault.db'), keys, report: told }, nothing)
  const { frontier, end, fault } = found
  const checkpoint = { origin: note.origin, size: frontier.size, root: frontier.root() }
  const isFaithful =
    fault === undefined &&
    end?.lengthBytes === note.journal.sizeBytes &&
    frontier.size === note.size &&
    // Ed25519 signs the same in the same words (RFC 8032): whoever has the seed checks by signing again.
    signCheckpoint(checkpoint, signerOf(keys.signingSeed)) === note.checkpoint
  if (isFaithful) return found
  found.journal?.close()
  return undefined
}

/** `viewing-station-backup_2026-11-22_1308`, with a number behind it where that is there already. */
async function freeName(intoDir: string, at: string): Promise<string> {
  const taken = new Set(await readdir(intoDir))
  const base = PREFIX + wallClock(at).slice(0, 16).replace('T', '_').replace(':', '')
  for (let no = 2, name = base; ; no += 1) {
    if (!taken.has(name)) return name
    name = `${base}-${no}`
  }
}

async function clearHalves(intoDir: string): Promise<void> {
  for (const name of await readdir(intoDir))
    if (name.startsWith(PREFIX) && name.endsWith(ASIDE)) await rm(join(intoDir, name), { recursive: true })
}

/**
 * The backup in a folder; of several in it the latest. Answers nothing where there is none, or none whose note can be read.
 * What the note says is proved only once the backup has been opened.
 */
export async function findBackup(dir: string): Promise<FoundBackup | undefined> {
  const inside = await readdir(dir, { withFileTypes: true })
  const folders = inside.filter((entry) => entry.isDirectory() && entry.name.startsWith(PREFIX))
  const candidates = [dir, ...folders.map(({ name }) => join(dir, name))]
  const found = candidates.flatMap((candidate) => {
    const note = noteOf(candidate)
    return note === undefined ? [] : [{ dir: candidate, folder: basename(candidate), note }]
  })
  return found.toSorted((a, b) => b.note.at.localeCompare(a.note.at))[0]
}

function noteOf(dir: string): BackupNote | undefined {
  try {
    return BackupNote.parse(JSON.parse(readFileSync(join(dir, NOTE_NAME), 'utf8')))
  } catch {
    return undefined
  }
}

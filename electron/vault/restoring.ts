import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { copyFile, mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import type { Actor, ActorId } from '../domain/actor.ts'
import { Frontier } from '../domain/ledger/merkle.ts'
import { Refusal } from '../domain/refusal.ts'
import { audit } from './audit.ts'
import { type FoundBackup, faithfulJournal } from './backup.ts'
import { connect, type ReadableDb } from './database.ts'
import { syncFolder, writeDurably } from './durable.ts'
import { KEYS_NAME, type StationKeys } from './keys.ts'
import { replayInto } from './mending.ts'
import { migrate } from './migrations.ts'
import { JOURNAL_NAME } from './rewriting.ts'
import { signerOf } from './signing.ts'
import { examineDatabase, examineJournal } from './standing.ts'
import { actor } from './station.ts'

/**
 * A vault out of a backup. It is made and checked whole in a folder of its own; then the files of before are put into
 * another folder, never deleted, and the new ones into their place. A kill in between is gone on from at the next start.
 */

const PREPARING = 'exchange.new'
const READY = 'exchange.ready'
const MARK = 'exchanged.json'
const DATABASE = 'vault.db'
/** Each with what belongs to it and may not stay beside its successor. */
const FILES = [
  [DATABASE, `${DATABASE}-wal`, `${DATABASE}-shm`],
  [JOURNAL_NAME, `${JOURNAL_NAME}.old`, `${JOURNAL_NAME}.new`],
  [KEYS_NAME, `${KEYS_NAME}.copy`],
] as const

/** What was exchanged, and stays to be entered once the new vault is open. */
const Exchange = z.discriminatedUnion('act', [
  z.strictObject({
    act: z.literal('backup.restored'),
    folder: z.string(),
    /** When the backup was made, and how many entries it has. */
    at: z.string(),
    size: z.int(),
    /** How many entries the files had that were replaced; nothing where they could not be read. */
    replaced: z.int().optional(),
    /** The name of the folder in which they are kept. */
    kept: z.string(),
  }),
  z.strictObject({
    act: z.literal('vault.continued'),
    /** The last entry that can be proved; what came after it is not known. */
    lastSeq: z.int(),
    lastAt: z.string(),
    kept: z.string(),
  }),
])
export type Exchange = z.infer<typeof Exchange>

interface Order {
  homeDir: string
  keys: StationKeys
  backup: FoundBackup
  /** Hears how many entries have been checked. */
  report: (done: number) => void
  /** How many entries somebody has been told would be lost. */
  loses?: number | undefined
  /** Whether the backup's key is known to be this station's, or there is no key here that it could be held against. */
  isKnown: boolean
  /** Throws where whoever opened the backup may not restore it; is told of people as they stand in it. */
  admit: (person: (id: ActorId) => Actor) => void
}

/**
 * Restores a backup into a home whose vault is closed: copies it, checks every record and the tree against the backup's
 * checkpoint, makes the database anew and checks that as well; then exchanges the files. Refuses with `backup-damaged`, with
 * `backup-foreign` where another station's would take the place of this one's, and with `restore-loses` where the present files hold entries that the backup has not, unless `loses` says just as many.
 */
export async function restore({
  homeDir,
  keys,
  backup,
  report,
  loses,
  isKnown,
  admit,
}: Order): Promise<void> {
  const { note, folder } = backup
  await exchangeFor(homeDir, async (dir, kept) => {
    const frontier = await prepared(dir, { keys, backup, report, admit })
    const { isOurs, entries, lost } = await presentOf(homeDir, keys, frontier)
    if (!isOurs && !isKnown) throw new Refusal('backup-foreign', {})
    const { at, size } = note
    if (lost > 0 && lost !== loses) throw new Refusal('restore-loses', { lost, entries, size })
    const replaced = entries === 0 ? {} : { replaced: entries }
    return { act: 'backup.restored', folder, at, size, ...replaced, kept }
  })
}

/**
 * Lets a vault be made in a folder of its own, then puts it into the place of the present one, whose files go into the folder
 * `kept`. Where it cannot be made, nothing has changed.
 */
export async function exchangeFor(
  homeDir: string,
  make: (dir: string, kept: string) => Promise<Exchange>,
): Promise<void> {
  const dir = join(homeDir, PREPARING)
  await rm(dir, { recursive: true, force: true })
  await mkdir(dir, { recursive: true, mode: 0o700 })
  try {
    const exchange = await make(dir, freeName(homeDir))
    writeDurably(join(dir, MARK), JSON.stringify(exchange))
    await rename(dir, join(homeDir, READY))
    syncFolder(homeDir)
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
  finishExchange(homeDir)
}

/** Copies the backup and makes the database of it; answers the tree. Refuses with `backup-damaged`. */
async function prepared(
  dir: string,
  {
    keys,
    backup: { dir: backupDir, note },
    report,
    admit,
  }: Pick<Order, 'keys' | 'backup' | 'report' | 'admit'>,
): Promise<Frontier> {
  for (const [name, { sizeBytes, sha256 }] of [
    [JOURNAL_NAME, note.journal],
    [KEYS_NAME, note.keys],
  ] as const) {
    const path = join(dir, name)
    await copyFile(join(backupDir, name), path).catch((cause: NodeJS.ErrnoException) => {
      throw cause.code === 'ENOENT' ? Object.assign(new Refusal('backup-damaged', {}), { cause }) : cause
    })
    const found = await sumOf(path)
    if (found.sizeBytes !== sizeBytes || found.sha256 !== sha256) throw new Refusal('backup-damaged', {})
  }
  const told = (_: string, done: number) => report(Math.round(done * note.size))
  const { signal } = new AbortController()
  const found = await faithfulJournal(dir, note, { keys, report: told, signal })
  if (found?.journal === undefined || found.end === undefined) throw new Refusal('backup-damaged', {})
  const { journal, end, frontier, mustForget } = found
  const path = join(dir, DATABASE)
  await replayInto(path, keys.database, journal, end, mustForget)
  journal.close()
  const db = connect(path, keys.database)
  // Only this code knows the file: it is read as what it is.
  const reading = db as never as ReadableDb
  try {
    // A backup of an earlier version is read as what it has become: the journal is begun anew from it then.
    migrate(db)
    const rebuilt = await audit(reading, { signer: signerOf(keys.signingSeed), report })
    const id = db.prepare('SELECT ledger_id FROM institution').pluck().get() as string | undefined
    if (
      rebuilt.alteredAt !== undefined ||
      rebuilt.isBroken === true ||
      note.origin !== `viewing-station/${id}`
    )
      throw new Refusal('backup-damaged', {})
    admit((id) => {
      const found = actor(reading, id)
      if (found === undefined) throw new Refusal('backup-damaged', {})
      return found
    })
  } finally {
    db.close()
  }
  return frontier
}

/** What lies on the disk, once it does. */
async function sumOf(path: string): Promise<{ sizeBytes: number; sha256: string }> {
  const sum = createHash('sha256')
  let sizeBytes = 0
  const file = await open(path, 'r+')
  await file.sync()
  // The stream closes the file.
  for await (const piece of file.createReadStream()) {
    sum.update(piece as Buffer)
    sizeBytes += (piece as Buffer).length
  }
  return { sizeBytes, sha256: sum.digest('hex') }
}

/** What would be replaced, as far as the backup's keys open it. */
interface Present {
  /** Nothing lies there, or what lies there opens: the backup is of this station. */
  isOurs: boolean
  entries: number
  /** How many of them the backup has not. */
  lost: number
}

async function presentOf(homeDir: string, keys: StationKeys, frontier: Frontier): Promise<Present> {
  const examination = { path: join(homeDir, DATABASE), keys, report: () => undefined }
  const journal = await examineJournal(examination, { frontier, mustForget: false })
  journal.journal?.close()
  const database = await examineDatabase(examination).catch(() => undefined)
  database?.writer?.close()
  const isNothing = journal.fault === 'missing' && database?.fault === 'missing'
  const isOurs = isNothing || journal.journal !== undefined || database?.writer !== undefined
  const entries = Math.max(journal.frontier.size, database?.frontier.size ?? 0)
  // Told apart before the backup's end, nothing of the present ledger's further course is in the backup.
  const isApart =
    journal.atSize !== undefined && !Buffer.from(journal.atSize.root()).equals(Buffer.from(frontier.root()))
  return { isOurs, entries, lost: isApart ? entries : Math.max(0, entries - frontier.size) }
}

/** Exchanges the files that were made ready, or goes on with that after a kill. Nothing is done where none are. */
export function finishExchange(homeDir: string): void {
  const readyDir = join(homeDir, READY)
  if (!existsSync(readyDir)) return
  const markPath = join(homeDir, MARK)
  if (existsSync(join(readyDir, MARK))) renameSync(join(readyDir, MARK), markPath)
  const { kept } = Exchange.parse(JSON.parse(readFileSync(markPath, 'utf8')))
  mkdirSync(join(homeDir, kept), { recursive: true, mode: 0o700 })
  for (const [name, ...others] of FILES) {
    if (!existsSync(join(readyDir, name))) continue
    for (const each of [name, ...others])
      if (existsSync(join(homeDir, each))) renameSync(join(homeDir, each), join(homeDir, kept, each))
    renameSync(join(readyDir, name), join(homeDir, name))
  }
  syncFolder(join(homeDir, kept))
  syncFolder(homeDir)
  rmSync(readyDir, { recursive: true })
}

/** An exchange that waits to be entered. */
export function exchangeUnentered(homeDir: string): Exchange | undefined {
  const path = join(homeDir, MARK)
  return existsSync(path) ? Exchange.parse(JSON.parse(readFileSync(path, 'utf8'))) : undefined
}

/** Its act has been entered. */
export function forgetExchange(homeDir: string): void {
  rmSync(join(homeDir, MARK), { force: true })
}

/**
 * Footage that a restored vault does not know was taken in after its backup: put with the files of before, whose keys it
 * needs.
 */
export async function keepUnknown(
  storeDir: string,
  heldIds: ReadonlySet<string>,
  keptDir: string,
): Promise<number> {
  const unknown = (await readdir(storeDir)).filter(
    (name) => name.endsWith('.vsf') && !heldIds.has(basename(name, '.vsf')),
  )
  const intoDir = join(keptDir, basename(storeDir))
  if (unknown.length > 0) mkdirSync(intoDir, { recursive: true, mode: 0o700 })
  for (const name of unknown) await rename(join(storeDir, name), join(intoDir, name))
  if (unknown.length > 0) syncFolder(dirname(intoDir))
  return unknown.length
}

function freeName(homeDir: string): string {
  for (let no = 1; ; no += 1) if (!existsSync(join(homeDir, `replaced-${no}`))) return `replaced-${no}`
}

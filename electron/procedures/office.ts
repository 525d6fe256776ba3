import { randomBytes } from 'node:crypto'
import { existsSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import type { contract, IntakeOutcome, Station } from '../contract/contract.ts'
import type { Announce } from '../contract/define.ts'
import { type Actor, demand, may, type Right } from '../domain/actor.ts'
import type { JobId } from '../domain/job.ts'
import { Refusal, type RefusalCode } from '../domain/refusal.ts'
import type { ViewingId } from '../domain/viewing.ts'
import type { FormReader } from '../export/form-reader.ts'
import type { Paper } from '../export/paper.ts'
import type { Picture } from '../export/watermark.ts'
import type { FolderSource } from '../footage/intake.ts'
import type { Shelf } from '../footage/shelf.ts'
import type { MaskingRoom } from '../masking/room.ts'
import type { FoundBackup } from '../vault/backup.ts'
import { KeySlots, type StationKeys } from '../vault/keys.ts'
import { lastEntryAt } from '../vault/ledger.ts'
import { SignInLocks } from '../vault/locks.ts'
import type { Mended } from '../vault/mending.ts'
import { recoveryCode } from '../vault/recovery.ts'
import { finishExchange } from '../vault/restoring.ts'
import { journalPathOf } from '../vault/rewriting.ts'
import { institution } from '../vault/station.ts'
import type { Recorded, Vault } from '../vault/vault.ts'
import type { UnmaskedCopy } from './identity-copies.ts'
import { Jobs } from './jobs.ts'
import type { DrawnSamples } from './review.ts'

/** A chosen folder, known to the page by its plan's id only. */
export interface OpenFolder {
  folderName: string
  sources: readonly FolderSource[]
  outcomes: IntakeOutcome[]
}

/** What the world outside the rooms does for the office; main.ts hands in Electron's, a test its own. */
export interface Surroundings {
  homeDir: string
  now: () => string
  announce: Announce<typeof contract>
  /** Asks the person; nothing where they changed their mind. */
  chooseFolder(why: 'intake' | 'export' | 'backup' | 'restore'): Promise<string | undefined>
  chooseFile(suggestedName: string): Promise<string | undefined>
  /** A file to read, of one of these kinds (without the dot). */
  chooseToOpen(extensions: readonly string[]): Promise<string | undefined>
  showFolder(path: string): void
  toPdf(paper: Paper): Promise<Uint8Array>
  /** Lays a paged paper out for the page to frame, as it would print; the one that was shown before is put away. */
  showPaper(paper: Paper): Promise<{ paperId: string; pages: number }>
  putAwayPaper(): void
  /** The printers of this PC: the name by which the system knows each, and the one that people do. */
  printers(): Promise<{ name: string; label: string }[]>
  /** Answers whether the printer took it. */
  toPrinter(paper: Paper, printer: string): Promise<boolean>
  /** A transparent PNG of exactly the picture's size. */
  toPicture(picture: Picture): Promise<Uint8Array>
  masking: MaskingRoom
  forms: FormReader
  /** Writes a fault to the log without personal details; answers the reference a person can quote. */
  reportFault(fault: unknown): string
}

/** The vault while it is open, and who is at the desk. */
interface Opened {
  vault: Vault
  keys: StationKeys
  actor: Actor | undefined
  lastTouchAt: string
}

/** Refusals whose own entry says more: failed sign-ins, footage outside a request, approving one's own request. */
const ENTERED_BY_PROCEDURE: ReadonlySet<RefusalCode> = new Set([
  'wrong-password',
  'locked-out',
  'outside-range',
  'self-approval',
])

/** Everything the procedures can use. There is one desk: whoever signed in on this PC acts. */
export class Office {
  readonly world: Surroundings
  readonly slots: KeySlots
  readonly locks: SignInLocks
  readonly jobs: Jobs
  /** Folders chosen for intake and not taken in yet, by plan id. */
  readonly plans = new Map<string, OpenFolder>()
  /** What became of each file, by intake job. */
  readonly outcomes = new Map<JobId, IntakeOutcome[]>()
  /** What a second person was asked to look at, by clip. */
  readonly samples = new Map<string, DrawnSamples>()
  /** The viewing whose masks the operator is looking under at this moment. */
  revealed: ViewingId | undefined
  /** An identity paper that waits to be masked; in memory only, and gone with whoever chose it. */
  unmasked: UnmaskedCopy | undefined
  /** Where something of the ledger was saved last. */
  savedPath: string | undefined
  /** Sealed files of the viewing that is open. */
  shelf: Shelf | undefined
  /** A recovery code that nobody has shown to be on paper yet, and whether it is valid already. In memory only. */
  freshCode: { code: string; isSealed: boolean } | undefined
  /** What was mended and is not entered yet. */
  unenteredMending: Mended | undefined
  /** What had to be mended when the vault was opened, until whoever is told has seen it. */
  mended: Station['mended']
  /** The backup that was chosen to be restored; the page knows no more than its name. */
  chosenBackup: FoundBackup | undefined
  /** While the vault is being opened: nobody else opens it. */
  opening: Promise<void> | undefined
  /** How many entries have been checked so far, while the vault is being opened. */
  checkedEntries: number | undefined
  #opened: Opened | undefined

  constructor(world: Surroundings) {
    this.world = world
    finishExchange(world.homeDir)
    this.slots = new KeySlots(world.homeDir)
    this.locks = new SignInLocks(world.homeDir, world.now)
    this.jobs = new Jobs(
      (job) => world.announce.jobs.changed(job),
      (fault) => world.reportFault(fault),
    )
  }

  get vaultPath(): string {
    return join(this.world.homeDir, 'vault.db')
  }

  /** Lies there while a station is being set up, so that what was cut short can be told from what was lost. */
  get setUpMarkPath(): string {
    return join(this.world.homeDir, 'setting-up')
  }

  /** There is a vault, and no key slots that could open it. */
  get hasLostKeys(): boolean {
    const { slots, vaultPath } = this
    const isThere = existsSync(vaultPath) || existsSync(journalPathOf(vaultPath))
    return isThere && !slots.exist && !existsSync(this.setUpMarkPath)
  }

  get storeDir(): string {
    return join(this.world.homeDir, 'footage')
  }

  get opened(): Opened | undefined {
    return this.#opened
  }

  open(opened: Omit<Opened, 'lastTouchAt'>): void {
    this.#opened = { ...opened, lastTouchAt: this.world.now() }
  }

  /** The vault; refuses with `not-signed-in` while it is closed. */
  get vault(): Vault {
    if (this.#opened === undefined) throw new Refusal('not-signed-in', {})
    return this.#opened.vault
  }

  get keys(): StationKeys {
    if (this.#opened === undefined) throw new Refusal('not-signed-in', {})
    return this.#opened.keys
  }

  /** What time it is for the law: never before the last entry, even where the clock was set back (see `Vault.now`). */
  now(): string {
    return this.#opened?.vault.now() ?? this.world.now()
  }

  /** Who is at the desk. Refuses with `not-signed-in`, or `not-allowed` where their role lacks the right. */
  actor(right?: Right): Actor {
    const actor = this.#opened?.actor
    if (actor === undefined) throw new Refusal('not-signed-in', {})
    if (right !== undefined) demand(actor, right)
    return actor
  }

  /** An act of whoever is at the desk. */
  act(act: Omit<Recorded, 'actor'>): Recorded {
    return { ...act, actor: this.actor().id }
  }

  /** A rule said no to whoever is at the desk: entered, unless the procedure that refused has entered it itself. */
  refused(call: string, { code }: Refusal): void {
    if (this.#opened === undefined || this.#opened.vault.isReadOnly || ENTERED_BY_PROCEDURE.has(code)) return
    const actor = this.#opened.actor?.id ?? 'station'
    this.#opened.vault.enter({ kind: 'attempt.refused', actor, subject: `call:${call}`, details: { code } })
  }

  newId(prefix: string): string {
    return `${prefix}-${randomBytes(9).toString('base64url')}`
  }

  freeBytes(dir = this.world.homeDir): number {
    const { bavail, bsize } = statfsSync(dir)
    return bavail * bsize
  }

  /** What every window may know, signed in or not: no name before somebody has signed in. */
  station(): Station {
    const now = this.world.now()
    if (!this.slots.exist && !this.hasLostKeys) return { phase: 'new', now }
    if (this.#opened === undefined) {
      const { checkedEntries } = this
      return { phase: 'closed', now, ...(checkedEntries === undefined ? {} : { checkedEntries }) }
    }
    const { vault, actor } = this.#opened
    if (actor === undefined) return { phase: 'locked', now }
    const { name, idleLockMinutes } = vault.read(institution)
    return {
      phase: 'open',
      now: this.now(),
      isClockBehind: vault.isClockBehind,
      isReadOnly: vault.isReadOnly,
      ...(vault.isReadOnly ? { provableUntilAt: vault.read((db) => lastEntryAt(db, vault.ledgerSize)) } : {}),
      ...(this.mended === undefined ? {} : { mended: this.mended }),
      mustReplaceCode: may(actor, 'vault.recover') && this.mustReplaceCode,
      institutionName: name,
      actor,
      ledgerSize: vault.ledgerSize,
      freeBytes: this.freeBytes(),
      idleLockMinutes,
    }
  }

  /** Whether the recovery code was used, or was never shown to be on paper. */
  get mustReplaceCode(): boolean {
    return !this.vault.isReadOnly && this.vault.read(recoveryCode).state !== 'confirmed'
  }

  /** Overwrites an identity paper that was waiting to be masked. */
  forgetUnmasked(): void {
    this.unmasked?.jpeg.fill(0)
    this.unmasked = undefined
  }

  tell(): void {
    this.world.announce.station.changed(this.station())
  }

  close(): void {
    this.forgetUnmasked()
    this.freshCode = undefined
    this.mended = undefined
    this.shelf?.close()
    this.shelf = undefined
    this.#opened?.vault.close()
    this.#opened = undefined
  }
}

import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { ActorId } from '../domain/actor.ts'
import type { Details } from '../domain/ledger/entry.ts'
import { Refusal } from '../domain/refusal.ts'
import { clearLeftovers } from '../footage/store.ts'
import { deriveKeys } from '../vault/keys.ts'
import { openVault as openBoth } from '../vault/opening.ts'
import { recordingIds } from '../vault/recordings.ts'
import { exchangeUnentered, forgetExchange, keepUnknown } from '../vault/restoring.ts'
import { actor } from '../vault/station.ts'
import { closeViewing, currentViewing, watched } from '../vault/viewings.ts'
import { enterFailures } from './authenticate.ts'
import { settleDestructions } from './destroying.ts'
import { onDisk } from './disk.ts'
import { lock } from './locking.ts'
import type { Office } from './office.ts'
import { settleExports } from './settling.ts'

/** Opening the closed vault: whatever a kill, a disk or a restore has left is settled and entered before anything else. */

/** What a person has been told, and wants done all the same. */
export interface Answers {
  /** One of the two copies is bad: it is to be made anew from the other. */
  mends?: boolean | undefined
  /** The PC's clock is far after the last entry: it is right. */
  confirmsClock?: boolean | undefined
}

/** Opens the desk for a person whose password gave the master key; whoever was at it is locked out. */
export async function openDesk(
  office: Office,
  id: ActorId,
  master: Buffer,
  said: Answers = {},
): Promise<void> {
  await openVault(office, master, said)
  const person = office.vault.read((db) => actor(db, id))
  if (person === undefined) throw new Refusal('vault-damaged', {})
  const { vault, keys } = office
  if (office.opened?.actor !== undefined) lock(office)
  office.open({ vault, keys, actor: person })
}

/** Opens the vault where it is closed, clears what a kill left behind and enters what happened meanwhile. */
export async function openVault(office: Office, master: Buffer, said: Answers = {}): Promise<void> {
  // Two at once would be two writers, who would not agree on the ledger's end.
  await office.opening?.catch(() => undefined)
  if (office.opened !== undefined) return
  office.opening = openClosed(office, master, said)
  try {
    await office.opening
  } finally {
    office.opening = undefined
  }
}

async function openClosed(office: Office, master: Buffer, said: Answers): Promise<void> {
  const keys = deriveKeys(master)
  const report = (done: number) => {
    office.checkedEntries = done
    office.tell()
  }
  const { vault, mended, confirmed } = await openBoth({
    path: office.vaultPath,
    keys,
    now: office.world.now,
    mends: said.mends ?? false,
    confirmsClock: said.confirmsClock ?? false,
    report,
  }).finally(() => {
    office.checkedEntries = undefined
  })
  office.open({ vault, keys, actor: undefined })
  if (vault.isReadOnly) return
  office.unenteredMending ??= mended
  try {
    await settle(office, confirmed)
  } catch (error) {
    // Not settled is not open: the next one who signs in settles it.
    office.close()
    throw error
  }
}

/** Whatever was left behind is settled, and everything that has happened since the vault was closed is entered. */
async function settle(
  office: Office,
  confirmed: { lastAt: string; nowAt: string } | undefined,
): Promise<void> {
  const { vault } = office
  mkdirSync(office.storeDir, { recursive: true, mode: 0o700 })
  await settleFootage(office)
  const enter = (kind: 'station.opened' | 'clock.confirmed' | 'vault.mended' | 'keys.mended', details = {}) =>
    vault.enter({ kind, actor: 'station', subject: 'station', details })
  // First of all: a kill behind it leaves a ledger whose time is of this day.
  if (confirmed !== undefined) enter('clock.confirmed', { ...confirmed })
  enter('station.opened')
  const exchanged = exchangeUnentered(office.world.homeDir)
  if (exchanged !== undefined) {
    const { act: kind, ...details } = exchanged
    vault.enter({ kind, actor: 'station', subject: 'station', details: { ...details } as Details })
    forgetExchange(office.world.homeDir)
  }
  const mended = office.unenteredMending
  if (mended !== undefined) enter('vault.mended', told(mended))
  office.unenteredMending = undefined
  const mendedKeys = await onDisk(() => office.slots.settle())
  if (mendedKeys !== undefined) enter('keys.mended', told(mendedKeys))
  const found = mended ?? (mendedKeys === undefined ? undefined : { copy: 'keys' as const, ...mendedKeys })
  if (found !== undefined) {
    const { copy, why, kept } = found
    office.mended = { copy, why, ...(kept === undefined ? {} : { kept }) }
  }
  enterFailures(office)
  settleExports(office)
  settleDestructions(office)
  endInterrupted(office)
}

/** Without what is not known: details of an act are JSON. */
function told<T extends { kept: string | undefined }>({ kept, ...found }: T) {
  return { ...found, ...(kept === undefined ? {} : { kept }) }
}

/**
 * Footage that was never acknowledged: its key was only in memory, so it can never be read. After a restore the keys of what
 * is not known lie with the files of before: it is put there.
 */
async function settleFootage(office: Office): Promise<void> {
  const { storeDir, vault, world } = office
  const known = vault.read(recordingIds)
  const exchanged = exchangeUnentered(world.homeDir)
  if (exchanged !== undefined)
    await onDisk(() => keepUnknown(storeDir, known, join(world.homeDir, exchanged.kept)))
  await clearLeftovers(storeDir, known)
}

function endInterrupted(office: Office): void {
  const { vault } = office
  const interrupted = vault.read(currentViewing)
  if (interrupted === undefined) return
  vault.record(
    {
      kind: 'viewing.interrupted',
      actor: 'station',
      subject: `viewing:${interrupted.id}`,
      cameraIds: interrupted.cameraIds,
      details: {
        request: interrupted.requestNumber,
        watched: vault.read((db) => watched(db, interrupted.id)),
      },
    },
    (db) => closeViewing(db, interrupted.id, office.now()),
  )
}

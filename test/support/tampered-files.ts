import type { Checkpoint } from '../../electron/domain/ledger/checkpoint.ts'
import { openCheckpoint, signCheckpoint } from '../../electron/domain/ledger/checkpoint.ts'
import { type Entry, entryHash } from '../../electron/domain/ledger/entry.ts'
import { treeHash } from '../../electron/domain/ledger/merkle.ts'
import { ledgerFile } from '../../electron/export/entries.ts'
import { deriveKeys } from '../../electron/vault/keys.ts'
import { signerOf } from '../../electron/vault/signing.ts'
import { examine } from '../../resources/verifier/examine.js'
import { leaving, SEED, type Victim } from './tampered-vault.ts'
import { count, type Tally } from './tampering.ts'

/** What somebody does to a ledger that has left in a file, and whether the verifier finds and names it. */

type Leaving = Awaited<ReturnType<typeof leaving>>

/** The verdicts that name a kind of tampering, and what has to be said of where it is. */
const NAMED = ['altered', 'truncated', 'forked', 'rolled-back', 'foreign', 'bad-signature']

/**
 * Edits every column of the entries (every `step`th), deletes, swaps, inserts, doubles; cuts the file at every length; edits what
 * stands in its head; writes it anew with the key, cuts it with the key, and holds paper of another institution against it.
 */
export async function tamperWithFile(victim: Victim, step: number): Promise<Tally> {
  const tally: Tally = {}
  const left = await leaving(victim.path)
  const { late, early } = victim.papers
  const text = await textOf(left)
  const [head = '', ...lines] = text.trimEnd().split('\n')
  const attempt = async (kind: string, what: string, changed: string, paper = late) =>
    count(tally, kind, what, await isNamed(changed, paper))
  const withLines = (changed: readonly string[], top = head) => [top, ...changed, ''].join('\n')

  count(tally, 'untouched: nothing is found', 'untouched', (await verdictOf(text, late)) === 'intact')
  for (let seq = 0; seq < lines.length; seq += step) {
    const values = JSON.parse(lines[seq] as string) as (string | number)[]
    for (const [column, name] of COLUMNS.entries()) {
      const changed = values.map((value, index) => (index === column ? other(value) : value))
      await attempt(`edit ${name}`, `entry ${seq}`, withLines(lines.with(seq, JSON.stringify(changed))))
    }
    const [line = '', next = ''] = lines.slice(seq, seq + 2)
    await attempt('delete an entry', `entry ${seq}`, withLines(lines.toSpliced(seq, 1)))
    await attempt('duplicate an entry', `entry ${seq}`, withLines(lines.toSpliced(seq, 0, line)))
    await attempt('insert an entry', `entry ${seq}`, withLines(lines.toSpliced(seq, 0, inserted(line))))
    if (next !== '')
      await attempt('swap two entries', `entry ${seq}`, withLines(lines.with(seq, next).with(seq + 1, line)))
  }
  for (let length = 0; length < lines.length; length++)
    await attempt('truncate the entries', `after ${length}`, withLines(lines.slice(0, length)))
  for (const [name, changed] of Object.entries(heads(head)))
    await attempt('edit the head', name, withLines(lines, changed))

  for (let seq = 0; seq < sizeOf(late); seq += step)
    await attempt('re-signed fork', `from entry ${seq}`, await textOf(forked(left, seq)))
  for (let size = 0; size < sizeOf(late); size++)
    await attempt('rolled back and signed anew', `to ${size}`, await textOf(rolledBack(left, size)))
  const stranger = { ...left.head, origin: 'viewing-station/fedcba9876543210' }
  for (const [what, paper] of Object.entries(foreignPapers(left, stranger.origin)))
    await attempt('paper of another institution', what, text, paper)
  count(tally, 'untouched: nothing is found', 'early paper', (await verdictOf(text, early)) === 'intact')
  return tally
}

const COLUMNS = ['seq', 'at', 'kind', 'actor', 'subject', 'commitment', 'hash']

async function textOf({ head, entries }: Leaving): Promise<string> {
  const pieces: string[] = []
  for await (const piece of ledgerFile(
    head,
    (async function* () {
      yield entries
    })(),
  ))
    pieces.push(piece)
  return pieces.join('')
}

async function reportOf(text: string, paper: string) {
  const bytes = new TextEncoder().encode(text)
  const source = {
    name: 'ledger.vsl',
    path: 'ledger.vsl',
    size: bytes.length,
    bytes: async (from: number, to: number) => bytes.slice(from, to),
  }
  const { signal } = new AbortController()
  const watch = { signal, tell: () => undefined, breathe: async () => undefined }
  return examine({ files: [source], typed: paper, key: '' }, watch)
}

const verdictOf = async (text: string, paper: string) => (await reportOf(text, paper)).verdict

/** Whether it says what kind of tampering it is, and a reason for it. */
async function isNamed(text: string, paper: string): Promise<boolean> {
  const { verdict, reason } = await reportOf(text, paper)
  return NAMED.includes(verdict) && reason !== undefined
}

function other(value: string | number): string | number {
  if (typeof value === 'number') return value + 1
  const at = value.length >> 1
  return value.slice(0, at) + (value[at] === '7' ? '8' : '7') + value.slice(at + 1)
}

/** An entry with another actor and a hash that fits it. */
function inserted(line: string): string {
  const [seq, at, kind, , subject, commitment] = JSON.parse(line) as [number, ...string[]]
  const entry = { seq, at, kind, actor: 'actor-9', subject, commitment } as Entry
  const hash = Buffer.from(entryHash(entry)).toString('hex')
  return JSON.stringify([seq, at, kind, 'actor-9', subject, commitment, hash])
}

function heads(head: string): Record<string, string> {
  const told = JSON.parse(head) as Leaving['head'] & { publicKey: string; checkpoints: string[] }
  const changed = (change: object) => JSON.stringify({ ...told, ...change })
  const stranger = Buffer.from(signerOf(deriveKeys(Buffer.alloc(32, 9)).signingSeed).publicKey)
  return {
    'a smaller size': changed({ size: told.size - 1 }),
    'a larger size': changed({ size: told.size + 1 }),
    'another origin': changed({ origin: 'viewing-station/fedcba9876543210' }),
    'another key': changed({ publicKey: stranger.toString('base64') }),
    ...Object.fromEntries(
      told.checkpoints.map((note, index) => [
        `checkpoint ${index}`,
        changed({ checkpoints: told.checkpoints.with(index, note.replace('\n', '\n1')) }),
      ]),
    ),
  }
}

const signer = signerOf(SEED.signingSeed)
const opened = (note: string): Checkpoint => openCheckpoint(note, signer.publicKey, () => true) as Checkpoint
export const sizeOf = (note: string): number => opened(note).size

/** Everything from an entry on written by somebody else, all hashes and signatures right. */
function forked({ head, entries }: Leaving, from: number): Leaving {
  return signed(
    head,
    entries.map((entry) => {
      const changed = entry.seq < from ? entry : { ...entry, actor: 'actor-9' }
      return { ...changed, hash: entryHash(changed) }
    }),
  )
}

function rolledBack({ head, entries }: Leaving, size: number): Leaving {
  return signed({ ...head, size }, entries.slice(0, size))
}

/** The checkpoints of the sizes that there are, each signed by the key for these entries. */
function signed(head: Leaving['head'], entries: Leaving['entries']): Leaving {
  const hashes = entries.map(({ hash }) => hash)
  const sizes = [...head.checkpoints.map(sizeOf).filter((size) => size < head.size), head.size]
  const checkpoints = sizes.map((size) =>
    signCheckpoint({ origin: head.origin, size, root: treeHash(hashes.slice(0, size)) }, signer),
  )
  return { head: { ...head, checkpoints }, entries }
}

/** What another institution signed of its own ledger, and in the name of this one. */
export function foreignPapers({ head, entries }: Leaving, origin: string): Record<string, string> {
  const stranger = signerOf(deriveKeys(Buffer.alloc(32, 9)).signingSeed)
  const checkpoint = { size: 3, root: treeHash(entries.slice(0, 3).map(({ hash }) => hash)) }
  return {
    'of another ledger': signCheckpoint({ ...checkpoint, origin }, stranger),
    'in the name of this one': signCheckpoint({ ...checkpoint, origin: head.origin }, stranger),
  }
}

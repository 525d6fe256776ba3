import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { verify } from '../../../electron/export/verify.ts'
import {
  entryAt,
  fileText,
  history,
  type Keeper,
  type LedgerParts,
  ledgerParts,
  lineOf,
  newKeeper,
  saysOf,
} from '../../support/exported-ledger.ts'

/** Always the same numbers for the same seed (mulberry32), so that a disagreement can be looked at again. */
function dice(seed: number): (most: number) => number {
  let state = seed
  return (most) => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * most)
  }
}

type Roll = ReturnType<typeof dice>
type Tampering = (parts: LedgerParts, roll: Roll) => LedgerParts | string

const withLines = (parts: LedgerParts, lines: string[]): LedgerParts => ({ ...parts, lines })
const withHead = (parts: LedgerParts, head: Partial<LedgerParts['head']>): LedgerParts => ({
  ...parts,
  head: { ...parts.head, ...head },
})
const other = newKeeper()

/** What is done to a ledger; `untouched` stands for nothing at all. */
const TAMPERINGS: Record<string, Tampering> = {
  untouched: (parts) => parts,
  'a letter of an entry': (parts, roll) => {
    const at = roll(parts.lines.length)
    return withLines(parts, parts.lines.with(at, (parts.lines[at] ?? '').replace('actor-', 'actxr-')))
  },
  'a digit of a hash': (parts, roll) => {
    const at = roll(parts.lines.length)
    const turn = (digit: string) => ((Number.parseInt(digit, 16) + 1) % 16).toString(16)
    const line = (parts.lines[at] ?? '').replace(/.(?="\]$)/, turn)
    return withLines(parts, parts.lines.with(at, line))
  },
  'an entry with its hash': (parts, roll) => {
    const at = roll(parts.lines.length)
    return withLines(parts, parts.lines.with(at, lineOf(entryAt(at, '-other'), parts.head.of)))
  },
  'an entry removed': (parts, roll) => withLines(parts, parts.lines.toSpliced(roll(parts.lines.length), 1)),
  'an entry twice': (parts, roll) => {
    const at = roll(parts.lines.length)
    return withLines(parts, parts.lines.toSpliced(at, 0, parts.lines[at] ?? ''))
  },
  'two entries swapped': (parts, roll) => {
    const at = roll(parts.lines.length)
    const to = roll(parts.lines.length)
    return withLines(parts, parts.lines.with(at, parts.lines[to] ?? '').with(to, parts.lines[at] ?? ''))
  },
  'an entry appended': (parts) =>
    withLines(parts, [...parts.lines, lineOf(entryAt(parts.lines.length), parts.head.of)]),
  truncated: (parts, roll) => withLines(parts, parts.lines.slice(0, roll(parts.lines.length))),
  'truncated, and the head with it': (parts, roll) => {
    const size = roll(parts.lines.length)
    const checkpoints = parts.head.checkpoints.filter((note) => Number(note.split('\n')[1]) <= size)
    return withHead(withLines(parts, parts.lines.slice(0, size)), { size, checkpoints })
  },
  'cut in an entry': (parts, roll) => {
    const at = roll(parts.lines.length)
    const before = fileText(withLines(parts, parts.lines.slice(0, at)))
    return before + (parts.lines[at] ?? '').slice(0, 1 + roll(20))
  },
  'a signature': (parts, roll) => {
    const at = roll(parts.head.checkpoints.length)
    const note = (parts.head.checkpoints[at] ?? '').replace(/.{7}(=\n)$/, 'AAAAAAA$1')
    return withHead(parts, { checkpoints: parts.head.checkpoints.with(at, note) })
  },
  "another's key": (parts) => withHead(parts, { publicKey: Buffer.from(other.publicKey).toString('base64') }),
  'another name': (parts) => withHead(parts, { origin: 'viewing-station/other' }),
  'another size': (parts, roll) => withHead(parts, { size: parts.head.size + 1 + roll(5) }),
  'no head': (parts) => parts.lines.join('\n'),
}

function randomLedger(keeper: Keeper, roll: Roll): LedgerParts {
  const size = 1 + roll(12)
  const notes = Array.from({ length: roll(3) }, () => roll(size + 1)).sort((a, b) => a - b)
  return ledgerParts(keeper, history(size), notes, roll(4) === 0 ? 'hashes' : 'entries')
}

/** What the station's own check says, in as few words as both have. */
async function stationSays(path: string): Promise<string> {
  const found = await verify(path)
  if (found.isWhole) return 'whole'
  if (found.why === 'entry-changed') return `changed ${found.seq}`
  return found.why === 'entries-changed' ? `changed ${found.from}–${found.to}` : found.why
}

/** The verifier tells more apart: what is signed by another key, and whether the end is gone or was added. */
async function verifierSaysOf(text: string): Promise<string> {
  const { verdict, reason } = await saysOf(text)
  if (verdict === 'unconfirmed') return 'whole'
  if (verdict === 'foreign') return 'bad-signature'
  if (reason?.code === 'altered' || reason?.code === 'line' || reason?.code === 'cut')
    return `changed ${reason.at}`
  if (reason?.code === 'altered-between') return `changed ${reason.from}–${reason.to}`
  return reason?.code === 'added' || reason?.code === 'end-unsigned' ? 'truncated' : verdict
}

test('the station and the verifier say the same of 10,000 random ledgers', { timeout: 600_000 }, async () => {
  const keeper = newKeeper()
  const dir = mkdtempSync(join(tmpdir(), 'agreement-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  const path = join(dir, 'ledger.vsl')
  const names = Object.keys(TAMPERINGS)
  const counts = new Map<string, number>()
  for (let seed = 0; seed < 10_000; seed++) {
    const roll = dice(seed)
    const name = names[roll(names.length)] ?? ''
    const tampered = TAMPERINGS[name]?.(randomLedger(keeper, roll), roll) ?? ''
    const text = typeof tampered === 'string' ? tampered : fileText(tampered)
    writeFileSync(path, text)
    const said = [await stationSays(path), await verifierSaysOf(text)]
    if (said[0] !== said[1]) expect.fail(`seed ${seed}, ${name}: ${said.join(' / ')}\n${text}`)
    if (name === 'untouched') expect(said[0]).toBe('whole')
    const word = said[0]?.split(' ')[0] ?? ''
    counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
  console.log(`agreed on ${total} ledgers:`, Object.fromEntries(counts))
  expect(total).toBe(10_000)
  for (const verdict of ['whole', 'changed', 'truncated', 'bad-signature', 'unreadable'])
    expect(counts.get(verdict)).toBeGreaterThan(100)
})

import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import {
  type Checkpoint,
  fromBase64,
  openCheckpoint,
  toBase64,
  type VerifySignature,
} from '../domain/ledger/checkpoint.ts'
import { type ActKind, entryHash } from '../domain/ledger/entry.ts'
import { Frontier, type Hash } from '../domain/ledger/merkle.ts'

/** What was found of an exported ledger: whole, or the first thing that is wrong with it. */
export type LedgerVerdict =
  | { isWhole: true; size: number; publicKey: Uint8Array }
  | { isWhole: false; why: 'unreadable' | 'bad-signature' }
  /** The entry in this place has another text than its hash, another number than its place, or is no entry. */
  | { isWhole: false; why: 'entry-changed'; seq: number }
  | { isWhole: false; why: 'truncated'; found: number; signed: number }
  /** Something between two checkpoints was changed together with its hash; `to` is the last that may be. */
  | { isWhole: false; why: 'entries-changed'; from: number; to: number }

const Head = z.strictObject({
  format: z.literal('viewing-station-ledger'),
  version: z.literal(2),
  of: z.enum(['entries', 'hashes']),
  origin: z.string(),
  publicKey: z.string(),
  size: z.int().nonnegative(),
  checkpoints: z.array(z.string()),
})
const LeafHex = z.string().regex(/^[0-9a-f]{64}$/)
const EntryLine = z.tuple([z.int(), z.string(), z.string(), z.string(), z.string(), z.string(), LeafHex])
const HashLine = z.tuple([z.int(), LeafHex])

/** The first version: one JSON object. */
const EntriesFile = z.strictObject({
  version: z.literal(1),
  publicKey: z.string(),
  checkpoint: z.string(),
  entries: z.array(EntryLine),
})

/**
 * Checks an exported ledger of either version. A file of lines is read as a stream: memory stays the same for any size.
 * Throws for what is neither.
 */
export async function verifyLedger(path: string, isSigned: VerifySignature): Promise<LedgerVerdict> {
  const lines = createInterface({
    input: createReadStream(path, 'utf8'),
    crlfDelay: Number.POSITIVE_INFINITY,
  })
  try {
    const reading = lines[Symbol.asyncIterator]()
    const first = await reading.next()
    const head = Head.safeParse(first.done ? undefined : parsed(first.value))
    if (head.success) return await verifyLines(head.data, { [Symbol.asyncIterator]: () => reading }, isSigned)
    let text = first.done ? '' : first.value
    for await (const line of { [Symbol.asyncIterator]: () => reading }) text += line
    return verifyFirstVersion(EntriesFile.parse(JSON.parse(text)), isSigned)
  } finally {
    lines.close()
  }
}

async function verifyLines(
  { of, origin, publicKey: key64, size, checkpoints }: z.infer<typeof Head>,
  lines: AsyncIterable<string>,
  isSigned: VerifySignature,
): Promise<LedgerVerdict> {
  const publicKey = fromBase64(key64)
  const signed: Checkpoint[] = []
  for (const note of checkpoints) {
    const checkpoint = openCheckpoint(note, publicKey, isSigned)
    if (checkpoint?.origin !== origin) return { isWhole: false, why: 'bad-signature' }
    signed.push(checkpoint)
  }
  const last = signed.at(-1)
  const edges = new Map(signed.map((checkpoint) => [checkpoint.size, undefined as Hash | undefined]))
  const frontier = new Frontier()
  if (edges.has(0)) edges.set(0, frontier.root())
  for await (const line of lines) {
    const leaf = leafOf(line, frontier.size, of)
    if (leaf === undefined) return { isWhole: false, why: 'entry-changed', seq: frontier.size }
    frontier.append(leaf)
    if (edges.has(frontier.size)) edges.set(frontier.size, frontier.root())
  }
  if (frontier.size !== size || last?.size !== size)
    return { isWhole: false, why: 'truncated', found: frontier.size, signed: Math.max(size, last?.size ?? 0) }
  let from = 0
  for (const checkpoint of signed.sort((a, b) => a.size - b.size)) {
    const edge = edges.get(checkpoint.size)
    if (edge === undefined || toBase64(edge) !== toBase64(checkpoint.root))
      return { isWhole: false, why: 'entries-changed', from, to: checkpoint.size - 1 }
    from = checkpoint.size
  }
  return { isWhole: true, size, publicKey }
}

/** An entry's hash, where it is its text's and stands in its place. */
function leafOf(line: string, seq: number, of: 'entries' | 'hashes'): Hash | undefined {
  if (of === 'hashes') {
    const { data } = HashLine.safeParse(parsed(line))
    return data?.[0] === seq ? Buffer.from(data[1], 'hex') : undefined
  }
  const { data } = EntryLine.safeParse(parsed(line))
  if (data === undefined || data[0] !== seq) return undefined
  return leafOfEntry(data)
}

function leafOfEntry([seq, at, kind, actor, subject, commitment, hex]: z.infer<typeof EntryLine>):
  | Hash
  | undefined {
  const leaf = entryHash({ seq, at, kind: kind as ActKind, actor, subject, commitment })
  return Buffer.from(leaf).toString('hex') === hex ? leaf : undefined
}

function verifyFirstVersion(file: z.infer<typeof EntriesFile>, isSigned: VerifySignature): LedgerVerdict {
  const publicKey = fromBase64(file.publicKey)
  const checkpoint = openCheckpoint(file.checkpoint, publicKey, isSigned)
  if (checkpoint === undefined) return { isWhole: false, why: 'bad-signature' }
  const frontier = new Frontier()
  for (const entry of file.entries) {
    const leaf = entry[0] === frontier.size ? leafOfEntry(entry) : undefined
    if (leaf === undefined) return { isWhole: false, why: 'entry-changed', seq: frontier.size }
    frontier.append(leaf)
  }
  if (frontier.size !== checkpoint.size)
    return { isWhole: false, why: 'truncated', found: frontier.size, signed: checkpoint.size }
  return toBase64(frontier.root()) === toBase64(checkpoint.root)
    ? { isWhole: true, size: checkpoint.size, publicKey }
    : { isWhole: false, why: 'entries-changed', from: 0, to: checkpoint.size - 1 }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

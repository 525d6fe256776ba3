import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/**
 * A disk that loses what nobody has waited for. `unsynced.c` writes down what a process has asked of its files; from that,
 * every disk can be made that a power cut at some moment may leave: what was synced is there, of what was not any part may be.
 */

/** One call, as it was written down. */
export interface Call {
  what: 'opened' | 'written' | 'cut' | 'synced' | 'renamed' | 'removed'
  inode: number
  /** Where it is written, or to which length it is cut. */
  at: number
  /** What is written, or which path it is about; of a rename both. */
  bytes: Buffer
}

const NAMES = ['opened', 'written', 'cut', 'synced', 'renamed', 'removed'] as const
const HEAD_BYTES = 32

export function callsIn(logPath: string): Call[] {
  const log = readFileSync(logPath)
  const calls: Call[] = []
  for (let from = 0; from < log.length; ) {
    const [what, inode, at, length] = [0, 8, 16, 24].map((offset) =>
      Number(log.readBigUInt64LE(from + offset)),
    ) as [number, number, number, number]
    const bytes = log.subarray(from + HEAD_BYTES, from + HEAD_BYTES + length)
    calls.push({ what: NAMES[what - 1]!, inode, at, bytes })
    from += HEAD_BYTES + length
  }
  return calls
}

/** What a power cut leaves of what was not synced. */
export type Loss = 'everything' | 'the latest' | 'some writes' | 'some sectors'

const SECTOR_BYTES = 512

/** A write, or a cut to a length. */
interface Change {
  at: number
  bytes: Buffer | undefined
}

/** One file: what would be there after a power cut, and what has been asked for since. */
interface Content {
  safe: Buffer
  pending: Change[]
}

/** The folder's entries, by the same rule. */
interface Naming {
  from: string | undefined
  to: string | undefined
  content: Content
}

/** A folder on such a disk, without those in it; everything that lies in it at first is safe. */
export class Disk {
  readonly #dir: string
  readonly #byInode = new Map<number, Content>()
  readonly #safeNames = new Map<string, Content>()
  readonly #names = new Map<string, Content>()
  #pendingNames: Naming[] = []
  readonly #dirInode: number

  constructor(dir: string) {
    this.#dir = dir
    this.#dirInode = statSync(dir).ino
    for (const entry of readdirSync(dir, { withFileTypes: true })) {
      if (!entry.isFile()) continue
      const { name } = entry
      const content: Content = { safe: readFileSync(join(dir, name)), pending: [] }
      this.#byInode.set(statSync(join(dir, name)).ino, content)
      this.#safeNames.set(name, content)
      this.#names.set(name, content)
    }
  }

  /** Goes on by one call. */
  apply({ what, inode, at, bytes }: Call): void {
    const content = this.#byInode.get(inode)
    if (what === 'opened') this.#open(bytes.toString(), inode, at)
    else if (what === 'written') content?.pending.push({ at, bytes })
    else if (what === 'cut') content?.pending.push({ at, bytes: undefined })
    else if (what === 'synced' && inode === this.#dirInode) {
      for (const naming of this.#pendingNames) rename(this.#safeNames, naming)
      this.#pendingNames = []
    } else if (what === 'synced' && content !== undefined) {
      content.safe = content.pending.reduce(changed, content.safe)
      content.pending = []
    } else if (what === 'renamed' || what === 'removed') {
      const [from, to] = bytes
        .toString()
        .split('\0')
        .map((path) => this.#nameOf(path))
      const named = this.#names.get(from ?? '')
      if (named !== undefined) this.#name({ from, to, content: named })
    }
  }

  #open(path: string, inode: number, how: number): void {
    const name = this.#nameOf(path)
    if (name === undefined) return
    if ((how & 1) !== 0) {
      const content: Content = { safe: Buffer.alloc(0), pending: [] }
      this.#byInode.set(inode, content)
      this.#name({ from: undefined, to: name, content })
    }
    if ((how & 2) !== 0) this.#byInode.get(inode)?.pending.push({ at: 0, bytes: undefined })
  }

  #name(naming: Naming): void {
    rename(this.#names, naming)
    this.#pendingNames.push(naming)
  }

  #nameOf(path: string): string | undefined {
    return dirname(path) === this.#dir ? basename(path) : undefined
  }

  /** Makes the folder as the power cut leaves it. */
  leave(intoDir: string, loss: Loss, random: () => number): void {
    rmSync(intoDir, { recursive: true, force: true })
    mkdirSync(intoDir)
    const names = new Map(this.#safeNames)
    for (const naming of kept(this.#pendingNames, loss, random)) rename(names, naming)
    for (const [name, { safe, pending }] of names) {
      const changes = kept(pending, loss, random)
      const torn = loss === 'some sectors' ? changes.flatMap((change) => sectors(change, random)) : changes
      writeFileSync(join(intoDir, name), torn.reduce(changed, safe))
    }
  }
}

/** Which of the changes that were not synced have come to the disk all the same; what is kept stays in order. */
function kept<T>(changes: readonly T[], loss: Loss, random: () => number): T[] {
  if (loss === 'everything') return []
  if (loss === 'the latest') return changes.slice(0, Math.floor(random() * (changes.length + 1)))
  const share = random()
  return changes.filter(() => random() < share)
}

/** The sectors of a write that have come to the disk. */
function sectors({ at, bytes }: Change, random: () => number): Change[] {
  if (bytes === undefined) return [{ at, bytes }]
  const pieces: Change[] = []
  for (let from = 0; from < bytes.length; ) {
    const to = from + SECTOR_BYTES - ((at + from) % SECTOR_BYTES)
    if (random() < 0.7) pieces.push({ at: at + from, bytes: bytes.subarray(from, to) })
    from = to
  }
  return pieces
}

function changed(content: Buffer, { at, bytes }: Change): Buffer {
  const length = bytes === undefined ? at : Math.max(content.length, at + bytes.length)
  if (length === content.length && bytes !== undefined) {
    const same = Buffer.from(content)
    bytes.copy(same, at)
    return same
  }
  const grown = Buffer.alloc(length)
  content.copy(grown, 0, 0, Math.min(length, content.length))
  bytes?.copy(grown, at)
  return grown
}

function rename(names: Map<string, Content>, { from, to, content }: Naming): void {
  // An entry that was never written cannot be taken away.
  if (from !== undefined && names.get(from) === content) names.delete(from)
  if (to !== undefined) names.set(to, content)
}

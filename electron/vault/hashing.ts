import { hash } from 'node:crypto'
import type { Entry } from '../domain/ledger/entry.ts'
import { Frontier, type Hash, Peaks } from '../domain/ledger/merkle.ts'

/**
 * The ledger's hashes by the runtime's own SHA-256 where a million of them are checked: several times as fast as the domain's, and
 * the same (`domain/ledger/entry.ts`, RFC 6962 §2.1).
 */

const NODE = Buffer.alloc(65, 1)

/** The root of nothing, in hex. */
export const EMPTY_ROOT = hash('sha256', '')

/** The leaf of an entry, in hex. Its prefix is a character of its own. */
export function leafInHex({ seq, at, kind, actor, subject, commitment }: Entry): string {
  return hash('sha256', `\0${JSON.stringify([1, seq, at, kind, actor, subject, commitment])}`)
}

/** `commitText` */
export function commitmentOf(salt: string, details: string): string {
  return hash('sha256', `[${JSON.stringify(salt)},${details}]`)
}

/** A tree whose hashes are kept in hex. */
export function hexPeaks(): Peaks<string> {
  return new Peaks(combinedHex)
}

/** An independent copy of such a tree. */
export function copied(peaks: Peaks<string>): Peaks<string> {
  return peaks.as(combinedHex, (each) => each)
}

/** The same tree with its hashes as bytes. */
export function frontierOf(peaks: Peaks<string>): Frontier {
  return Frontier.from(peaks, (hex) => new Uint8Array(Buffer.from(hex, 'hex')))
}

/** An empty ledger's tree that takes a million leaves in a second. */
export function fastFrontier(): Frontier {
  return new Frontier(new Peaks(combined))
}

function combinedHex(left: string, right: string): string {
  NODE.write(left, 1, 'hex')
  NODE.write(right, 33, 'hex')
  return hash('sha256', NODE)
}

function combined(left: Hash, right: Hash): Hash {
  NODE.set(left, 1)
  NODE.set(right, 33)
  return new Uint8Array(hash('sha256', NODE, 'buffer'))
}

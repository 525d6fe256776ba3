import { createHash, createPublicKey, verify as verifyBytes } from 'node:crypto'
import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fromBase64, openCheckpoint, toBase64 } from '../domain/ledger/checkpoint.ts'
import { type ActKind, commit, type Details, entryHash } from '../domain/ledger/entry.ts'
import { rootFromProof } from '../domain/ledger/merkle.ts'
import { CHECKPOINT_NAME, inFours, MANIFEST_NAME, Manifest, PROOF_NAME, Proof, sha256Of } from './manifest.ts'
import { fileSha256 } from './package.ts'
import { type LedgerVerdict, verifyLedger } from './verify-ledger.ts'

/** What a check found: everything is as it left the station, or the first thing that is not. */
export type Verdict =
  | {
      isWhole: true
      what: 'package'
      requestNumber: string
      file: string
      ledgerSize: number
      fingerprint: string
    }
  | { isWhole: true; what: 'ledger'; ledgerSize: number; fingerprint: string }
  | { isWhole: false; why: 'packed' | 'manifest-changed' | 'not-in-ledger' }
  | { isWhole: false; why: 'file-changed'; file: string }
  | Exclude<LedgerVerdict, { isWhole: true }>

/** Checks a package's folder or an exported ledger file. Never throws for what it is given: unreadable is a verdict. */
export async function verify(path: string): Promise<Verdict> {
  try {
    if (statSync(path).isDirectory()) return await verifyPackage(path)
    if (isZip(path)) return { isWhole: false, why: 'packed' }
    const found = await verifyLedger(path, isSigned)
    return found.isWhole
      ? { isWhole: true, what: 'ledger', ledgerSize: found.size, fingerprint: fingerprint(found.publicKey) }
      : found
  } catch {
    return { isWhole: false, why: 'unreadable' }
  }
}

/** Every ZIP with something in it begins so. */
function isZip(path: string): boolean {
  const head = Buffer.alloc(4)
  const file = openSync(path, 'r')
  try {
    readSync(file, head)
  } finally {
    closeSync(file)
  }
  return head.toString('latin1') === 'PK\u0003\u0004'
}

/**
 * A package is whole when the film and the sheets have the manifest's hashes, the manifest the hash that its ledger entry
 * commits to, and that entry lies under the root that the station signed. Whoever has just read the film to its end can say
 * by `filmSha256` what it is: reading an hour of it again takes minutes.
 */
export async function verifyPackage(dir: string, filmSha256?: string): Promise<Verdict> {
  const manifestBytes = readFileSync(join(dir, MANIFEST_NAME), 'utf8')
  const manifest = Manifest.parse(JSON.parse(manifestBytes))
  const proof = Proof.parse(JSON.parse(readFileSync(join(dir, PROOF_NAME), 'utf8')))
  const publicKey = fromBase64(proof.publicKey)
  const checkpoint = openCheckpoint(readFileSync(join(dir, CHECKPOINT_NAME), 'utf8'), publicKey, isSigned)
  if (checkpoint === undefined) return { isWhole: false, why: 'bad-signature' }

  const filePath = join(dir, manifest.file.name)
  if (
    statSync(filePath).size !== manifest.file.sizeBytes ||
    (filmSha256 ?? (await fileSha256(filePath))) !== manifest.file.sha256
  )
    return { isWhole: false, why: 'file-changed', file: manifest.file.name }
  for (const { name, sha256 } of manifest.version === 1 ? [] : manifest.sheets)
    if (sha256Of(readFileSync(join(dir, name))) !== sha256)
      return { isWhole: false, why: 'file-changed', file: name }
  if (sha256Of(manifestBytes) !== proof.details['manifestSha256'] || manifest.origin !== checkpoint.origin)
    return { isWhole: false, why: 'manifest-changed' }

  const entry = { ...proof.entry, kind: proof.entry.kind as ActKind }
  if (commit(proof.salt, proof.details as Details) !== entry.commitment)
    return { isWhole: false, why: 'entry-changed', seq: entry.seq }
  const root = rootOrNothing(() =>
    rootFromProof(entryHash(entry), entry.seq, checkpoint.size, proof.inclusion.map(fromBase64)),
  )
  if (root === undefined || toBase64(root) !== toBase64(checkpoint.root))
    return { isWhole: false, why: 'not-in-ledger' }
  return {
    isWhole: true,
    what: 'package',
    requestNumber: manifest.requestNumber,
    file: manifest.file.name,
    ledgerSize: checkpoint.size,
    fingerprint: fingerprint(publicKey),
  }
}

function rootOrNothing(work: () => Uint8Array): Uint8Array | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}

/** RFC 8410: the DER head of an Ed25519 public key. */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex')

export function isSigned(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 32) return false
  const key = createPublicKey({ key: Buffer.concat([SPKI, publicKey]), format: 'der', type: 'spki' })
  return verifyBytes(null, message, key, signature)
}

/** SHA-256 of the public key in groups of four, as it stands on every printed page. */
export function fingerprint(publicKey: Uint8Array): string {
  return inFours(createHash('sha256').update(publicKey).digest('hex'))
}

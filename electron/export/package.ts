import { createHash } from 'node:crypto'
import { createReadStream, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { toBase64 } from '../domain/ledger/checkpoint.ts'
import type { Entry } from '../domain/ledger/entry.ts'
import type { Hash } from '../domain/ledger/merkle.ts'

/** What is in a package and how it came about: names, numbers and hashes, signed through the ledger entry. */
export const Manifest = z.strictObject({
  version: z.literal(1),
  origin: z.string(),
  requestNumber: z.string(),
  cameraNumber: z.int(),
  fromAt: z.string(),
  toAt: z.string(),
  file: z.strictObject({
    name: z.string().regex(/^[^/\\]+\.mp4$/),
    sizeBytes: z.int(),
    sha256: z.string().length(64),
  }),
  /** SHA-256 of each recorder's file that the clip was cut from. */
  sources: z.array(z.string().length(64)),
  width: z.int(),
  height: z.int(),
  fps: z.strictObject({ num: z.int(), den: z.int() }),
  frameCount: z.int(),
  style: z.string(),
  tracksFound: z.int(),
  tracksKept: z.int(),
  /** Share of all pixels of all frames that lie under a mask, 0…1. */
  maskedShare: z.number(),
  medium: z.string(),
  madeAt: z.string(),
})
export type Manifest = z.infer<typeof Manifest>

/** That the package's entry is in the signed ledger: the entry, what it commits to, and the way to the root. */
export const Proof = z.strictObject({
  version: z.literal(1),
  publicKey: z.string(),
  entry: z.strictObject({
    seq: z.int(),
    at: z.string(),
    kind: z.string(),
    actor: z.string(),
    subject: z.string(),
    commitment: z.string(),
  }),
  salt: z.string(),
  details: z.record(z.string(), z.json()),
  inclusion: z.array(z.string()),
})
export type Proof = z.infer<typeof Proof>

export const MANIFEST_NAME = 'manifest.json'
export const PROOF_NAME = 'proof.json'
export const CHECKPOINT_NAME = 'checkpoint.txt'
export const RECEIPT_NAME = '수령증.pdf'

/** The manifest's bytes as they are hashed and written. */
export function manifestText(manifest: Manifest): string {
  return `${JSON.stringify(manifest, undefined, 2)}\n`
}

export function proofText(
  entry: Entry,
  salt: string,
  details: string,
  inclusion: readonly Hash[],
  publicKey: Uint8Array,
): string {
  const proof: Proof = {
    version: 1,
    publicKey: toBase64(publicKey),
    entry: {
      seq: entry.seq,
      at: entry.at,
      kind: entry.kind,
      actor: entry.actor,
      subject: entry.subject,
      commitment: entry.commitment,
    },
    salt,
    details: JSON.parse(details) as Proof['details'],
    inclusion: inclusion.map(toBase64),
  }
  return `${JSON.stringify(proof, undefined, 2)}\n`
}

/**
 * A package while it is being made: a folder beside its final place, hidden under a name that says it is not done.
 * `finish` fsyncs every file and the folder and renames; `discard` leaves nothing.
 */
export class PackageFolder {
  readonly workDir: string
  readonly finalDir: string

  private constructor(workDir: string, finalDir: string) {
    this.workDir = workDir
    this.finalDir = finalDir
  }

  /** A new package in a folder that the person chose; nothing is written before `begin`. */
  static in(parentDir: string, name: string): PackageFolder {
    const finalDir = freeName(parentDir, name)
    return new PackageFolder(`${finalDir}.만드는중`, finalDir)
  }

  /** One that an earlier run of the program left, finished or not. */
  static left(workDir: string, finalDir: string): PackageFolder {
    return new PackageFolder(workDir, finalDir)
  }

  /** Whether it has its final name and its manifest. */
  get isFinished(): boolean {
    return existsSync(join(this.finalDir, MANIFEST_NAME))
  }

  begin(): void {
    rmSync(this.workDir, { recursive: true, force: true })
    mkdirSync(this.workDir)
  }

  path(name: string): string {
    return join(this.workDir, name)
  }

  async write(name: string, content: string | Uint8Array): Promise<void> {
    const file = await open(this.path(name), 'wx')
    try {
      await file.writeFile(content)
      await file.sync()
    } finally {
      await file.close()
    }
  }

  async finish(): Promise<void> {
    for (const name of readdirSync(this.workDir)) await sync(this.path(name))
    await sync(this.workDir)
    renameSync(this.workDir, this.finalDir)
    await sync(dirname(this.finalDir))
  }

  /** Clears the half package away; answers whether it could, for a medium may have been pulled out. */
  discard(): boolean {
    try {
      rmSync(this.workDir, { recursive: true, force: true })
      return !existsSync(this.workDir)
    } catch {
      return false
    }
  }
}

/** A second package of the same clip stands beside the first: `… (2)`. */
function freeName(parentDir: string, name: string): string {
  const taken = new Set(readdirSync(parentDir))
  let candidate = name
  for (let copy = 2; taken.has(candidate); copy++) candidate = `${name} (${copy})`
  return join(parentDir, candidate)
}

async function sync(path: string): Promise<void> {
  // Windows opens no folders; NTFS journals the rename.
  const file = await open(path, 'r').catch((error: unknown) => {
    if (process.platform === 'win32') return undefined
    throw error
  })
  await file?.sync()
  await file?.close()
}

/** SHA-256 of a file, hex, streamed. */
export async function fileSha256(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

export function textSha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** A hash in groups of four, as people compare it with paper. */
export function inFours(hex: string): string {
  return hex.match(/.{4}/g)?.join(' ') ?? hex
}

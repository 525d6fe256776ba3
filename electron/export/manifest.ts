import { createHash } from 'node:crypto'
import { z } from 'zod'
import { OthersShown } from '../domain/decision.ts'
import { toBase64 } from '../domain/ledger/checkpoint.ts'
import type { Entry } from '../domain/ledger/entry.ts'
import type { Hash } from '../domain/ledger/merkle.ts'
import { Question } from '../domain/review.ts'
import { DayOn } from '../domain/time.ts'

export const MANIFEST_NAME = 'manifest.json'
export const PROOF_NAME = 'proof.json'
export const CHECKPOINT_NAME = 'checkpoint.txt'
export const RECEIPT_NAME = '수령증.pdf'
export const ASSURANCE_NAME = '보증서.pdf'

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)
/** Of one folder only: a name from elsewhere must not lead anywhere. */
const FileName = z.string().regex(/^[^/\\]+$/)

/** What is said of every film. */
const About = z.strictObject({
  origin: z.string(),
  requestNumber: z.string(),
  cameraNumber: z.int(),
  fromAt: z.string(),
  toAt: z.string(),
  file: z.strictObject({ name: FileName.endsWith('.mp4'), sizeBytes: z.int(), sha256: Sha256 }),
  /** SHA-256 of each recorder's file that the clip was cut from. */
  sources: z.array(Sha256),
  width: z.int(),
  height: z.int(),
  fps: z.strictObject({ num: z.int(), den: z.int() }),
  frameCount: z.int(),
  style: z.string(),
  /** Share of all pixels of all frames that lie under a mask, 0…1. */
  maskedShare: z.number(),
  medium: z.string(),
  madeAt: z.string(),
})

/** Packages of before masks were reviewed; they verify for as long as somebody keeps one. */
const FirstManifest = About.extend({ version: z.literal(1), tracksFound: z.int(), tracksKept: z.int() })

/** How the questions of one kind were answered. */
const Answers = z.strictObject({
  kind: Question.shape.kind,
  asked: z.int(),
  masked: z.int(),
  mended: z.int(),
  nobody: z.int(),
})

/** Numbers that let somebody judge the masks without seeing what is under them. Nobody but staff is named. */
export const Assurance = z.strictObject({
  people: z.strictObject({
    found: z.int(),
    masked: z.int(),
    kept: z.int(),
    /** Found, and said by somebody to be neither a person nor a vehicle. */
    things: z.int(),
    /** Vehicles among those found. */
    vehicles: z.int(),
  }),
  /** Masks over all frames: somebody who is masked in ten frames counts ten times. */
  frameMasks: z.int(),
  /** Share of the picture that is masked: over all frames, and in the frame where it is the least; 0…1. */
  coverage: z.strictObject({ mean: z.number(), lowest: z.number() }),
  engine: z.strictObject({
    models: z.array(z.strictObject({ file: FileName, sha256: Sha256 })),
    thorough: z.boolean(),
    vehicles: z.boolean(),
  }),
  review: z.strictObject({
    questions: z.array(Answers),
    open: z.int(),
    /** Changes by hand that hold, by whoever made them; answers to questions count apart. */
    changes: z.array(z.strictObject({ by: z.string(), changes: z.int(), answers: z.int() })),
    /** The second person who signed the masks, where the institution asks for one. */
    signedBy: z.string().optional(),
    signedAt: z.string().optional(),
  }),
  leakScan: z.strictObject({ found: z.int(), answered: z.int() }),
})
export type Assurance = z.infer<typeof Assurance>

/** Why nobody in the film is masked, as it was decided (지침 46; domain MK-3, 4, 5). */
const Unmasked = z.strictObject({
  others: OthersShown.exclude(['masked']),
  finding: z.string(),
  /** Of what is given to another or used: the article, the letter, and why no less is enough. */
  basis: z.strictObject({ citation: z.string(), letter: z.string(), scope: z.string() }).optional(),
  /** No machine has looked for people in it: there are no masks that anybody could be seen through. */
  isSearched: z.literal(false),
})
export type Unmasked = z.infer<typeof Unmasked>

const Given = About.extend({
  copyNo: z.int(),
  recipient: z.string(),
  destroyByOn: DayOn,
  purpose: z.string(),
  /** Sheets made before the manifest, which therefore can be named in it; and the verifier's page. */
  sheets: z.array(z.strictObject({ name: FileName, sha256: Sha256 })),
})
const MaskedManifest = Given.extend({ version: z.literal(2), assurance: Assurance })
const ClearManifest = Given.extend({ version: z.literal(3), style: z.literal('clear'), unmasked: Unmasked })
export type MaskedManifest = z.infer<typeof MaskedManifest>
export type ClearManifest = z.infer<typeof ClearManifest>

/** What is in a package and how it came about: names, numbers and hashes, signed through the ledger entry. */
export const Manifest = z.discriminatedUnion('version', [FirstManifest, MaskedManifest, ClearManifest])
export type Manifest = MaskedManifest | ClearManifest

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
  const { seq, at, kind, actor, subject, commitment } = entry
  const proof: Proof = {
    version: 1,
    publicKey: toBase64(publicKey),
    entry: { seq, at, kind, actor, subject, commitment },
    salt,
    details: JSON.parse(details) as Proof['details'],
    inclusion: inclusion.map(toBase64),
  }
  return `${JSON.stringify(proof, undefined, 2)}\n`
}

/** SHA-256, hex, of a text or of bytes in memory. */
export function sha256Of(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

/** A hash in groups of four, as people compare it with paper. */
export function inFours(hex: string): string {
  return hex.match(/.{4}/g)?.join(' ') ?? hex
}

import { join } from 'node:path'
import { openSealed } from './cipher.ts'
import { covering, type FootageLayout } from './fragments.ts'

/** Where a recording lies in the store; the name carries its id and nothing else. */
export function sealedPath(storeDir: string, recordingId: string): string {
  return join(storeDir, `${recordingId}.vsf`)
}

/** A stored recording with what reading it takes: its file, its 32-byte key and its layout. */
export interface HeldRecording {
  readonly storePath: string
  readonly key: Uint8Array
  readonly layout: FootageLayout
}

/**
 * A stretch of a stored recording as it travels to the process that works on it. Of the decrypted recording, the bytes
 * [0, headerBytes) and [fragmentsFrom, fragmentsTo) are together a valid MP4.
 */
export interface HeldClip {
  storePath: string
  key: Uint8Array
  headerBytes: number
  fragmentsFrom: number
  fragmentsTo: number
}

/**
 * The clip that holds every frame of [fromUs, toUs), in µs of the recording. It begins at a keyframe at or before
 * `fromUs`; `skipUs` is how far into the clip `fromUs` lies for a reader such as ffmpeg, which calls the clip's first
 * frame 0. Throws RangeError where the recording has nothing of the stretch.
 */
export function heldClip(
  { storePath, key, layout }: HeldRecording,
  fromUs: number,
  toUs: number,
): HeldClip & { skipUs: number } {
  const { headerBytes, fragments } = layout
  const chosen = covering(fragments, fromUs, toUs)
  return {
    storePath,
    key,
    headerBytes,
    fragmentsFrom: chosen.offset,
    fragmentsTo: chosen.end,
    skipUs: Math.max(0, fromUs - chosen.startUs),
  }
}

/** Reads bytes [from, to) of a decrypted recording. */
export type ReadBytes = (from: number, to: number) => Promise<Uint8Array>

const PIECE_BYTES = 256 * 1024

/**
 * The clip's bytes, decrypted while they are read and in memory only. Refuses with `footage-damaged` at the first byte
 * that does not verify.
 */
export async function* clipBytes(held: HeldClip): AsyncGenerator<Uint8Array> {
  const sealed = await openSealed(held.storePath, held.key)
  try {
    yield* clipPieces(held, sealed.read)
  } finally {
    await sealed.close()
  }
}

/** The same of a recording that is open already. */
export async function* clipPieces(clip: HeldClip, read: ReadBytes): AsyncGenerator<Uint8Array> {
  const stretches = [
    [0, clip.headerBytes],
    [clip.fragmentsFrom, clip.fragmentsTo],
  ] as const
  for (const [from, to] of stretches)
    for (let at = from; at < to; at += PIECE_BYTES) yield await read(at, Math.min(to, at + PIECE_BYTES))
}

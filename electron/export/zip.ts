import { createHash, randomInt } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { Readable, Writable } from 'node:stream'
import { configure, type Entry, Reader, ZipReader, ZipWriter } from '@zip.js/zip.js'

// Its workers are a browser's; in pieces of this size the window does not notice.
configure({ useWebWorkers: false, chunkSize: 256 * 1024 })

/** AE-2 with AES-256: the strength as the format numbers it. */
const AES_256 = 3

/** A file that goes into a ZIP. */
export interface Packed {
  name: string
  path: string
  /** Hex, of what has to be read back. */
  sha256: string
}

/** Letters and digits that nobody takes for one another, read aloud or written down: no 0 and O, no 1, I and L. */
const ALPHABET = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'
const GROUPS = 5
const GROUP = 4

/** A password of 99 random bits in five groups of four, to be told by telephone. */
export function newPassword(): string {
  const group = () => Array.from({ length: GROUP }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
  return Array.from({ length: GROUPS }, group).join('-')
}

/**
 * Writes files into a folder of a new ZIP, stored and encrypted with AES-256 (WinZip AE-2), which 7-Zip, Bandizip, WinZip and
 * macOS tools open. Streams: memory stays the same for any size. It is on the disk when this is done. Names inside are not
 * encrypted.
 */
export async function writeZip(
  zipPath: string,
  folderName: string,
  files: readonly Packed[],
  password: string,
  { madeAt, signal }: { madeAt: string; signal: AbortSignal },
): Promise<void> {
  const out = createWriteStream(zipPath, { flags: 'wx', flush: true })
  const zip = new ZipWriter<unknown>(Writable.toWeb(out), {
    password,
    encryptionStrength: AES_256,
    level: 0,
    lastModDate: new Date(madeAt),
    extendedTimestamp: false,
    signal,
  })
  try {
    for (const { name, path } of files) {
      const bytes = Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>
      await zip.add(`${folderName}/${name}`, bytes)
    }
    await zip.close()
  } finally {
    out.destroy()
  }
}

/**
 * Reads a ZIP back with its password. Throws unless it holds exactly these files, each of them encrypted with AES-256
 * and byte for byte what was packed.
 */
export async function checkZip(
  zipPath: string,
  folderName: string,
  files: readonly Packed[],
  password: string,
  signal: AbortSignal,
): Promise<void> {
  const wanted = new Map(files.map(({ name, sha256 }) => [`${folderName}/${name}`, sha256]))
  const file = await open(zipPath, 'r')
  try {
    const zip = new ZipReader(new OpenFile(file), { password, signal })
    for await (const entry of zip.getEntriesGenerator()) {
      if (entry.directory || !isStrong(entry) || wanted.get(entry.filename) !== (await sha256Of(entry)))
        throw new Error('the ZIP does not hold what was packed')
      wanted.delete(entry.filename)
    }
    await zip.close()
  } finally {
    await file.close()
  }
  if (wanted.size > 0) throw new Error('the ZIP does not hold all that was packed')
}

function isStrong({ encrypted, extraFieldAES }: Entry): boolean {
  return encrypted && extraFieldAES?.strength === AES_256
}

async function sha256Of(entry: Entry & { directory: false }): Promise<string> {
  const hash = createHash('sha256')
  await entry.getData(
    new WritableStream<Uint8Array>({
      write: (piece) => {
        hash.update(piece)
      },
    }),
  )
  return hash.digest('hex')
}

/** A file as the ZIP reader asks for it: piece by piece. */
export class OpenFile extends Reader<FileHandle> {
  readonly #file: FileHandle

  constructor(file: FileHandle) {
    super(file)
    this.#file = file
  }

  override async init(): Promise<void> {
    await super.init?.()
    this.size = (await this.#file.stat()).size
  }

  override async readUint8Array(index: number, length: number): Promise<Uint8Array> {
    const piece = new Uint8Array(length)
    const { bytesRead } = await this.#file.read(piece, 0, length, index)
    return piece.subarray(0, bytesRead)
  }
}

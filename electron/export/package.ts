import { createHash } from 'node:crypto'
import { createReadStream, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { MANIFEST_NAME } from './manifest.ts'

const MAKING = '.만드는중'
const ZIP = '.zip'

/**
 * A package while it is being made: a folder beside its final place, hidden under a name that says it is not done. It
 * becomes that folder, or one ZIP of all that is in it. `discard` leaves nothing.
 */
export class PackageFolder {
  readonly workDir: string
  /** The folder, or the ZIP. */
  readonly finalPath: string

  private constructor(workDir: string, finalPath: string) {
    this.workDir = workDir
    this.finalPath = finalPath
  }

  /** A new package in a folder that the person chose; nothing is written before `begin`. */
  static in(parentDir: string, name: string, isZip: boolean): PackageFolder {
    const free = freeName(parentDir, name)
    return new PackageFolder(join(parentDir, free + MAKING), join(parentDir, isZip ? free + ZIP : free))
  }

  /** Goes on with the film that waits in a folder, under a name that is free now. */
  static around(workDir: string, name: string, isZip: boolean): PackageFolder {
    const parentDir = dirname(workDir)
    const own = workDir.slice(parentDir.length + 1)
    const free = freeName(parentDir, name, own)
    return new PackageFolder(workDir, join(parentDir, isZip ? free + ZIP : free))
  }

  /** One that an earlier run of the program left, finished or not. */
  static left(workDir: string, finalPath: string): PackageFolder {
    return new PackageFolder(workDir, finalPath)
  }

  get isZip(): boolean {
    return this.finalPath.endsWith(ZIP)
  }

  /** Whether it has its final name: that comes last. */
  get isFinished(): boolean {
    return existsSync(this.isZip ? this.finalPath : join(this.finalPath, MANIFEST_NAME))
  }

  begin(): void {
    mkdirSync(this.workDir)
  }

  path(name: string): string {
    return join(this.workDir, name)
  }

  /** Where the ZIP is written before it has its name: beside the files, so that clearing one clears all. */
  get zipPath(): string {
    return this.path(`꾸러미${ZIP}`)
  }

  /** Whether a file of so many bytes lies there. */
  holds(name: string, sizeBytes: number): boolean {
    return statSync(this.path(name), { throwIfNoEntry: false })?.size === sizeBytes
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

  /** Gives it its final name, once every byte of it is on the disk; then nothing else of it is left. */
  async finish(): Promise<void> {
    if (this.isZip) {
      await sync(this.zipPath)
      renameSync(this.zipPath, this.finalPath)
      await sync(dirname(this.finalPath))
      this.discard()
      return
    }
    for (const name of readdirSync(this.workDir)) await sync(this.path(name))
    await sync(this.workDir)
    renameSync(this.workDir, this.finalPath)
    await sync(dirname(this.finalPath))
  }

  /** Clears away everything but one file, so that the package can be made around that once more. */
  keepOnly(kept: string): void {
    for (const name of readdirSync(this.workDir))
      if (name !== kept) rmSync(this.path(name), { recursive: true, force: true })
  }

  /** Clears the half package away; answers whether it could, for a medium may have been pulled out. */
  discard(): boolean {
    try {
      rmSync(this.workDir, { recursive: true, force: true })
      return existsSync(dirname(this.workDir)) && !existsSync(this.workDir)
    } catch {
      return false
    }
  }
}

/** A second package of the same clip stands beside the first: `… (2)`. */
function freeName(parentDir: string, name: string, own?: string): string {
  const taken = new Set(readdirSync(parentDir))
  const isFree = (candidate: string) =>
    ['', ZIP, MAKING].every((end) => candidate + end === own || !taken.has(candidate + end))
  let candidate = name
  for (let copy = 2; !isFree(candidate); copy++) candidate = `${name} (${copy})`
  return candidate
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
export async function fileSha256(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { signal })) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

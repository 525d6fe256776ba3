import { readFile, stat } from 'node:fs/promises'

/** The largest form or picture that is read: ten megabytes. */
const LARGEST_BYTES = 10 * 2 ** 20

/** The bytes of a file that somebody brought along; nothing where it is no file, empty, larger than 10 MiB or cannot be read. */
export async function broughtFile(path: string): Promise<Buffer | undefined> {
  try {
    const found = await stat(path)
    if (!found.isFile() || found.size === 0 || found.size > LARGEST_BYTES) return undefined
    const bytes = await readFile(path)
    return bytes.length <= LARGEST_BYTES ? bytes : undefined
  } catch {
    return undefined
  }
}

import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, writeFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'

/**
 * Writes a small file so that after a kill or a power cut either the old or the new one is there, whole: written
 * aside, fsynced, renamed, and the folder's entry fsynced too (rename(2) alone is not durable).
 */
export function writeDurably(path: string, text: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const asidePath = `${path}.new`
  const file = openSync(asidePath, 'w', 0o600)
  try {
    writeFileSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(asidePath, path)
  syncFolder(dirname(path))
}

/** Makes renames in the folder durable. Windows cannot open a folder for fsync; NTFS journals the rename itself. */
export function syncFolder(dir: string): void {
  if (process.platform === 'win32') return
  const folder = openSync(dir, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}

/**
 * Gives a bad file another name, `vault.db.damaged-1` and so on: what was found bad is never thrown away. Answers that name
 * without its folder; nothing where there is no file.
 */
export function setAside(path: string): string | undefined {
  if (!existsSync(path)) return undefined
  let no = 1
  while (existsSync(`${path}.damaged-${no}`)) no += 1
  const kept = `${path}.damaged-${no}`
  renameSync(path, kept)
  return basename(kept)
}

import { Refusal } from '../domain/refusal.ts'

/** Full, over quota, gone, write-protected, not ours, broken: what a person can do something about. */
const DISK_TROUBLE = new Set([
  'ENOSPC',
  'EDQUOT',
  'ENOENT',
  'ENODEV',
  'EROFS',
  'EACCES',
  'EPERM',
  'EIO',
  'EFBIG',
])

/** Trouble with a disk becomes the refusal `write-failed`, with its cause for the log; anything else stays what it is. */
export function asRefusal(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return DISK_TROUBLE.has(code) ? Object.assign(new Refusal('write-failed', {}), { cause: error }) : error
}

/** Does something to a place that a person chose. Refuses with `write-failed` where the disk does not take it. */
export async function onDisk<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw asRefusal(error)
  }
}

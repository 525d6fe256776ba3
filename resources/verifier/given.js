// What people give to the page: files chosen, folders chosen, files and folders dropped.

/** @import { Source } from './source.js' */

/** @typedef {{ file: File, path: string }} GivenFile */

/**
 * @param {GivenFile} given
 * @returns {Source & { file: File }}
 */
export function sourceOf({ file, path }) {
  return {
    file,
    path,
    name: file.name,
    size: file.size,
    bytes: async (from, to) => new Uint8Array(await file.slice(from, to).arrayBuffer()),
  }
}

/**
 * @param {Iterable<File>} files of an input
 * @returns {GivenFile[]}
 */
export function chosenFiles(files) {
  return Array.from(files, (file) => ({ file, path: file.webkitRelativePath || file.name }))
}

/**
 * Everything within what was dropped. Throws where the browser lets a page from the disk read no dropped folder: Chromium
 * does so for entries (https://crbug.com/41371024), and has handles instead.
 * @param {DataTransfer} transfer
 * @returns {Promise<GivenFile[]>}
 */
export async function droppedFiles(transfer) {
  // Only until the first await does the browser tell what was dropped.
  const plain = chosenFiles(transfer.files)
  const dropped = Array.from(transfer.items).filter(({ kind }) => kind === 'file')
  const entries = dropped.map((one) => one.webkitGetAsEntry?.() ?? null)
  if (!entries.some((entry) => entry?.isDirectory)) return plain
  const handles = dropped.map((one) =>
    'getAsFileSystemHandle' in one && typeof one.getAsFileSystemHandle === 'function'
      ? /** @type {Promise<FileSystemHandle | null>} */ (one.getAsFileSystemHandle())
      : undefined,
  )
  const found = []
  for (const [at, handle] of handles.entries()) {
    const opened = await handle?.catch(() => null)
    if (opened) found.push(...(await withinHandle(opened, '')))
    else found.push(...(await withinEntry(entries[at] ?? null, '')))
  }
  return found
}

/**
 * @param {FileSystemHandle} handle
 * @param {string} above
 * @returns {Promise<GivenFile[]>}
 */
async function withinHandle(handle, above) {
  const path = above + handle.name
  if (isFile(handle)) return [{ file: await handle.getFile(), path }]
  const found = []
  for await (const inner of /** @type {FileSystemDirectoryHandle} */ (handle).values())
    found.push(...(await withinHandle(inner, `${path}/`)))
  return found
}

/**
 * @param {FileSystemHandle} handle
 * @returns {handle is FileSystemFileHandle}
 */
function isFile(handle) {
  return handle.kind === 'file'
}

/**
 * @param {FileSystemEntry | null} entry
 * @param {string} above
 * @returns {Promise<GivenFile[]>}
 */
async function withinEntry(entry, above) {
  if (entry === null) return []
  const path = above + entry.name
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) =>
      /** @type {FileSystemFileEntry} */ (entry).file(resolve, reject),
    )
    return [{ file, path }]
  }
  const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader()
  const found = []
  for (;;) {
    /** @type {FileSystemEntry[]} */
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject))
    if (some.length === 0) return found
    for (const inner of some) found.push(...(await withinEntry(inner, `${path}/`)))
  }
}

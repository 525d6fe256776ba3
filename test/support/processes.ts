import { execFileSync } from 'node:child_process'
import { closeSync, openSync, readdirSync, readSync } from 'node:fs'
import { join } from 'node:path'

/** Processes that another one has started, by a word of their command. */
export function childrenOf(pid: number, word: string): number[] {
  // `ps` ends with 1 where there is none, and lists itself where this process is asked about.
  const listed = execFileSync('ps', ['-e', '-o', 'ppid=,pid=,args='], { encoding: 'utf8' })
  return listed.split('\n').flatMap((line) => {
    const [parent, child, ...command] = line.trim().split(/\s+/)
    return Number(parent) === pid && command.join(' ').includes(word) ? [Number(child)] : []
  })
}

/** Files in a folder and below that are films, whatever they are called: MP4, MPEG-TS, Matroska, AVI, raw H.264. */
export function filmsIn(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => {
      const head = Buffer.alloc(189)
      const file = openSync(path, 'r')
      const length = readSync(file, head, 0, head.length, 0)
      closeSync(file)
      const isTs = length === 189 && head[0] === 0x47 && head[188] === 0x47
      const isH264 = head.readUInt32BE(0) === 1
      const text = head.toString('latin1')
      const isNamed =
        text.slice(4, 8) === 'ftyp' || text.startsWith('RIFF') || text.startsWith('\x1aE\xdf\xa3')
      return isTs || isH264 || isNamed
    })
}

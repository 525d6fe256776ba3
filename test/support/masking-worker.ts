import type { ChildProcess } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import { MaskingRoom } from '../../electron/masking/room.ts'
import { maskingProcess } from './masking-process.ts'

/** The masking process under plain Node, built from what is in the tree, where a test can kill it. */
export interface MaskingWorkers {
  readonly room: MaskingRoom
  /** The process of the last job. */
  last(): ChildProcess
  /** Processes of all jobs so far, and every ffmpeg that they told of. */
  readonly pids: readonly number[]
  readonly ffmpegPids: readonly number[]
  clear(): void
}

/** Builds the worker; call `clear` afterwards. */
export async function maskingWorkers(name: string): Promise<MaskingWorkers> {
  // Inside the project, so that the worker finds its packages.
  const dir = resolve(import.meta.dirname, '../../node_modules/.cache', `${name}-${process.pid}`)
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: resolve(import.meta.dirname, '../../electron/masking/worker.ts'),
      outDir: dir,
      rollupOptions: { output: { entryFileNames: 'worker.mjs' } },
    },
  })
  const pids: number[] = []
  const ffmpegPids: number[] = []
  let worker: ChildProcess | undefined
  const room = new MaskingRoom(() => {
    const child = maskingProcess(join(dir, 'worker.mjs'))
    worker = child
    if (child.pid !== undefined) pids.push(child.pid)
    child.on('message', (word: { kind: string; pid?: number; running?: boolean }) => {
      if (word.kind === 'child' && word.running === true && word.pid !== undefined) ffmpegPids.push(word.pid)
    })
    return child
  })
  return {
    room,
    last: () => {
      if (worker === undefined) throw new Error('no job has begun')
      return worker
    },
    pids,
    ffmpegPids,
    clear: () => rmSync(dir, { recursive: true, force: true }),
  }
}

/** Whether a process still runs. One that has ended counts as gone even where nobody has collected it yet. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

/** What follows a job that nobody stops. */
export const unstopped = () => ({ signal: new AbortController().signal, onProgress: () => {} })

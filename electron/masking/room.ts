import { rm } from 'node:fs/promises'
import type { Keyframe } from '../domain/mask-work.ts'
import { Refusal, type RefusalCode, type Refusals } from '../domain/refusal.ts'
import { makingDir } from './film-file.ts'
import { lookedTo } from './looked.ts'
import { type Clip, estimatedFrames } from './parts.ts'
import type { Memory } from './pass1.ts'
import {
  type DetectOptions,
  type Film,
  type FilmChoice,
  type Followed,
  type Found,
  FromWorker,
  type SeenLeak,
  type ToWorker,
} from './protocol.ts'
import { type EncodedTracks, frameCountOf } from './tracks.ts'

/** The masking process as seen from here; Electron's `UtilityProcess` is one. */
export interface Worker {
  postMessage(message: unknown): void
  on(event: 'message', listener: (message: unknown) => void): unknown
  on(event: 'exit', listener: (code: number) => void): unknown
  kill(): boolean
  readonly pid?: number | undefined
}

/** How far a job has come. */
export interface Progress {
  /** 0 to 1. */
  readonly done: number
  /** Estimate; nothing in the first moments. */
  readonly remainingMs: number | undefined
}

/** What follows a job: who may stop it, and who is told. */
export interface Following {
  readonly signal: AbortSignal
  readonly onProgress: (progress: Progress) => void
}

type FilmJob = Extract<ToWorker, { kind: 'render' | 'render-clear' }>

/** A worker that was asked to stop gets so long before it is killed. */
const PATIENCE_MS = 5_000
/** Frames before an estimate means anything. */
const ESTIMATE_FROM_FRAMES = 10

/**
 * The main process's side of masking. Every job gets a process of its own, which has ended, together with its ffmpeg children,
 * when the promise settles. A process that dies is the refusal `masking-stopped`; a stopped job rejects with the
 * signal's reason. How many jobs go on at a time is up to the caller.
 */
export class MaskingRoom {
  readonly #fork: () => Worker

  constructor(fork: () => Worker) {
    this.#fork = fork
  }

  /**
   * Finds the people in a clip and follows them. What `memory` knows, from an earlier search of the same clip by the same
   * options, is not looked at again; it is told what this search looks at, and what it throws ends the search. Refuses with
   * `footage-damaged`, `ffmpeg-missing`, `masking-stopped`.
   */
  async detect(clip: Clip, options: DetectOptions, following: Following, memory?: Memory): Promise<Found> {
    const known = [...(memory?.known ?? [])]
    const job: ToWorker = { kind: 'detect', clip: [...clip], options, known }
    const last = await this.#work(job, estimatedFrames(clip), following, memory)
    if (last.kind !== 'found') throw new Error(`a search for people ended with ${last.kind}`)
    return last.found
  }

  /**
   * Writes the clip masked as chosen to `outPath`: whole, or not at all. Refuses with
   * `frames-differ`, `write-failed` (the disk is full), `footage-damaged`, `ffmpeg-missing`, `masking-stopped`.
   */
  async render(
    clip: Clip,
    tracks: EncodedTracks,
    choice: FilmChoice,
    outPath: string,
    following: Following,
  ): Promise<Film> {
    const job: FilmJob = { kind: 'render', clip: [...clip], tracks, choice, outPath }
    return this.#film(job, frameCountOf(tracks), following)
  }

  /**
   * Writes the clip with everybody as they are, and with the watermark: whole, or not at all. Refuses as `render` does.
   */
  async renderClear(clip: Clip, watermark: Uint8Array, outPath: string, following: Following): Promise<Film> {
    const job: FilmJob = { kind: 'render-clear', clip: [...clip], watermark, outPath }
    return this.#film(job, estimatedFrames(clip), following)
  }

  async #film(job: FilmJob, frames: number, following: Following): Promise<Film> {
    try {
      const last = await this.#work(job, frames, following)
      if (last.kind !== 'film') throw new Error(`a film ended with ${last.kind}`)
      return last.film
    } finally {
      // What a worker that was killed could not clear away itself.
      await rm(makingDir(job.outPath), { recursive: true, force: true })
    }
  }

  /**
   * Follows what lies under a mask drawn by hand from its last keyframe on; at most `most` keyframes are added. Refuses
   * with `frames-differ`, `footage-damaged`, `ffmpeg-missing`, `masking-stopped`.
   */
  async follow(
    clip: Clip,
    tracks: EncodedTracks,
    from: Keyframe,
    most: number,
    following: Following,
  ): Promise<Followed> {
    const job: ToWorker = { kind: 'follow', clip: [...clip], tracks, from, most }
    const frames = frameCountOf(tracks) - from.frame
    const last = await this.#work(job, frames, following)
    if (last.kind !== 'followed') throw new Error(`following a mask ended with ${last.kind}`)
    return last.followed
  }

  /**
   * Searches a film that `render` wrote, by the same tracks and choice, for people who can be seen. Refuses with
   * `frames-differ` (the film has other frames than the tracks), `ffmpeg-missing`, `masking-stopped`.
   */
  async scan(
    filmPath: string,
    tracks: EncodedTracks,
    choice: FilmChoice,
    following: Following,
  ): Promise<SeenLeak[]> {
    const job: ToWorker = { kind: 'scan', filmPath, tracks, choice }
    const last = await this.#work(job, frameCountOf(tracks), following)
    if (last.kind !== 'leaks') throw new Error(`a search for leaks ended with ${last.kind}`)
    return last.leaks
  }

  #work(
    job: ToWorker,
    frames: number,
    { signal, onProgress }: Following,
    memory?: Memory,
  ): Promise<FromWorker> {
    signal.throwIfAborted()
    const worker = this.#fork()
    const children = new Set<number>()
    const beganAt = performance.now()
    const knownFrames = lookedTo(memory?.known ?? [])
    return new Promise((resolve, reject) => {
      let last: FromWorker | undefined
      let fault: Error | undefined
      let patience: NodeJS.Timeout | undefined
      // It goes when it is told to or, should it hang, a moment later.
      const killSoon = () => {
        patience ??= setTimeout(() => kill(worker.pid), PATIENCE_MS)
      }
      const end = () => {
        worker.kill()
        killSoon()
      }
      const stop = () => {
        worker.postMessage({ kind: 'stop' } satisfies ToWorker)
        killSoon()
      }
      worker.on('message', (message) => {
        const word = FromWorker.parse(message)
        if (word.kind === 'ready') {
          if (signal.aborted) end()
          else worker.postMessage(job)
        } else if (word.kind === 'child') {
          if (word.running) children.add(word.pid)
          else children.delete(word.pid)
        } else if (word.kind === 'frames') {
          const elapsedMs = performance.now() - beganAt
          if (!signal.aborted) onProgress(progressOf(word.frames, frames, knownFrames, elapsedMs))
        } else if (word.kind === 'looked') {
          try {
            if (last === undefined) memory?.onLooked(word.stretch)
          } catch (error) {
            fault ??= error as Error
            end()
          }
        } else {
          last = word
          end()
        }
      })
      worker.on('exit', () => {
        clearTimeout(patience)
        signal.removeEventListener('abort', stop)
        for (const pid of children) kill(pid)
        if (signal.aborted) reject(signal.reason as Error)
        else if (fault !== undefined) reject(fault)
        else if (last === undefined) reject(new Refusal('masking-stopped', {}))
        else if (last.kind === 'refused') reject(refusal(last.code, last.data))
        else if (last.kind === 'broken') reject(new Error(last.message))
        else resolve(last)
      })
      signal.addEventListener('abort', stop, { once: true })
    })
  }
}

/** Frames that are known count as done from the start, and say nothing about the pace. */
function progressOf(frames: number, of: number, known: number, elapsedMs: number): Progress {
  const done = of > 0 ? Math.min(1, Math.max(frames, known) / of) : 0
  const worked = frames - known
  if (worked < ESTIMATE_FROM_FRAMES) return { done, remainingMs: undefined }
  return { done, remainingMs: Math.max(0, (elapsedMs / worked) * (of - frames)) }
}

function kill(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}

function refusal(code: RefusalCode, data: object): Refusal {
  return new Refusal(code, data as Refusals[RefusalCode])
}

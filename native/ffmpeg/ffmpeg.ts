import { type ChildProcess, spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, delimiter, dirname, isAbsolute, join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { type Progress, progressReader } from './progress.ts'

/** No ffmpeg was found, or the one found could not be started. */
export class FfmpegMissing extends Error {
  override readonly name = 'FfmpegMissing'
}

/** ffmpeg ended with an error. `tail` holds the last lines it wrote, with every file path of the call taken out. */
export class FfmpegFailed extends Error {
  override readonly name = 'FfmpegFailed'
  readonly exitCode: number | null
  readonly tail: string
  /** The disk was full while it wrote: ffmpeg says so only in words. */
  readonly diskFull: boolean

  constructor(exitCode: number | null, tail: string) {
    super(`ffmpeg ended with ${exitCode ?? 'a signal'}: ${tail}`)
    this.exitCode = exitCode
    this.tail = tail
    this.diskFull = /No space left on device|ENOSPC/.test(tail)
  }
}

/** What one run takes besides its arguments. */
export interface RunOptions {
  /** Fed to `pipe:0`. Its `return()` is called when ffmpeg wants no more of it; an error in it fails the run. */
  readonly input?: AsyncIterable<Uint8Array>
  /** Fed to `pipe:3`, `pipe:4` and so on. */
  readonly extraInputs?: readonly AsyncIterable<Uint8Array>[]
  /** Kills the child at once; the run then rejects with the signal's reason, after the child is gone. */
  readonly signal?: AbortSignal | undefined
  /** Told about every second. Only for `run`, whose standard output is free to carry it. */
  readonly onProgress?: (progress: Progress) => void
  /** Told when the child starts and when it is gone, so that a parent can end it should this process die. */
  readonly onChild?: ((pid: number, running: boolean) => void) | undefined
  readonly program?: 'ffmpeg' | 'ffprobe'
}

const executable = (name: string) => (process.platform === 'win32' ? `${name}.exe` : name)

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function staticBuild(): string[] {
  try {
    const home = dirname(createRequire(import.meta.url).resolve('ffmpeg-static/package.json'))
    return [join(home, executable('ffmpeg'))]
  } catch {
    return []
  }
}

/**
 * The ffmpeg to use: the one named by VIEWING_STATION_FFMPEG (and no other, if that is set), the one packaged with the
 * app, the one that npm's `ffmpeg-static` downloaded, the first on the PATH. Throws `FfmpegMissing`.
 */
export function findFfmpeg(): string {
  const named = process.env['VIEWING_STATION_FFMPEG']
  if (named !== undefined && named !== '') {
    if (isExecutable(named)) return named
    throw new FfmpegMissing('VIEWING_STATION_FFMPEG does not name a program that can be run')
  }
  const { resourcesPath } = process as { resourcesPath?: string }
  const onPath = (process.env['PATH'] ?? '').split(delimiter).filter(isAbsolute)
  const candidates = [
    ...(resourcesPath === undefined ? [] : [join(resourcesPath, executable('ffmpeg'))]),
    ...staticBuild(),
    ...onPath.map((dir) => join(dir, executable('ffmpeg'))),
  ]
  const found = candidates.find(isExecutable)
  if (found === undefined) throw new FfmpegMissing('no ffmpeg is installed (Debian: apt-get install ffmpeg)')
  return found
}

/** The ffprobe that belongs to `findFfmpeg()`, if there is one beside it. Throws `FfmpegMissing`. */
export function findFfprobe(): string | undefined {
  const beside = join(dirname(findFfmpeg()), executable('ffprobe'))
  return isExecutable(beside) ? beside : undefined
}

/** Kinds of file opened at all: what recorders write. Playlists and lists of files would let one file name others. */
const CONTAINERS =
  'avi,mov,mp4,matroska,webm,mpegts,mpeg,mpegvideo,m4v,h264,hevc,mjpeg,asf,flv,dhav,mxf,ogg,ivf,nut'

/** Arguments that open a file on this machine, and nothing else that the file may refer to. */
export function fileInput(path: string): string[] {
  return ['-protocol_whitelist', 'file', '-format_whitelist', CONTAINERS, '-i', `file:${path}`]
}

/** Arguments that open an MP4 coming in on `pipe:0`. */
export function pipedInput(): string[] {
  return ['-protocol_whitelist', 'pipe', '-format_whitelist', CONTAINERS, '-i', 'pipe:0']
}

const TAIL_CHARS = 16_384
/** ffmpeg 5.1 ends with 0 although the disk was full when it wrote the index, without which the file is nothing. */
const UNFINISHED = /No space left on device|Error (writing trailer|closing file)/

/** The child, its standard output, and the promise that it has ended well (answering what it wrote to stderr). */
interface Launched {
  readonly stdout: Readable
  readonly ended: Promise<string>
  readonly kill: () => void
}

function launch(args: readonly string[], options: RunOptions): Launched {
  const program = options.program === 'ffprobe' ? findFfprobe() : findFfmpeg()
  if (program === undefined) throw new FfmpegMissing('no ffprobe beside ffmpeg')
  options.signal?.throwIfAborted()
  const extras = options.extraInputs ?? []
  const child = spawn(program, args, {
    stdio: [options.input ? 'pipe' : 'ignore', 'pipe', 'pipe', ...extras.map(() => 'pipe' as const)],
    windowsHide: true,
  })
  const { pid } = child
  if (pid !== undefined) options.onChild?.(pid, true)
  const kill = () => void child.kill('SIGKILL')
  let stderr = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-TAIL_CHARS)
  })
  const closed = whenClosed(child).finally(() => {
    if (pid !== undefined) options.onChild?.(pid, false)
  })
  const feeds = [...(options.input ? [options.input] : []), ...extras]
  const pipes = [...(options.input ? [child.stdin] : []), ...child.stdio.slice(3)]
  const fed = feeds.map((source, index) =>
    feed(source, pipes[index] as Writable).catch((error: unknown) => {
      kill()
      throw error
    }),
  )
  options.signal?.addEventListener('abort', kill, { once: true })
  const ended = (async () => {
    // The child's end is waited for whatever happens, so that nobody deletes a file it still writes.
    const [close, ...inputs] = await Promise.allSettled([closed, ...fed])
    options.signal?.removeEventListener('abort', kill)
    options.signal?.throwIfAborted()
    if (close.status === 'rejected') throw close.reason
    for (const input of inputs) if (input.status === 'rejected') throw input.reason
    if (close.value !== 0 || UNFINISHED.test(stderr)) {
      throw new FfmpegFailed(close.value, withoutPaths(stderr, args))
    }
    return stderr
  })()
  // A caller that is still reading the output looks at `ended` only afterwards.
  ended.catch(() => {})
  return { stdout: child.stdout as Readable, ended, kill }
}

function whenClosed(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', (error) => {
      if (child.pid === undefined) reject(new FfmpegMissing('ffmpeg could not be started', { cause: error }))
    })
    child.once('close', resolve)
  })
}

/** Writes the source to the pipe at the child's pace; a child that closes its end has had enough, which is no error. */
async function feed(source: AsyncIterable<Uint8Array>, pipe: Writable): Promise<void> {
  let open = true
  let wake = () => {}
  const stop = () => {
    open = false
    wake()
  }
  pipe.on('error', stop)
  pipe.on('close', stop)
  pipe.on('drain', () => wake())
  try {
    for await (const chunk of source) {
      if (!open) break
      if (!pipe.write(chunk) && open) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
      if (!open) break
    }
  } finally {
    pipe.end()
  }
}

/** ffmpeg names files in its messages, and a file may be named after a person: paths of the call are taken out. */
function withoutPaths(text: string, args: readonly string[]): string {
  let clean = text
  const paths = args.map((arg) => arg.replace(/^file:/, '')).filter((arg) => isAbsolute(arg))
  for (const path of paths.sort((a, b) => b.length - a.length)) {
    clean = clean.replaceAll(path, '<file>').replaceAll(basename(path), '<file>')
  }
  return clean.trim().split('\n').slice(-12).join('\n')
}

const QUIET = ['-hide_banner', '-nostdin', '-nostats']

/**
 * Runs ffmpeg to its end with `args` and answers what it wrote to stdout and stderr as text (stdout is empty when it
 * carries the progress). Rejects with `FfmpegFailed`, `FfmpegMissing`, the abort reason, or the error of an input;
 * in every case only after the child has ended.
 */
export async function run(
  args: readonly string[],
  options: RunOptions = {},
): Promise<{ stdout: string; stderr: string }> {
  const { onProgress } = options
  const own = options.program === 'ffprobe' ? [] : QUIET
  const watched = onProgress === undefined ? [] : ['-progress', 'pipe:1']
  const { stdout, ended, kill } = launch([...own, ...watched, ...args], options)
  const read = progressReader()
  let text = ''
  try {
    stdout.setEncoding('utf8')
    for await (const piece of stdout) {
      if (onProgress === undefined) text += piece
      else for (const progress of read(String(piece))) onProgress(progress)
    }
  } catch (error) {
    kill()
    await ended.catch(() => {})
    throw error
  }
  return { stdout: text, stderr: await ended }
}

/**
 * Runs ffmpeg and yields what it writes to `pipe:1`, at the reader's pace. Ends when the child has ended well; throws as
 * `run` does. A reader that stops early kills the child, and `return()` waits until it is gone.
 */
export async function* stream(args: readonly string[], options: RunOptions = {}): AsyncGenerator<Uint8Array> {
  const { stdout, ended, kill } = launch([...QUIET, ...args], options)
  let complete = false
  try {
    for await (const chunk of stdout) yield chunk as Uint8Array
    complete = true
    await ended
  } finally {
    if (!complete) {
      kill()
      await ended.catch(() => {})
    }
  }
}

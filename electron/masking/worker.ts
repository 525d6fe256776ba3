import { availableParallelism } from 'node:os'
import { modelDir } from '../../native/detector/models.ts'
import { FfmpegFailed, FfmpegMissing } from '../../native/ffmpeg/ffmpeg.ts'
import { doubtsOf, touchesOf } from '../domain/doubts.ts'
import { trackSummaries } from '../domain/masking.ts'
import { Refusal } from '../domain/refusal.ts'
import { renderClear } from './clear-film.ts'
import { follow } from './follow.ts'
import { scanFilm, scanPlan } from './leak-scan.ts'
import { findTracks, type Watch } from './pass1.ts'
import { FromWorker, ToWorker } from './protocol.ts'
import { renderFilm } from './render.ts'
import { decodeTracks, encodeTracks } from './tracks.ts'

/**
 * The process that works on one clip: Electron's utility process, or a plain Node process with an IPC channel. It takes one
 * job, tells how it goes, and ends. It knows the key of that clip only, and writes only where the job says.
 */

/** The station's end of the line: Electron's `process.parentPort`, or what `child_process.fork` gives. */
interface Line {
  say(message: FromWorker): void
  onWord(listener: (message: unknown) => void): void
  onGone(listener: () => void): void
}

function line(): Line {
  const { parentPort } = process as unknown as {
    parentPort?: {
      postMessage(message: unknown): void
      on(event: 'message', listener: (event: { data: unknown }) => void): void
    }
  }
  if (parentPort !== undefined) {
    return {
      say: (message) => parentPort.postMessage(message),
      onWord: (listener) => parentPort.on('message', ({ data }) => listener(data)),
      // Chromium ends a utility process together with its main process.
      onGone: () => {},
    }
  }
  return {
    say: (message) => void process.send?.(message),
    onWord: (listener) => void process.on('message', listener),
    onGone: (listener) => void process.on('disconnect', listener),
  }
}

const threads = () => Math.min(4, Math.max(1, availableParallelism()))

async function work(job: Exclude<ToWorker, { kind: 'stop' }>, watch: Watch): Promise<FromWorker> {
  if (job.kind === 'detect') {
    const looking = { ...job.options, modelDir: modelDir(), threads: threads() }
    const onLooked = (stretch: Uint8Array) => station.say({ kind: 'looked', stretch })
    const tracks = await findTracks(job.clip, looking, watch, { known: job.known, onLooked })
    const people = trackSummaries(tracks)
    const told = { doubts: doubtsOf(tracks), touches: touchesOf(tracks) }
    return { kind: 'found', found: { tracks: encodeTracks(tracks), people, ...told } }
  }
  if (job.kind === 'follow') {
    const followed = await follow(job.clip, decodeTracks(job.tracks), job.from, job.most, watch)
    return { kind: 'followed', followed }
  }
  if (job.kind === 'scan') {
    const plan = scanPlan(decodeTracks(job.tracks), job.choice.work, job.choice.style)
    const scanning = { modelDir: modelDir(), threads: threads(), watermark: job.choice.watermark }
    return { kind: 'leaks', leaks: await scanFilm(job.filmPath, plan, scanning, watch) }
  }
  if (job.kind === 'render-clear') {
    const film = await renderClear(job.clip, job.watermark, job.outPath, watch)
    return { kind: 'film', film }
  }
  const film = await renderFilm(job.clip, decodeTracks(job.tracks), job.choice, job.outPath, watch)
  return { kind: 'film', film }
}

/** How a failure is told: as the rule that said no where there is one, otherwise as words for the log. */
function failure(error: unknown): FromWorker {
  if (error instanceof Refusal) {
    const told = FromWorker.safeParse({ kind: 'refused', ...error.toData() })
    if (told.success) return told.data
  }
  if (error instanceof FfmpegMissing) return { kind: 'refused', code: 'ffmpeg-missing', data: {} }
  // An ffmpeg that was killed, by the system when memory runs out or by somebody, is as good as this process killed.
  if (error instanceof FfmpegFailed && error.exitCode === null)
    return { kind: 'refused', code: 'masking-stopped', data: {} }
  const isFull =
    error instanceof FfmpegFailed ? error.diskFull : (error as { code?: unknown }).code === 'ENOSPC'
  if (isFull) return { kind: 'refused', code: 'write-failed', data: {} }
  return { kind: 'broken', message: error instanceof Error ? (error.stack ?? error.message) : String(error) }
}

const station = line()
const stop = new AbortController()
const abort = () => stop.abort(new Error('the station asked to stop'))
let begun = false
station.onGone(abort)
station.onWord((message) => {
  const word = ToWorker.parse(message)
  if (word.kind === 'stop') return abort()
  if (begun) throw new Error('one job at a time')
  begun = true
  const watch: Watch = {
    signal: stop.signal,
    onFrames: (frames) => station.say({ kind: 'frames', frames }),
    onChild: (pid, running) => station.say({ kind: 'child', pid, running }),
  }
  // The station ends this process when it has the last word: by then all that it wrote is on the disk or gone.
  void work(word, watch)
    .catch(failure)
    .then((last) => station.say(last))
})
station.say({ kind: 'ready' })

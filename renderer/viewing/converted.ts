import { initLength, mimeOf } from './mp4.ts'
import { mediaTime } from './player.ts'

/** How far ahead of the picture is fetched, and how much behind it is kept for going back. */
const AHEAD_S = 30
const BEHIND_S = 20
/** A seek this little ahead of what has arrived waits for it instead of starting the conversion anew. */
const NEAR_S = 2

/**
 * A recording the browser cannot decode (HEVC, MPEG-4 part 2, MJPEG), converted to H.264 on the way and fed to a
 * `<video>` through MediaSource. `href` answers fragmented MP4 from `?from=<µs>` on; its header `x-start-us` says at
 * which µs of the recording its first frame stands, and `timestampOffset` gives the recording's clock back.
 */
export class ConvertedSource {
  readonly url: string
  readonly #media = new MediaSource()
  readonly #video: HTMLVideoElement
  readonly #href: string
  readonly #toUs: number
  readonly #onFault: () => void
  #run: AbortController | undefined
  #runFromUs = 0

  /** `toUs` is where the part ends. */
  constructor(video: HTMLVideoElement, href: string, fromUs: number, toUs: number, onFault: () => void) {
    this.#video = video
    this.#href = href
    this.#toUs = toUs
    this.#onFault = onFault
    this.url = URL.createObjectURL(this.#media)
    this.#media.addEventListener('sourceopen', () => this.#start(fromUs), { once: true })
  }

  /** To be called before the element seeks: starts the conversion anew where `us` has not been fetched and is not near. */
  seek(us: number): void {
    if (this.#run === undefined) return
    const seconds = mediaTime(us)
    const { buffered } = this.#video
    for (let index = 0; index < buffered.length; index++) {
      if (seconds >= buffered.start(index) - 0.001 && seconds < buffered.end(index) + NEAR_S) return
    }
    if (buffered.length === 0 && us >= this.#runFromUs && us < this.#runFromUs + NEAR_S * 1e6) return
    this.#start(us)
  }

  close(): void {
    this.#run?.abort()
    URL.revokeObjectURL(this.url)
  }

  #start(fromUs: number): void {
    const before = this.#run
    before?.abort()
    const run = new AbortController()
    this.#run = run
    this.#runFromUs = fromUs
    this.#feed(fromUs, run.signal).catch(() => {
      if (!run.signal.aborted) this.#onFault()
    })
  }

  async #feed(fromUs: number, signal: AbortSignal): Promise<void> {
    const response = await fetch(`${this.#href}?from=${Math.floor(fromUs)}`, { signal })
    const startUs = Number(response.headers.get('x-start-us') ?? Number.NaN)
    if (!response.ok || response.body === null || !Number.isFinite(startUs))
      throw new Error('no converted footage')
    const reader = response.body.getReader()
    let head: Uint8Array<ArrayBuffer> = new Uint8Array()
    let buffer: SourceBuffer | undefined
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- a stream is read in order
      const { done, value } = await reader.read()
      if (done) break
      if (buffer === undefined) {
        head = joinBytes(head, value)
        const length = initLength(head)
        if (length === undefined) continue
        buffer = await this.#prepared(mimeOf(head.subarray(0, length)), startUs, signal)
        await append(buffer, head, signal)
        continue
      }
      await this.#roomAhead(signal)
      await this.#forget(buffer, signal)
      await append(buffer, value, signal)
    }
    if (!signal.aborted && this.#media.readyState === 'open') this.#media.endOfStream()
  }

  /** The one source buffer, emptied, on the recording's clock. */
  async #prepared(mime: string | undefined, startUs: number, signal: AbortSignal): Promise<SourceBuffer> {
    if (mime === undefined || !MediaSource.isTypeSupported(mime)) throw new Error('not H.264')
    const known = this.#media.sourceBuffers[0]
    const buffer = known ?? this.#media.addSourceBuffer(mime)
    // A fragmented file names no duration, which would make it endless; an endless one cannot be sought in before some
    // of it has arrived (Media Source Extensions, "HTMLMediaElement Extensions", seekable).
    if (known === undefined) this.#media.duration = mediaTime(this.#toUs)
    if (known !== undefined) {
      if (known.updating) await settled(known, signal)
      if (this.#media.readyState === 'open') known.abort()
      known.remove(0, Number.POSITIVE_INFINITY)
      await settled(known, signal)
    }
    buffer.timestampOffset = mediaTime(startUs)
    return buffer
  }

  async #roomAhead(signal: AbortSignal): Promise<void> {
    while (this.#bufferedUntil() - this.#video.currentTime > AHEAD_S)
      // oxlint-disable-next-line no-await-in-loop -- waits for the picture to move on
      await heard(this.#video, ['timeupdate', 'seeked'], signal)
  }

  async #forget(buffer: SourceBuffer, signal: AbortSignal): Promise<void> {
    const until = this.#video.currentTime - BEHIND_S
    if (buffer.buffered.length === 0 || buffer.buffered.start(0) > until - BEHIND_S) return
    buffer.remove(0, until)
    await settled(buffer, signal)
  }

  #bufferedUntil(): number {
    const { buffered } = this.#video
    return buffered.length === 0 ? 0 : buffered.end(buffered.length - 1)
  }
}

async function append(
  buffer: SourceBuffer,
  bytes: Uint8Array<ArrayBuffer>,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted()
  buffer.appendBuffer(bytes)
  await settled(buffer, signal)
}

const settled = (buffer: SourceBuffer, signal: AbortSignal): Promise<void> =>
  heard(buffer, ['updateend'], signal)

/** The first of these events; rejects once the run is over. */
function heard(target: EventTarget, events: readonly string[], signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const over = new AbortController()
    const done = (settle: () => void) => () => {
      over.abort()
      settle()
    }
    for (const event of events) target.addEventListener(event, done(resolve), { signal: over.signal })
    if (signal.aborted) done(() => reject(signal.reason as Error))()
    else
      signal.addEventListener(
        'abort',
        done(() => reject(signal.reason as Error)),
        { signal: over.signal },
      )
  })
}

function joinBytes(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}

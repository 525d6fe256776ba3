import { pipedInput, stream } from '../../native/ffmpeg/ffmpeg.ts'
import type { Interval } from '../domain/recording.ts'
import { clipPieces, heldClip } from './clip.ts'
import { covering, type Fragment, firstWhere, LayoutReader, withIndex } from './fragments.ts'
import type { Shelved } from './shelf.ts'

/** What `footage://viewing/<viewingId>/<recordingId>` answers. */
export interface Played {
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: ReadableStream<Uint8Array> | null
}

/** Told which stretch of the recording (µs) is about to leave, before it does. If it throws, nothing leaves. */
export type OnServed = (fromUs: number, toUs: number) => void

/** Read at once; a whole number of sealed chunks, so that none is decrypted twice. */
const BATCH_BYTES = 512 * 1024

/**
 * The stretch of a recording as one MP4 with an index, or the range of it that was asked for (RFC 9110 § 14; several
 * ranges at once are answered with everything, as it allows). Only the fragments that overlap the stretch are in it, so
 * up to one group of pictures before and after.
 *
 * The file keeps the recording's clock (seen in Chromium 130): `currentTime` is the time since the recording's first
 * frame whatever the file begins with, `duration` is where the file ends on that clock. A file that begins in the middle
 * shows its first frame until somebody seeks, with `currentTime` 0 before any picture has come and that frame's time
 * after; a seek to before it goes there too.
 */
export function playDirect(
  shelved: Shelved,
  stretch: Interval,
  range: string | undefined,
  onServed: OnServed,
): Played {
  const { layout, header } = shelved
  const chosen = covering(layout.fragments, stretch.fromUs, stretch.toUs)
  const fragments = layout.fragments.slice(chosen.first, chosen.last + 1)
  const head = withIndex(header, fragments)
  const sizeBytes = head.length + chosen.end - chosen.offset
  const headers = { 'content-type': 'video/mp4', 'accept-ranges': 'bytes' }
  const asked = askedBytes(range, sizeBytes)
  if (asked === 'unsatisfiable')
    return { status: 416, headers: { ...headers, 'content-range': `bytes */${sizeBytes}` }, body: null }
  const { from, to } = asked ?? { from: 0, to: sizeBytes }
  const shift = chosen.offset - head.length
  const tell = releasedIn(fragments, onServed)
  let at = from
  const next = async () => {
    if (at >= to) return undefined
    const begin = at
    if (begin < head.length) {
      at = Math.min(to, head.length)
      return head.subarray(begin, at)
    }
    const aligned = Math.floor((begin + shift) / BATCH_BYTES + 1) * BATCH_BYTES - shift
    at = Math.min(to, aligned)
    const bytes = await shelved.read(begin + shift, at + shift)
    tell(begin + shift, at + shift)
    return bytes
  }
  return {
    status: asked === undefined ? 200 : 206,
    headers: {
      ...headers,
      'content-length': String(to - from),
      ...(asked === undefined ? {} : { 'content-range': `bytes ${from}-${to - 1}/${sizeBytes}` }),
    },
    body: bodyOf(next, shelved.ended),
  }
}

/** The bytes [from, to) that a Range header asks for; nothing where there is none that has to be followed. */
function askedBytes(
  range: string | undefined,
  sizeBytes: number,
): { from: number; to: number } | 'unsatisfiable' | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(range ?? '') ?? []
  if (first === '' && last === '') return undefined
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined
  const from = first === '' ? Math.max(0, sizeBytes - Number(last)) : Number(first)
  const to = first === '' || last === '' ? sizeBytes : Math.min(sizeBytes, Number(last) + 1)
  return from < to ? { from, to } : 'unsatisfiable'
}

/** Tells each fragment once, when the first of its bytes is due. */
function releasedIn(fragments: readonly Fragment[], onServed: OnServed): (from: number, to: number) => void {
  const told = new Set<number>()
  return (from, to) => {
    let index = firstWhere(fragments, ({ offset, sizeBytes }) => offset + sizeBytes > from)
    for (let each = fragments[index]; each !== undefined && each.offset < to; each = fragments[++index]) {
      if (told.has(index)) continue
      onServed(each.startUs, fragments[index + 1]?.startUs ?? each.startUs + each.durationUs)
      told.add(index)
    }
  }
}

/** Small fragments, so that the first picture comes soon; a key frame every 15 frames, so that a seek within them is quick. */
const TO_H264 = [
  '-map 0:v:0 -an -sn -dn -vf pad=ceil(iw/2)*2:ceil(ih/2)*2 -pix_fmt yuv420p',
  '-c:v libx264 -preset ultrafast -tune zerolatency -g 15',
  // Frames keep their own times instead of being set to a steady rate.
  '-fps_mode passthrough -enc_time_base 1:90000',
  '-movflags frag_keyframe+empty_moov+default_base_moof+skip_trailer -frag_duration 500000 -f mp4 pipe:1',
].flatMap((options) => options.split(' '))

/**
 * The stretch from the keyframe at or before `fromUs` on, as H.264 for Media Source Extensions: for what the browser
 * cannot decode. It states no duration: until a page sets `MediaSource.duration`, Chromium drops every seek to where
 * nothing is buffered yet. Times in it begin at 0; the header `x-start-us` says which µs of the recording that is. Converting
 * goes on at the reader's pace and ends with the reader, the signal, or the viewing. Answered once the first bytes are
 * there: rejects with `FfmpegMissing`, `FfmpegFailed`, or a refusal of `footage-damaged`.
 */
export async function playConverted(
  shelved: Shelved,
  stretch: Interval,
  fromUs: number,
  signal: AbortSignal,
  onServed: OnServed,
): Promise<Played> {
  const clip = heldClip(shelved, fromUs, stretch.toUs)
  const startUs = fromUs - clip.skipUs
  const left = new AbortController()
  const pieces = stream(['-loglevel', 'error', ...pipedInput(), ...TO_H264], {
    input: clipPieces(clip, shelved.read),
    signal: AbortSignal.any([signal, shelved.ended, left.signal]),
  })
  const layout = new LayoutReader()
  const read = async () => {
    const { value, done } = await pieces.next()
    if (done) return undefined
    for (const shown of layout.push(value)) onServed(startUs + shown.startUs, startUs + shown.endUs)
    return value
  }
  const leave = async () => {
    left.abort()
    await pieces.return(undefined)
  }
  let first = await read().catch(async (error: unknown) => {
    await leave()
    throw error
  })
  const next = async () => {
    const bytes = first ?? (await read())
    first = undefined
    return bytes
  }
  return {
    status: 200,
    headers: { 'content-type': 'video/mp4', 'x-start-us': String(startUs) },
    body: bodyOf(next, shelved.ended, leave),
  }
}

/**
 * A body that asks for the next bytes when its reader does. A reader that leaves while some are on the way must not
 * meet them: `enqueue` on a cancelled stream throws ERR_INVALID_STATE out of reach of everybody.
 */
function bodyOf(
  next: () => Promise<Uint8Array | undefined>,
  ended: AbortSignal,
  leave: () => Promise<void> = async () => {},
): ReadableStream<Uint8Array> {
  let isOpen = true
  let end = () => {}
  const settle = () => {
    isOpen = false
    ended.removeEventListener('abort', end)
  }
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        end = () => {
          settle()
          controller.error(ended.reason)
        }
        ended.addEventListener('abort', end)
      },
      async pull(controller) {
        try {
          const bytes = await next()
          if (!isOpen) return
          if (bytes !== undefined) return controller.enqueue(bytes)
          settle()
          controller.close()
        } catch (error) {
          if (!isOpen) return
          settle()
          controller.error(error)
          await leave()
        }
      },
      async cancel() {
        settle()
        await leave()
      },
    },
    { highWaterMark: 0 },
  )
}

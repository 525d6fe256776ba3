import { type FileHandle, open, stat } from 'node:fs/promises'
import { FfmpegFailed, fileInput, findFfprobe, run } from './ffmpeg.ts'

/** A frame rate as an exact fraction: 30000/1001 is not 29.97. */
export interface Rate {
  readonly num: number
  readonly den: number
}

/** The picture of a file. Width and height are as shown (turned, if the file says so), in pixels. */
export interface VideoStream {
  /** ffmpeg's name of the codec, such as `h264` or `hevc`. */
  readonly codec: string
  readonly width: number
  readonly height: number
  readonly fps: Rate
  /** Only where the container states it. */
  readonly frameCount?: number
  readonly pixFormat: string
}

/** What a file holds, as far as it can be told without reading all of it. */
export interface Probe {
  /** ffmpeg's name of the container, such as `mov,mp4,m4a,3gp,3g2,mj2`. */
  readonly container: string
  readonly video: VideoStream
  readonly durationUs: number
  readonly audioTracks: number
}

/** Why a file cannot be played. */
export type UnplayableReason = 'empty' | 'truncated' | 'unknown-codec' | 'no-video' | 'not-a-video'

/** The file holds no picture that this machine can decode. */
export class Unplayable extends Error {
  override readonly name = 'Unplayable'
  readonly reason: UnplayableReason

  constructor(reason: UnplayableReason, cause?: unknown) {
    super(`the file cannot be played: ${reason}`, { cause })
    this.reason = reason
  }
}

/**
 * What the file holds, and the proof that its first picture can be decoded. Reads ffprobe where there is one, otherwise
 * what ffmpeg itself prints. Throws `Unplayable`; `FfmpegMissing` when there is no ffmpeg; the system's error when
 * the file is not there. An MP4 or AVI shorter than it says is `truncated`; a cut MPEG-TS plays as far as it goes.
 */
export async function probe(path: string, signal?: AbortSignal): Promise<Probe> {
  if ((await stat(path)).size === 0) throw new Unplayable('empty')
  const banner = await decodeOnePicture(path, signal)
  if (await isCutShort(path)) throw new Unplayable('truncated')
  const found = findFfprobe() === undefined ? readBanner(banner) : await askFfprobe(path, signal)
  if (!(found.video.width > 0 && found.video.height > 0 && found.video.fps.num > 0)) {
    throw new Unplayable('unknown-codec')
  }
  return found
}

/** Pictures in a file, counted one by one without decoding them. Throws as `run` does. */
export async function countFrames(path: string, signal?: AbortSignal): Promise<number> {
  let frames = 0
  const args = ['-loglevel', 'error', ...fileInput(path), '-map', '0:v:0', '-c', 'copy', '-f', 'null', '-']
  await run(args, {
    signal,
    onProgress: ({ frame }) => {
      frames = frame
    },
  })
  return frames
}

/** Decodes the first picture and answers what ffmpeg printed about the file on the way. */
async function decodeOnePicture(path: string, signal?: AbortSignal): Promise<string> {
  const args = ['-loglevel', 'info', ...fileInput(path), '-map', '0:v:0', '-frames:v', '1', '-f', 'null', '-']
  try {
    const { stderr } = await run(args, { signal })
    if (!/frame=\s*[1-9]/.test(stderr)) throw new Unplayable(pictureStream(stderr) ? 'truncated' : 'no-video')
    return stderr
  } catch (error) {
    if (!(error instanceof FfmpegFailed)) throw error
    throw new Unplayable(await reasonOf(path, error.tail), error)
  }
}

async function reasonOf(path: string, tail: string): Promise<UnplayableReason> {
  // A name ending in .mp4 is enough for ffmpeg to look for an index in any file at all.
  if (/moov atom not found/.test(tail)) return (await startsAsMp4(path)) ? 'truncated' : 'not-a-video'
  if (/partial file/.test(tail)) return 'truncated'
  if (/Stream map '0:v:0' matches no streams/.test(tail)) return 'no-video'
  if (/Decoder .*not found|Decoder \(codec none\)|unspecified size/.test(tail)) return 'unknown-codec'
  if (/Invalid data found|not on whitelist|End of file/.test(tail)) {
    return (await isCutShort(path)) ? 'truncated' : 'not-a-video'
  }
  return 'unknown-codec'
}

interface FfprobeAnswer {
  format?: { format_name?: string; duration?: string }
  streams?: {
    codec_type?: string
    codec_name?: string
    width?: number
    height?: number
    pix_fmt?: string
    avg_frame_rate?: string
    r_frame_rate?: string
    nb_frames?: string
    duration?: string
    side_data_list?: { rotation?: number }[]
  }[]
}

async function askFfprobe(path: string, signal?: AbortSignal): Promise<Probe> {
  const args = ['-v', 'error', '-show_format', '-show_streams', '-of', 'json', ...fileInput(path)]
  const { stdout } = await run(args, { program: 'ffprobe', signal })
  const answer = JSON.parse(stdout) as FfprobeAnswer
  const streams = answer.streams ?? []
  const video = streams.find((each) => each.codec_type === 'video')
  if (video === undefined) throw new Unplayable('no-video')
  const turn = video.side_data_list?.find((side) => side.rotation !== undefined)?.rotation ?? 0
  const [width, height] = turned(video.width ?? 0, video.height ?? 0, turn)
  const frameCount = Number(video.nb_frames)
  return {
    container: answer.format?.format_name ?? '',
    video: {
      codec: video.codec_name ?? '',
      width,
      height,
      fps: chooseRate(fraction(video.avg_frame_rate), fraction(video.r_frame_rate)),
      ...(frameCount > 0 ? { frameCount } : {}),
      pixFormat: video.pix_fmt ?? '',
    },
    durationUs: micros(answer.format?.duration ?? video.duration),
    audioTracks: streams.filter((each) => each.codec_type === 'audio').length,
  }
}

const STREAM = /^ *Stream #0:\d+.*?: (Video|Audio): (.*)$/gm

function pictureStream(banner: string): string | undefined {
  const input = banner.split(/^Stream mapping:/m)[0] ?? ''
  return [...input.matchAll(STREAM)].find((match) => match[1] === 'Video')?.[2]
}

/** Reads ffmpeg's description of the first input: `Video: h264 (High) (avc1 / 0x3163), yuv420p(tv), 768x576 [SAR 1:1], 10 fps, 10 tbr`. */
export function readBanner(banner: string): Probe {
  const input = banner.split(/^Stream mapping:/m)[0] ?? ''
  const picture = pictureStream(banner)
  if (picture === undefined) throw new Unplayable('no-video')
  const outside = picture.replace(/\([^()]*(\([^()]*\)[^()]*)*\)/g, '').replace(/\[[^\]]*\]/g, '')
  const size = /, (\d+)x(\d+)/.exec(outside)
  const turn = Number(/rotation of (-?[\d.]+) degrees/.exec(input)?.[1] ?? 0)
  const [width, height] = turned(Number(size?.[1] ?? 0), Number(size?.[2] ?? 0), turn)
  const clock = /Duration: (\d+):(\d\d):(\d\d\.\d+)/.exec(input)
  const seconds = clock ? Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3]) : 0
  return {
    container: /^Input #0, (.+), from /m.exec(input)?.[1] ?? '',
    video: {
      codec: /^\w+/.exec(picture)?.[0] ?? '',
      width,
      height,
      fps: chooseRate(
        decimal(/, ([\d.]+k?) fps/.exec(outside)?.[1]),
        decimal(/, ([\d.]+k?) tbr/.exec(outside)?.[1]),
      ),
      pixFormat: /^[^,]+, (\w+)/.exec(outside)?.[1] ?? '',
    },
    durationUs: Math.round(seconds * 1e6),
    audioTracks: [...input.matchAll(STREAM)].filter((match) => match[1] === 'Audio').length,
  }
}

function turned(width: number, height: number, degrees: number): [number, number] {
  return Math.abs(Math.round(degrees / 90)) % 2 === 1 ? [height, width] : [width, height]
}

function micros(seconds: string | undefined): number {
  const value = Number(seconds)
  return Number.isFinite(value) ? Math.max(0, Math.round(value * 1e6)) : 0
}

function fraction(text: string | undefined): Rate | undefined {
  const [num = 0, den = 0] = (text ?? '').split('/').map(Number)
  return num > 0 && den > 0 ? { num, den } : undefined
}

/** ffmpeg prints two decimals: 29.97 stands for 30000/1001, and so on for its kin. */
function decimal(text: string | undefined): Rate | undefined {
  const value = Number(text?.replace('k', '')) * (text?.endsWith('k') ? 1000 : 1)
  if (!(value > 0)) return undefined
  const ntsc = Math.round((value * 1001) / 1000) * 1000
  if (!Number.isInteger(value) && Math.abs(ntsc / 1001 - value) < 0.006) return { num: ntsc, den: 1001 }
  return simplest(Math.round(value * 100), 100)
}

/**
 * The rate both passes run at. The stream's base rate is taken when the average agrees with it (time stamps jitter in
 * MPEG-TS); otherwise the file has a variable rate, and the average keeps the number of pictures about the same.
 */
function chooseRate(average: Rate | undefined, base: Rate | undefined): Rate {
  if (average === undefined || base === undefined) return average ?? base ?? { num: 0, den: 1 }
  const [mean, nominal] = [average.num / average.den, base.num / base.den]
  if (Math.abs(mean - nominal) / mean <= 0.02) return base
  return average.den <= 1001 ? average : simplest(Math.max(1, Math.round(mean * 1000)), 1000)
}

function simplest(num: number, den: number): Rate {
  let [a, b] = [num, den]
  while (b > 0) [a, b] = [b, a % b]
  return { num: num / a, den: den / a }
}

/**
 * Whether an MP4 (ISO/IEC 14496-12 § 4.2, a chain of boxes) or an AVI (RIFF chunks) says that it is longer than it is.
 * ffmpeg opens such files without a word and stops early.
 */
async function isCutShort(path: string): Promise<boolean> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const first = await bytesAt(file, 0)
    // A RIFF file is padded to an even length, and not every writer adds the last byte.
    if (first.toString('latin1', 0, 4) === 'RIFF') return first.readUInt32LE(4) + 8 > size + 1
    if (!isMp4Box(first)) return false
    let at = 0
    while (at < size) {
      if (size - at < 8) return true
      const head = await bytesAt(file, at)
      const short = head.readUInt32BE(0)
      if (short === 0) return false
      const length = short === 1 ? Number(head.readBigUInt64BE(8)) : short
      if (length < 8) return false
      at += length
    }
    return at > size
  } finally {
    await file.close()
  }
}

async function startsAsMp4(path: string): Promise<boolean> {
  const file = await open(path, 'r')
  try {
    return isMp4Box(await bytesAt(file, 0))
  } finally {
    await file.close()
  }
}

function isMp4Box(head: Buffer): boolean {
  return ['ftyp', 'moov', 'mdat', 'styp', 'free', 'skip', 'wide'].includes(head.toString('latin1', 4, 8))
}

async function bytesAt(file: FileHandle, position: number): Promise<Buffer> {
  const bytes = Buffer.alloc(16)
  await file.read(bytes, 0, 16, position)
  return bytes
}

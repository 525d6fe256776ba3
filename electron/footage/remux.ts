import { fileInput, pipedInput, type RunOptions, run, stream } from '../../native/ffmpeg/ffmpeg.ts'
import type { Probe } from '../../native/ffmpeg/probe.ts'
import type { PlayMode } from '../domain/recording.ts'

/** How a source file becomes a stored recording. */
export interface Remux {
  /** The codec of what is stored. */
  readonly codec: string
  readonly playMode: PlayMode
  /** Whether the source's frames are copied as they are, so that the counts must agree. */
  readonly copies: boolean
  readonly args: readonly string[]
}

/** What ffmpeg writes into MP4 and reads again. */
const HELD_BY_MP4 = new Set(['h264', 'hevc', 'av1', 'vp9', 'mpeg4', 'mpeg1video', 'mpeg2video', 'mjpeg'])
/** Bare pictures without any time: copied, they would all stand at 0. */
const WITHOUT_TIMES = new Set(['h264', 'hevc', 'mjpeg', 'mpegvideo', 'm4v'])
const PLAYED_BY_CHROMIUM = new Set(['h264', 'av1', 'vp9'])

/**
 * Decides between copying the bitstream and encoding it anew as H.264: what MP4 cannot hold, what has no times, and
 * H.264 or HEVC in AVI with B-frames (AVI keeps one time per frame, in the order of decoding: copied, they would be shown
 * out of order).
 */
export async function planRemux(
  path: string,
  { container, video }: Probe,
  signal?: AbortSignal,
): Promise<Remux> {
  const isDisordered = container === 'avi' && /^(h264|hevc)$/.test(video.codec)
  const copies =
    HELD_BY_MP4.has(video.codec) &&
    !WITHOUT_TIMES.has(container) &&
    !(isDisordered && (await hasBFrames(path, signal)))
  const codec = copies ? video.codec : 'h264'
  return {
    codec,
    playMode: PLAYED_BY_CHROMIUM.has(codec) ? 'direct' : 'converted',
    copies,
    args: copies ? copying(codec) : ENCODING,
  }
}

async function hasBFrames(path: string, signal?: AbortSignal): Promise<boolean> {
  const filter = ['-map', '0:v:0', '-vf', 'select=eq(pict_type\\,B)', '-frames:v', '1']
  const args = ['-loglevel', 'error', '-t', '20', ...fileInput(path), ...filter, '-f', 'framecrc', 'pipe:1']
  const { stdout } = await run(args, { signal })
  return /^[^#]/m.test(stdout)
}

/** The first frame stands at 0, whatever the source's times begin with and whatever started before the picture. */
const FROM_ZERO = 'setts=pts=PTS-STARTPTS:dts=DTS-STARTPTS'

function copying(codec: string): string[] {
  // Old AVI writers pack a B-frame together with another frame, which MP4 does not allow.
  const filters = codec === 'mpeg4' ? `mpeg4_unpack_bframes,${FROM_ZERO}` : FROM_ZERO
  return ['-c:v', 'copy', '-bsf:v', filters, ...(codec === 'hevc' ? ['-tag:v', 'hvc1'] : [])]
}

const ENCODING = [
  '-vf pad=ceil(iw/2)*2:ceil(ih/2)*2 -pix_fmt yuv420p -fps_mode passthrough -enc_time_base 1:90000',
  `-c:v libx264 -preset veryfast -crf 18 -bf 0 -g 50 -bsf:v ${FROM_ZERO}`,
].flatMap((options) => options.split(' '))

/**
 * The source as the fragmented MP4 that is stored (see fragments.ts): picture only, without sound, titles or metadata.
 * A fragment begins at a keyframe and is at least a second long (MJPEG has nothing but keyframes). `delay_moov` writes
 * the header with the first fragment, when ffmpeg knows by how much B-frames shift the picture, and so lets it stand
 * at 0 for every reader. Throws as `stream` does.
 */
export function remuxed(path: string, { args }: Remux, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  return asFragments(['-fflags', '+genpts', ...fileInput(path)], args, { signal })
}

/**
 * Some fragments of a stored recording, with its header before them, as a recording of their own. Frames are copied but for
 * those that are shown before the first keyframe: they lean on frames that are not there (open groups of pictures). The
 * keyframe is then decoded as much later as they would have taken, or the recording would seem longer than it is.
 */
export function cutOut(
  clip: AsyncIterable<Uint8Array>,
  codec: string,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const dts = 'if(eq(N,0),max(DTS,NEXT_DTS-DURATION),DTS)-STARTPTS'
  const filters = `noise=drop='lt(pts,startpts)',setts=pts=PTS-STARTPTS:dts='${dts}'`
  const args = ['-c:v', 'copy', '-bsf:v', filters, ...(codec === 'hevc' ? ['-tag:v', 'hvc1'] : [])]
  return asFragments(pipedInput(), args, { input: clip, signal })
}

function asFragments(
  input: readonly string[],
  args: readonly string[],
  options: RunOptions,
): AsyncGenerator<Uint8Array> {
  const picture = ['-map', '0:v:0', '-an', '-sn', '-dn', '-map_metadata', '-1', '-map_chapters', '-1']
  const layout = ['-movflags', 'frag_keyframe+delay_moov+default_base_moof+skip_trailer']
  const out = [...layout, '-min_frag_duration', '1000000', '-f', 'mp4', 'pipe:1']
  return stream(['-loglevel', 'error', ...input, ...picture, ...args, ...out], options)
}

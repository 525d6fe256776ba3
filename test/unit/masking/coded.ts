import { run, stream } from '../../../native/ffmpeg/ffmpeg.ts'

/** Pictures that carry their own number: ten squares along the top edge, white for a 1. */

export const WIDTH = 640
export const HEIGHT = 360
export const PER_SECOND = 25
const SQUARE = 32
const BITS = 10
const PICTURE = (WIDTH * HEIGHT * 3) / 2

/** Ground of the pictures, below the squares: grey with a strong colour. */
export const GROUND = { y: 120, u: 180, v: 60 }

async function* pictures(count: number, from: number): AsyncGenerator<Uint8Array> {
  for (let number = from; number < from + count; number++) {
    const picture = new Uint8Array(PICTURE)
    picture.fill(GROUND.y, 0, WIDTH * HEIGHT)
    picture.fill(GROUND.u, WIDTH * HEIGHT, (WIDTH * HEIGHT * 5) / 4)
    picture.fill(GROUND.v, (WIDTH * HEIGHT * 5) / 4)
    for (let bit = 0; bit < BITS; bit++) {
      const shade = (number >> bit) & 1 ? 235 : 16
      for (let row = 0; row < SQUARE; row++) {
        picture.fill(shade, row * WIDTH + bit * SQUARE, row * WIDTH + (bit + 1) * SQUARE)
      }
    }
    yield picture
  }
}

const raw = ['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-s', `${WIDTH}x${HEIGHT}`, '-r', String(PER_SECOND)]

/** Writes numbered pictures, 25 a second, as H.264 with B-frames unless `encoding` says otherwise. */
export async function writeCoded(
  path: string,
  count: number,
  from = 0,
  encoding: string[] = [],
): Promise<void> {
  const h264 = ['-c:v', 'libx264', '-preset', 'veryfast', '-bf', '3', '-g', '50', '-crf', '16']
  const sound = ['-f', 'lavfi', '-i', `sine=duration=${count / PER_SECOND}`, '-c:a', 'aac']
  const titles = ['-metadata', 'title=홍길동', '-metadata', 'comment=서버실 3번']
  await run(
    ['-loglevel', 'error', '-y', ...raw, '-i', 'pipe:0', ...sound, ...titles, ...h264, ...encoding, path],
    { input: pictures(count, from) },
  )
}

/** A picture that came out: its number, and what is to be seen at a place of it. */
export class CodedPicture {
  private readonly bytes: Uint8Array

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }

  get number(): number {
    let number = 0
    for (let bit = 0; bit < BITS; bit++) if (this.at(bit * SQUARE + 16, 16).y > 128) number |= 1 << bit
    return number
  }

  at(x: number, y: number): { y: number; u: number; v: number } {
    const half = Math.floor(y / 2) * (WIDTH / 2) + Math.floor(x / 2)
    return {
      y: this.bytes[y * WIDTH + x] ?? -1,
      u: this.bytes[WIDTH * HEIGHT + half] ?? -1,
      v: this.bytes[(WIDTH * HEIGHT * 5) / 4 + half] ?? -1,
    }
  }
}

/** The pictures that ffmpeg makes of an input and filters, one after the other. */
export async function readCoded(
  args: readonly string[],
  filters = 'null',
  input?: AsyncIterable<Uint8Array>,
): Promise<CodedPicture[]> {
  const call = ['-loglevel', 'error', ...args, '-map', '0:v:0', '-vf', filters, '-fps_mode', 'passthrough']
  const output = ['-f', 'rawvideo', '-pix_fmt', 'yuv420p', 'pipe:1']
  const bytes = stream([...call, ...output], input === undefined ? {} : { input })
  const found: CodedPicture[] = []
  let rest = Buffer.alloc(0)
  for await (const chunk of bytes) {
    rest = Buffer.concat([rest, chunk])
    while (rest.length >= PICTURE) {
      found.push(new CodedPicture(Uint8Array.prototype.slice.call(rest, 0, PICTURE)))
      rest = rest.subarray(PICTURE)
    }
  }
  return found
}

import { type RunOptions, stream } from '../../native/ffmpeg/ffmpeg.ts'

/** Pictures that ffmpeg may be ahead of whoever looks at them. */
const QUEUED_PICTURES = 16

/** What ffmpeg reads (its arguments up to `-i`), the filters that end in `[o]`, and what each picture of `[o]` is. */
interface Making {
  readonly args: readonly string[]
  readonly graph: string
  readonly format: 'bgr24' | 'gray'
  /** Length of one picture. */
  readonly bytes: number
}

/** The pictures that ffmpeg makes, one by one, each in a buffer that is used again two pictures later. Throws as `stream`. */
export function rawPictures(
  { args, graph, format, bytes }: Making,
  running: Pick<RunOptions, 'input' | 'signal' | 'onChild'>,
): AsyncGenerator<Uint8Array> {
  // While a network looks, nobody reads the pipe: pictures are queued on ffmpeg's side, so that it goes on meanwhile.
  const queue = ['-f', 'fifo', '-fifo_format', 'rawvideo', '-queue_size', String(QUEUED_PICTURES)]
  const raw = ['-c:v', 'rawvideo', '-pix_fmt', format, ...queue, 'pipe:1']
  const output = ['-map', '[o]', '-fps_mode', 'passthrough', ...raw]
  return cut(stream(['-loglevel', 'error', ...args, '-filter_complex', graph, ...output], running), bytes)
}

/** Cuts a stream of bytes into pieces of one length. Each is handed out in a buffer that is used again two pieces later. */
async function* cut(bytes: AsyncIterable<Uint8Array>, length: number): AsyncGenerator<Uint8Array> {
  const buffers = [new Uint8Array(length), new Uint8Array(length), new Uint8Array(length)]
  let turn = 0
  let filled = 0
  for await (const chunk of bytes) {
    for (let at = 0; at < chunk.length; ) {
      const buffer = buffers[turn] as Uint8Array
      const piece = chunk.subarray(at, at + length - filled)
      buffer.set(piece, filled)
      filled += piece.length
      at += piece.length
      if (filled < length) continue
      yield buffer
      turn = (turn + 1) % buffers.length
      filled = 0
    }
  }
  if (filled > 0) throw new Error('ffmpeg ended in the middle of a picture')
}

/** Asks for the next one while the last is being worked on, so that decoding goes on during detection. */
export async function* readAhead<T>(source: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = source.next()
  try {
    for (let step = await next; step.done !== true; step = await next) {
      next = source.next()
      yield step.value
    }
  } finally {
    await next.catch(() => {})
    await source.return(undefined)
  }
}

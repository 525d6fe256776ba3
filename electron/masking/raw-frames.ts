/** Cuts a stream of bytes into pieces of one length. Each is handed out in a buffer that is used again two pieces later. */
export async function* cut(bytes: AsyncIterable<Uint8Array>, length: number): AsyncGenerator<Uint8Array> {
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

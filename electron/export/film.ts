import { type FileHandle, open } from 'node:fs/promises'
import { probe } from '../../native/ffmpeg/probe.ts'

/** H.264's High profile as `avcC` numbers it (ISO/IEC 14496-15). */
const HIGH = 100
/** Boxes that hold boxes, as far as a film is looked into. */
const PARENTS = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl', 'udta', 'meta'])
/** Boxes of an index that says nothing but where pictures are; ffmpeg adds a list of metadata with nothing in it. */
const PLAIN = new Set(
  'moov mvhd trak tkhd edts mdia mdhd hdlr minf vmhd dinf stbl stsd stts stss ctts stsc stsz stco co64 udta meta ilst'.split(
    ' ',
  ),
)
const AROUND = new Set(['ftyp', 'moov', 'free', 'mdat'])
const LARGEST_INDEX = 512 * 2 ** 20

/**
 * Throws unless the film plays everywhere and tells nothing but its picture: one H.264 stream (High, 4:2:0, 8 bits) of the given
 * size, its index in front, and no metadata of any kind (domain MK-7).
 */
export async function checkFilm(
  path: string,
  size: { width: number; height: number },
  signal: AbortSignal,
): Promise<void> {
  const { video, audioTracks } = await probe(path, signal)
  const { order, inside, profile } = await boxes(path)
  const faults = [
    video.codec !== 'h264' || profile !== HIGH ? 'codec' : '',
    video.pixFormat !== 'yuv420p' ? 'pixels' : '',
    video.width !== size.width || video.height !== size.height ? 'size' : '',
    audioTracks !== 0 || inside.filter((name) => name === 'trak').length !== 1 ? 'streams' : '',
    order.indexOf('moov') > order.indexOf('mdat') || !order.includes('moov') ? 'index' : '',
    order.some((name) => !AROUND.has(name)) || inside.some((name) => !PLAIN.has(name)) ? 'metadata' : '',
  ].filter((fault) => fault !== '')
  if (faults.length > 0) throw new Error(`the film is not as it has to be: ${faults.join(', ')}`)
}

/** Names of the boxes of an MP4 (ISO/IEC 14496-12): those side by side in the file, those in its index, and the profile. */
async function boxes(path: string): Promise<{ order: string[]; inside: string[]; profile: number }> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const order: string[] = []
    let index: Buffer = Buffer.alloc(0)
    for (let at = 0; at < size; ) {
      const head = boxHead(await read(file, at, 16))
      if (head.size < head.from) throw new Error('the film has a box without an end')
      order.push(head.name)
      if (head.name === 'moov') index = await read(file, at, Math.min(head.size, LARGEST_INDEX))
      at += head.size
    }
    const inside: string[] = []
    walk(index, inside)
    const config = index.indexOf('avcC')
    return { order, inside, profile: config === -1 ? 0 : (index[config + 5] ?? 0) }
  } finally {
    await file.close()
  }
}

function walk(bytes: Buffer, names: string[]): void {
  for (let at = 0; at + 8 <= bytes.length; ) {
    const { name, size, from } = boxHead(bytes.subarray(at))
    names.push(name === 'ilst' && size > from ? 'ilst that says something' : name)
    if (size < from) return
    // A `meta` box begins with its version.
    const inner = name === 'meta' ? from + 4 : from
    if (PARENTS.has(name)) walk(bytes.subarray(at + inner, at + size), names)
    at += size
  }
}

/** A size of 1 says that the real one follows, in eight bytes; none is written that reaches to the end of the file. */
function boxHead(bytes: Buffer): { name: string; size: number; from: number } {
  const short = bytes.readUInt32BE(0)
  const isLong = short === 1
  return {
    name: bytes.toString('latin1', 4, 8),
    size: isLong ? Number(bytes.readBigUInt64BE(8)) : short,
    from: isLong ? 16 : 8,
  }
}

async function read(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const piece = Buffer.alloc(length)
  const { bytesRead } = await file.read(piece, 0, length, at)
  return piece.subarray(0, bytesRead)
}

import { stream } from '../../native/ffmpeg/ffmpeg.ts'

/** The pixels of a JPEG, three bytes each, as a viewer decodes them. */
export function pixelsOf(jpeg: Uint8Array): Promise<Buffer> {
  return decoded(jpeg, 'rgb24')
}

/** The pixels of a JPEG, a byte each. */
export function greyPixels(jpeg: Uint8Array): Promise<Buffer> {
  return decoded(jpeg, 'gray')
}

async function decoded(jpeg: Uint8Array, format: string): Promise<Buffer> {
  const input = (async function* () {
    yield jpeg
  })()
  const args = ['-f', 'jpeg_pipe', '-i', 'pipe:0', '-pix_fmt', format, '-f', 'rawvideo', 'pipe:1']
  const pieces: Uint8Array[] = []
  for await (const piece of stream(args, { input })) pieces.push(piece)
  return Buffer.concat(pieces)
}

/** A photo of many colours as a camera writes it, with EXIF that names a place and carries a thumbnail. */
export async function photo(width: number, height: number): Promise<Buffer> {
  const source = `testsrc2=size=${width}x${height}`
  const pieces: Uint8Array[] = []
  for await (const piece of stream(['-f', 'lavfi', '-i', source, '-frames:v', '1', '-f', 'mjpeg', 'pipe:1']))
    pieces.push(piece)
  const jpeg = Buffer.concat(pieces)
  const tiff = Buffer.from('4d4d002a00000008000000000000', 'hex')
  const exif = Buffer.concat([
    Buffer.from('Exif\0\0'),
    tiff,
    Buffer.from(`${PHOTO_SECRET}\xff\xd8\xff`, 'latin1'),
  ])
  const head = Buffer.from([0xff, 0xe1, 0, 0])
  head.writeUInt16BE(exif.length + 2, 2)
  return Buffer.concat([jpeg.subarray(0, 2), head, exif, jpeg.subarray(2)])
}

/** Stands in the EXIF of every `photo`. */
export const PHOTO_SECRET = 'GPS 37.5663 N 126.9779 E'

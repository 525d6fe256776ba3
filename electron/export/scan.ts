import { crc32, deflateSync, inflateSync } from 'node:zlib'
import { PDFArray, PDFDict, type PDFDocument, PDFName, PDFNumber, PDFRawStream } from '@cantoo/pdf-lib'

/** Pictures of scanned pages, as the scanner put them into the PDF; nothing is drawn, no script is run. */

const PAGES_MAXIMUM = 4
const PICTURES_MAXIMUM = 8
/** Below this a picture is a stamp or a logo, not a page or a strip of one. */
const WIDTH_MINIMUM = 400
const PIXELS_MAXIMUM = 60_000_000
const INFLATED_MAXIMUM = 200 * 2 ** 20

/**
 * The pictures of the first pages, each as a file of its own: JPEG as it is, plain pixels as PNG, fax as TIFF. Pictures in
 * other codings (JBIG2, JPEG 2000) are left out.
 */
export function scannedPictures(pdf: PDFDocument): Uint8Array[] {
  return pdf
    .getPages()
    .slice(0, PAGES_MAXIMUM)
    .flatMap(({ node }) => {
      const drawn = node.Resources()?.lookupMaybe(PDFName.of('XObject'), PDFDict)
      return (drawn?.keys() ?? []).map((key) => drawn?.lookup(key))
    })
    .flatMap((drawn) => (drawn instanceof PDFRawStream ? (asFile(drawn) ?? []) : []))
    .slice(0, PICTURES_MAXIMUM)
}

/** What a stream holds, where it is not packed or by Flate alone; at most 200 MiB. */
export function inflated({ dict, contents }: PDFRawStream): Uint8Array | undefined {
  const filters = namesAt(dict, 'Filter')
  if (filters.length === 0) return contents
  if (filters.length > 1 || filters[0] !== 'FlateDecode') return undefined
  return inflateSync(contents, { maxOutputLength: INFLATED_MAXIMUM })
}

function asFile(stream: PDFRawStream): Uint8Array | undefined {
  const { dict, contents } = stream
  const width = numberAt(dict, 'Width')
  const height = numberAt(dict, 'Height')
  const isPicture = namesAt(dict, 'Subtype')[0] === 'Image'
  if (!isPicture || width < WIDTH_MINIMUM || !(height > 0) || width * height > PIXELS_MAXIMUM)
    return undefined
  const filters = namesAt(dict, 'Filter')
  const coding = filters.join(' ')
  if (coding === 'DCTDecode') return contents
  if (coding === 'FlateDecode DCTDecode') return inflateSync(contents, { maxOutputLength: INFLATED_MAXIMUM })
  if (coding === 'CCITTFaxDecode') return asTiff(stream, width, height)
  if (coding === 'FlateDecode') return asPng(stream, width, height)
  return undefined
}

/** Grey or colour pixels. Rows that were packed by a PNG predictor are what a PNG holds already. */
function asPng(stream: PDFRawStream, width: number, height: number): Uint8Array | undefined {
  const { dict } = stream
  const channels = channelsOf(dict)
  const isMask = dict.get(PDFName.of('ImageMask'))?.toString() === 'true'
  const bits = isMask ? 1 : numberAt(dict, 'BitsPerComponent')
  if (channels === undefined || (bits !== 8 && !(bits === 1 && channels === 1))) return undefined
  const predictor = numberAt(parametersOf(dict), 'Predictor')
  const packed = predictor >= 10
  if (!packed && predictor > 1) return undefined
  const pixels = inflated(stream)
  const rowBytes = Math.ceil((width * channels * bits) / 8)
  if (pixels === undefined || pixels.length < (rowBytes + (packed ? 1 : 0)) * height) return undefined
  const rows = Buffer.alloc((rowBytes + 1) * height)
  if (packed) rows.set(pixels.subarray(0, rows.length))
  else
    for (let row = 0; row < height; row++)
      rows.set(pixels.subarray(row * rowBytes, (row + 1) * rowBytes), row * (rowBytes + 1) + 1)
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([bits, channels === 3 ? 2 : 0], 8)
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows, { level: 1 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(name: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), body])
  const framed = Buffer.alloc(named.length + 8)
  framed.writeUInt32BE(body.length, 0)
  named.copy(framed, 4)
  framed.writeUInt32BE(crc32(named), named.length + 4)
  return framed
}

/** Group 4 fax (ITU-T T.6) in the one strip of a TIFF 6.0 file; other groups are rare in PDFs. */
function asTiff({ dict, contents }: PDFRawStream, width: number, height: number): Uint8Array | undefined {
  if (numberAt(parametersOf(dict), 'K') >= 0) return undefined
  const LONG = 4
  const entries: readonly (readonly [tag: number, value: number])[] = [
    [256, width],
    [257, height],
    [258, 1],
    // Compression: CCITT T.6.
    [259, 4],
    // What fax calls black is drawn black.
    [262, 0],
    [273, 8 + 2 + 9 * 12 + 4],
    [277, 1],
    [278, height],
    [279, contents.length],
  ]
  const head = Buffer.alloc(8 + 2 + entries.length * 12 + 4)
  head.write('II*\0', 'latin1')
  head.writeUInt32LE(8, 4)
  head.writeUInt16LE(entries.length, 8)
  for (const [index, [tag, value]] of entries.entries()) {
    const at = 10 + index * 12
    head.writeUInt16LE(tag, at)
    head.writeUInt16LE(LONG, at + 2)
    head.writeUInt32LE(1, at + 4)
    head.writeUInt32LE(value, at + 8)
  }
  return Buffer.concat([head, contents])
}

/** 1 for grey, 3 for colour; nothing for what would need a palette or a profile to be understood. */
function channelsOf(dict: PDFDict): 1 | 3 | undefined {
  const space = dict.lookup(PDFName.of('ColorSpace'))
  if (space === undefined || space === PDFName.of('DeviceGray')) return 1
  if (space === PDFName.of('DeviceRGB')) return 3
  if (!(space instanceof PDFArray) || space.size() < 2) return undefined
  const family = space.lookup(0)
  if (family === PDFName.of('CalGray')) return 1
  if (family === PDFName.of('CalRGB')) return 3
  const profile = space.lookup(1)
  if (family !== PDFName.of('ICCBased') || !(profile instanceof PDFRawStream)) return undefined
  const channels = numberAt(profile.dict, 'N')
  return channels === 1 || channels === 3 ? channels : undefined
}

function parametersOf(dict: PDFDict): PDFDict | undefined {
  const found = dict.lookup(PDFName.of('DecodeParms'))
  const first = found instanceof PDFArray && found.size() > 0 ? found.lookup(0) : found
  return first instanceof PDFDict ? first : undefined
}

function numberAt(dict: PDFDict | undefined, key: string): number {
  const found = dict?.lookup(PDFName.of(key))
  return found instanceof PDFNumber ? found.asNumber() : 0
}

function namesAt(dict: PDFDict, key: string): string[] {
  const found = dict.lookup(PDFName.of(key))
  const names =
    found instanceof PDFArray ? Array.from({ length: found.size() }, (_, at) => found.lookup(at)) : [found]
  return names.flatMap((name) => (name instanceof PDFName ? [name.decodeText()] : []))
}

const CONTAINERS = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl'])

const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/**
 * Length of the initialisation segment (ftyp and moov, ISO/IEC 14496-12 §8.1) at the head of `bytes`; nothing until all
 * of it has arrived.
 */
export function initLength(bytes: Uint8Array): number | undefined {
  const data = view(bytes)
  for (let offset = 0; offset + 8 <= bytes.length; ) {
    const length = data.getUint32(offset)
    if (length < 8) return undefined
    if (typeAt(bytes, offset) === 'moov') return offset + length <= bytes.length ? offset + length : undefined
    offset += length
  }
  return undefined
}

/**
 * The MIME type MediaSource wants for an initialisation segment, read from its avcC (ISO/IEC 14496-15 §5.3.3.1:
 * profile, compatibility and level are bytes 1 to 3). Nothing where the segment holds no H.264.
 */
export function mimeOf(init: Uint8Array): string | undefined {
  const avcC = findAvcC(init, 0, init.length)
  if (avcC === undefined) return undefined
  const hex = [...init.subarray(avcC + 9, avcC + 12)]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
  return hex.length === 6 ? `video/mp4; codecs="avc1.${hex.toUpperCase()}"` : undefined
}

function findAvcC(bytes: Uint8Array, from: number, to: number): number | undefined {
  const data = view(bytes)
  for (let offset = from; offset + 8 <= to; ) {
    const length = data.getUint32(offset)
    if (length < 8) return undefined
    const type = typeAt(bytes, offset)
    const end = Math.min(offset + length, to)
    if (type === 'avcC') return offset
    // stsd counts its entries first; a visual sample entry has 78 bytes before its own boxes (14496-12 §12.1.3).
    const skip = CONTAINERS.has(type)
      ? 8
      : type === 'stsd'
        ? 16
        : type === 'avc1' || type === 'avc3'
          ? 86
          : undefined
    const inside = skip === undefined ? undefined : findAvcC(bytes, offset + skip, end)
    if (inside !== undefined) return inside
    offset += length
  }
  return undefined
}

const typeAt = (bytes: Uint8Array, offset: number): string =>
  String.fromCharCode(...bytes.subarray(offset + 4, offset + 8))

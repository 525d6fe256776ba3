import { crc32, deflateSync } from 'node:zlib'
import type { Picture } from '../../electron/export/watermark.ts'

/** A transparent PNG of a picture's size with a white bar, half as opaque as its letters, where each of them would stand. */
export function barPicture({ width, height, letterings }: Picture): Uint8Array {
  const rows = Buffer.alloc((width * 4 + 1) * height)
  for (const { x, y, sizePx, maxWidthPx, opacity } of letterings) {
    for (let row = Math.max(0, Math.round(y - sizePx / 2)); row < Math.min(height, y + sizePx / 2); row++) {
      const left = Math.max(0, Math.round(x - maxWidthPx / 2))
      const right = Math.min(width, Math.round(x + maxWidthPx / 2))
      for (let column = left; column < right; column++)
        rows.set([255, 255, 255, Math.round(opacity * 128)], row * (width * 4 + 1) + 1 + column * 4)
    }
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  // Eight bits, RGBA.
  head.set([8, 6, 0, 0, 0], 8)
  const signature = Buffer.from('89504e470d0a1a0a', 'hex')
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
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

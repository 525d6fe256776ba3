// Pictures of scanned pages, decoded by the browser and searched by jsQR (Apache License 2.0), the only code in this page that
// was not written for it.

import jsQR from 'jsqr'
import { codesOn } from './qr.js'

/**
 * @param {Blob} file PNG or JPEG
 * @param {() => Promise<void>} breathe
 * @returns {Promise<string[]>} texts of the QR codes on it; none where it is no picture
 */
export async function codesInFile(file, breathe) {
  const bitmap = await createImageBitmap(file).catch(() => undefined)
  if (bitmap === undefined) return []
  try {
    const canvas = document.createElement('canvas')
    canvas.width = bitmap.width
    canvas.height = bitmap.height
    const context = canvas.getContext('2d', { willReadFrequently: true })
    if (context === null) return []
    context.drawImage(bitmap, 0, 0)
    const { width, height, data } = context.getImageData(0, 0, canvas.width, canvas.height)
    return await codesOn({ width, height, data }, readCode, breathe)
  } finally {
    bitmap.close()
  }
}

/** @type {import('./qr.js').ReadCode} */
export function readCode({ data, width, height }) {
  const found = jsQR(data, width, height, { inversionAttempts: 'dontInvert' })
  if (found === null) return undefined
  const { topLeftCorner, topRightCorner, bottomRightCorner, bottomLeftCorner } = found.location
  const corners = [topLeftCorner, topRightCorner, bottomRightCorner, bottomLeftCorner]
  return { bytes: found.binaryData, corners }
}

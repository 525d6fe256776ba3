import { encode } from 'uqr'
import { Markup } from './paper.ts'

/** White modules around the symbol, without which readers do not find it (ISO/IEC 18004 §9.1). */
const QUIET = 4

/**
 * A text as a QR code (ISO/IEC 18004, byte mode, UTF-8), to scale with its box: one black path, so that it prints sharp
 * at any size. Level M (15 % may be dirt or a fold) is enough for a sheet that lies in a binder.
 */
export function qrCode(text: string): Markup {
  const { data, size } = encode(text, { ecc: 'M', border: QUIET })
  const runs = data.flatMap((row, y) =>
    [...darkRuns(row)].map(([x, length]) => `M${x} ${y}h${length}v1h-${length}z`),
  )
  return new Markup(
    `<svg class="qr" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path d="${runs.join('')}"/></svg>`,
  )
}

/** Where the dark modules of a row begin, and how many there are in a run. */
function* darkRuns(row: readonly boolean[]): Generator<[x: number, length: number]> {
  for (let x = 0; x < row.length; x++) {
    const from = x
    while (row[x] === true) x += 1
    if (x > from) yield [from, x - from]
  }
}

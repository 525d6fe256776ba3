import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MaskPainter, maskGrid } from '../../../electron/masking/mask-picture.ts'

const size = fc.record({
  width: fc.integer({ min: 33, max: 2000 }),
  height: fc.integer({ min: 33, max: 1200 }),
})
const share = fc.double({ min: -0.2, max: 1.2, noNaN: true })

describe('a mask picture', () => {
  it('masks every pixel of an area in all three planes, and no cell that the area does not touch', () => {
    fc.assert(
      fc.property(size, share, share, share, share, ({ width, height }, x, y, w, h) => {
        const area = { x: x * width, y: y * height, w: Math.max(1, w * width), h: Math.max(1, h * height) }
        const painter = new MaskPainter(width, height)
        const { cellPx, columns, rows } = painter.grid
        const picture = painter.paint([area])
        for (let row = 0; row < rows; row++) {
          for (let column = 0; column < columns; column++) {
            const isTouched =
              column * cellPx < area.x + area.w &&
              (column + 1) * cellPx > area.x &&
              row * cellPx < area.y + area.h &&
              (row + 1) * cellPx > area.y
            expect(picture[row * columns + column] === 255).toBe(isTouched)
            if (!isTouched) continue
            const half = Math.floor(row / 2) * (columns / 2) + Math.floor(column / 2)
            expect(picture[rows * columns + half]).toBe(255)
            expect(picture[(rows * columns * 5) / 4 + half]).toBe(255)
          }
        }
      }),
      { numRuns: 40 },
    )
    // A claim for every cell of large pictures: slow on a busy machine.
  }, 60_000)

  it('is as large as the picture or a little larger, and even', () => {
    fc.assert(
      fc.property(size, ({ width, height }) => {
        const { cellPx, columns, rows } = maskGrid(width, height)
        expect([columns % 2, rows % 2]).toEqual([0, 0])
        expect(columns * cellPx - width).toBeGreaterThanOrEqual(0)
        expect(columns * cellPx - width).toBeLessThan(2 * cellPx)
        expect(rows * cellPx - height).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it('counts what it covers of the picture itself', () => {
    const painter = new MaskPainter(1920, 1080)
    expect(painter.shareOf(painter.paint([]))).toBe(0)
    expect(painter.shareOf(painter.paint([{ x: 0, y: 0, w: 1920, h: 1080 }]))).toBe(1)
    expect(painter.shareOf(painter.paint([{ x: 0, y: 0, w: 960, h: 1080 }]))).toBe(0.5)
    const odd = new MaskPainter(645, 361)
    expect(odd.shareOf(odd.paint([{ x: -9, y: -9, w: 900, h: 900 }]))).toBeCloseTo(1)
  })
})

import { expect, test } from 'vitest'
import { watermark } from '../../../electron/export/watermark.ts'

const facts = { requestNumber: '2026-0007', purpose: '지갑 분실 확인', given: 'view', copyNo: 2 } as const

test.each([
  [1920, 1080],
  [352, 240],
  [1080, 1920],
  [706, 578],
])('every text of a watermark lies inside a film of %i×%i', (width, height) => {
  const { letterings, ...size } = watermark(facts, { width, height })
  expect(size).toEqual({ width, height })
  for (const { text, x, y, angle, sizePx, maxWidthPx, opacity } of letterings) {
    expect(text).toContain('열람용·재제공 금지')
    expect(text).toContain('제2026-0007호')
    const [across, down] = [Math.cos(angle), Math.abs(Math.sin(angle))]
    expect(x - (maxWidthPx * across) / 2).toBeGreaterThanOrEqual(0)
    expect(x + (maxWidthPx * across) / 2).toBeLessThanOrEqual(width)
    expect(y - (maxWidthPx * down + sizePx) / 2).toBeGreaterThanOrEqual(0)
    expect(y + (maxWidthPx * down + sizePx) / 2).toBeLessThanOrEqual(height)
    expect(opacity).toBeLessThan(0.7)
  }
})

test('a long purpose is cut, and lines of it become one', () => {
  const purpose = '가'.repeat(30) + '\n' + '나'.repeat(30)
  const [{ text } = { text: '' }] = watermark({ ...facts, purpose }, { width: 1920, height: 1080 }).letterings
  expect(text).toContain(`${'가'.repeat(30)} ${'나'.repeat(9)}…`)
  expect(text).not.toContain('\n')
})

import type { Given } from '../domain/request-form.ts'
import { paper as words } from '../i18n/ko/paper.ts'

/** A text in a picture, placed by its middle, in pixels. */
export interface Lettering {
  text: string
  x: number
  y: number
  /** Radians, clockwise. */
  angle: number
  sizePx: number
  /** Longer text is set narrower. */
  maxWidthPx: number
  /** 0…1 */
  opacity: number
}

/** A picture to be: letters on nothing. */
export interface Picture {
  width: number
  height: number
  letterings: Lettering[]
}

/** Lines at the edges are read; the text across is there so that cutting the edges off does not help. */
const EDGE_OPACITY = 0.62
const ACROSS_OPACITY = 0.2
const ACROSS_ANGLE = -Math.PI / 9
const LONGEST_PURPOSE = 40

/**
 * What every frame of a film of that size says about itself: which request, what for, which copy, and 열람용 (제공용,
 * 이용용)·재제공 금지
 * (안전성기준 12: output is managed).
 */
export function watermark(
  facts: { requestNumber: string; purpose: string; given: Given; copyNo: number },
  { width, height }: { width: number; height: number },
): Picture {
  const letters = Array.from(facts.purpose.replaceAll(/\s+/g, ' ').trim())
  const purpose =
    letters.length > LONGEST_PURPOSE ? `${letters.slice(0, LONGEST_PURPOSE).join('')}…` : letters.join('')
  const text = words.watermark.line(facts.requestNumber, purpose, facts.copyNo, facts.given)
  const sizePx = Math.max(11, Math.round(Math.min(width, height) / 38))
  const edge = { text, x: width / 2, angle: 0, sizePx, maxWidthPx: width - sizePx, opacity: EDGE_OPACITY }
  const across = {
    text: words.watermark.across(facts.requestNumber, facts.copyNo, facts.given),
    angle: ACROSS_ANGLE,
    sizePx: Math.round(sizePx * 1.5),
    maxWidthPx: width * 0.42,
    opacity: ACROSS_OPACITY,
  }
  return {
    width,
    height,
    letterings: [
      { ...edge, y: sizePx },
      { ...edge, y: height - sizePx },
      { ...across, x: width * 0.27, y: height * 0.36 },
      { ...across, x: width * 0.73, y: height * 0.64 },
    ],
  }
}

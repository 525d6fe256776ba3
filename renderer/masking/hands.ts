import { type HandMask, handAreaAt } from '#domain/mask-work.ts'
import type { Area } from '#domain/masking.ts'

/** Masks drawn by hand, as they are moved, resized and held; nothing here asks the office. */

interface Size {
  width: number
  height: number
}

/** Under this many pixels a drawn area is a slip of the hand. */
const LEAST_PX = 6

/** The area between two corners, inside the picture; nothing where it is too small to be meant. */
export function drawn(
  from: { x: number; y: number },
  to: { x: number; y: number },
  size: Size,
): Area | undefined {
  const [left, top] = [Math.max(0, Math.min(from.x, to.x)), Math.max(0, Math.min(from.y, to.y))]
  const right = Math.min(size.width, Math.max(from.x, to.x))
  const bottom = Math.min(size.height, Math.max(from.y, to.y))
  if (right - left < LEAST_PX || bottom - top < LEAST_PX) return undefined
  return { x: left, y: top, w: right - left, h: bottom - top }
}

/** Which part of an area is held: all of it, or one of its corners. */
export type Grip = 'all' | 'nw' | 'ne' | 'sw' | 'se'

/** The area after its grip was dragged by so many pixels; it stays inside the picture and keeps a least size. */
export function dragged(area: Area, grip: Grip, dx: number, dy: number, size: Size): Area {
  if (grip === 'all') {
    const x = within(area.x + dx, 0, size.width - area.w)
    return { ...area, x, y: within(area.y + dy, 0, size.height - area.h) }
  }
  let [left, top, right, bottom] = [area.x, area.y, area.x + area.w, area.y + area.h]
  if (grip.includes('w')) left = within(left + dx, 0, right - LEAST_PX)
  else right = within(right + dx, left + LEAST_PX, size.width)
  if (grip.startsWith('n')) top = within(top + dy, 0, bottom - LEAST_PX)
  else bottom = within(bottom + dy, top + LEAST_PX, size.height)
  return { x: left, y: top, w: right - left, h: bottom - top }
}

/** Grown on every side by a share of its size, cut at the picture's edges. */
export function widened({ x, y, w, h }: Area, share: number, size: Size): Area {
  const by = { x: w * share, y: h * share }
  const corner = { x: x + w + by.x, y: y + h + by.y }
  return drawn({ x: x - by.x, y: y - by.y }, corner, size) ?? { x, y, w, h }
}

/** The hand mask with its area at a frame: a keyframe there, or the one place of a fixed area. */
export function placed(hand: HandMask, frame: number, area: Area, frameCount: number): HandMask {
  if (isFixed(hand, frameCount)) return fixed(hand, area, frameCount)
  const others = hand.keyframes.filter((keyframe) => keyframe.frame !== frame)
  const keyframes = [...others, { frame, ...area }].sort((a, b) => a.frame - b.frame)
  return { ...hand, keyframes }
}

/** Whether a mask stands still all the time: a window, a screen. */
export function isFixed({ fromFrame, toFrame, keyframes }: HandMask, frameCount: number): boolean {
  const [only] = keyframes
  return fromFrame === 0 && toFrame === frameCount && keyframes.length === 1 && only?.frame === frameCount - 1
}

/**
 * The same area all the time. Its one place stands at the last frame, which tells it from a mask that was drawn at the
 * first frame to be moved later on.
 */
export function fixed(hand: Pick<HandMask, 'id'>, area: Area, frameCount: number): HandMask {
  const keyframes = [{ frame: frameCount - 1, ...area }]
  return { id: hand.id, fromFrame: 0, toFrame: frameCount, keyframes }
}

/** A mask that holds from a frame on and is going to be moved. */
export function fromFrameOn(id: string, frame: number, area: Area, toFrame: number): HandMask {
  return { id, fromFrame: frame, toFrame, keyframes: [{ frame, ...area }] }
}

/** A fixed area that no longer is one: where it is, from a frame on. */
export function unfixed(hand: HandMask, frame: number, frameCount: number): HandMask {
  const area = handAreaAt(hand, frame)
  return area === undefined ? hand : fromFrameOn(hand.id, frame, area, frameCount)
}

/** Holds from a frame on; nothing where that is past its end. */
export function holdFrom(hand: HandMask, frame: number): HandMask | undefined {
  return frame < hand.toFrame && frame !== hand.fromFrame ? { ...hand, fromFrame: frame } : undefined
}

/** Holds up to and with a frame; nothing where that is before its begin. */
export function holdUntil(hand: HandMask, frame: number): HandMask | undefined {
  return frame >= hand.fromFrame && frame + 1 !== hand.toFrame ? { ...hand, toFrame: frame + 1 } : undefined
}

function within(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), Math.max(least, most))
}

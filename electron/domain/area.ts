import type { Area } from './masking.ts'

/** The smallest area that holds both. */
export function unionOf(one: Area, other: Area): Area {
  const [x, y] = [Math.min(one.x, other.x), Math.min(one.y, other.y)]
  const w = Math.max(one.x + one.w, other.x + other.w) - x
  const h = Math.max(one.y + one.h, other.y + other.h) - y
  return { x, y, w, h }
}

/** The share of an area that another one covers, 0…1. */
export function shareOf(area: Area, other: Area): number {
  const width = Math.min(area.x + area.w, other.x + other.w) - Math.max(area.x, other.x)
  const height = Math.min(area.y + area.h, other.y + other.h) - Math.max(area.y, other.y)
  return width <= 0 || height <= 0 ? 0 : (width * height) / (area.w * area.h)
}

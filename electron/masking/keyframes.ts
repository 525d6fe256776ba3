import type { Keyframe } from '../domain/mask-work.ts'

/** Pixels by which a mask that moves straight between keyframes may lie beside the places that it stands for. */
const TOLERANCE_PX = 2
/** Places are stored in quarters of a pixel, rounded so that a mask never gets smaller. */
const UNIT = 4

/**
 * Those of the places, one for each frame in order, that the others lie between ("Ramer 1972", over all four sides), each
 * widened by the tolerance, so that the mask that moves straight from one to the next covers every place. Not more than
 * `most`, which is 2 at least: where that takes it, the tolerance is doubled.
 */
export function simplified(places: readonly Keyframe[], most: number): Keyframe[] {
  for (let tolerance = TOLERANCE_PX; ; tolerance *= 2) {
    const chosen = chosenOf(places, tolerance)
    if (chosen.length <= most) return chosen.map((place) => widened(place, tolerance))
  }
}

function chosenOf(places: readonly Keyframe[], tolerance: number): Keyframe[] {
  if (places.length <= 2) return [...places]
  const chosen = new Set([0, places.length - 1])
  const open: [number, number][] = [[0, places.length - 1]]
  for (let stretch = open.pop(); stretch !== undefined; stretch = open.pop()) {
    const [first, last] = stretch
    const farthest = farthestOf(places, first, last)
    if (farthest === undefined || farthest.distance <= tolerance) continue
    chosen.add(farthest.index)
    open.push([first, farthest.index], [farthest.index, last])
  }
  return places.filter((_, index) => chosen.has(index))
}

/** The place between two that lies farthest from the straight way, by the side that is off most. */
function farthestOf(places: readonly Keyframe[], first: number, last: number) {
  const [from, to] = [sides(places[first] as Keyframe), sides(places[last] as Keyframe)]
  let farthest: { index: number; distance: number } | undefined
  for (let index = first + 1; index < last; index++) {
    const share = (index - first) / (last - first)
    const here = sides(places[index] as Keyframe)
    const off = here.map((side, nth) =>
      Math.abs(side - ((from[nth] as number) * (1 - share) + (to[nth] as number) * share)),
    )
    const distance = Math.max(...off)
    if (farthest === undefined || distance > farthest.distance) farthest = { index, distance }
  }
  return farthest
}

function sides({ x, y, w, h }: Keyframe): number[] {
  return [x, y, x + w, y + h]
}

function widened({ frame, x, y, w, h }: Keyframe, by: number): Keyframe {
  const down = (side: number) => Math.floor((side - by) * UNIT) / UNIT
  const up = (side: number) => Math.ceil((side + by) * UNIT) / UNIT
  const [left, top] = [down(x), down(y)]
  return { frame, x: left, y: top, w: up(x + w) - left, h: up(y + h) - top }
}

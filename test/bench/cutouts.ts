import { fileInput, stream } from '../../native/ffmpeg/ffmpeg.ts'
import type { Person } from './coverage.ts'

/** People cut out of real footage, to be put elsewhere: what a film made of them shows is known to the pixel. */

export const SIZE = { width: 768, height: 576 }
const FRAME_BYTES = SIZE.width * SIZE.height * 3

/** A person as one frame shows them: packed BGR, and 1 for every pixel that is theirs. */
export interface Cutout {
  readonly width: number
  readonly height: number
  readonly bgr: Uint8Array
  readonly shape: Uint8Array
}

/** The frames of a film, each as packed BGR bytes of its own. */
async function* frames(path: string): AsyncGenerator<Uint8Array> {
  const output = ['-fps_mode', 'passthrough', '-f', 'rawvideo', '-pix_fmt', 'bgr24', 'pipe:1']
  let rest = Buffer.alloc(0)
  for await (const chunk of stream(['-loglevel', 'error', ...fileInput(path), ...output])) {
    rest = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk])
    while (rest.length >= FRAME_BYTES) {
      yield Uint8Array.prototype.slice.call(rest, 0, FRAME_BYTES)
      rest = rest.subarray(FRAME_BYTES)
    }
  }
}

/** The place without the people: the median of pictures far apart. */
export async function emptyPlace(path: string): Promise<Uint8Array> {
  const samples: Uint8Array[] = []
  let number = 0
  for await (const frame of frames(path)) if (number++ % 16 === 0) samples.push(frame)
  const place = new Uint8Array(FRAME_BYTES)
  const values = new Uint8Array(samples.length)
  for (let at = 0; at < FRAME_BYTES; at++) {
    for (const [index, sample] of samples.entries()) values[index] = sample[at] as number
    place[at] = values.sort()[samples.length >> 1] as number
  }
  return place
}

/** Differs by so much, of 255, in one colour: not the empty place. */
const DIFFERS = 26
/** So many consecutive frames make a walk. */
const WALK_FRAMES = 24
const LEAST_HEIGHT = 56

/** Walks of single people, `WALK_FRAMES` cut-outs each, as far as nobody else is near them. */
export async function walks(
  path: string,
  place: Uint8Array,
  truth: ReadonlyMap<number, readonly Person[]>,
): Promise<Cutout[][]> {
  const going = new Map<number, Cutout[]>()
  const found: Cutout[][] = []
  let number = 0
  for await (const frame of frames(path)) {
    const people = truth.get(number++) ?? []
    const alone = people.filter((person) =>
      people.every((other) => other === person || areApart(person, other)),
    )
    for (const id of going.keys()) if (alone.every((person) => person.id !== id)) going.delete(id)
    for (const person of alone) {
      const cutout = cut(frame, place, person)
      const walk = going.get(person.id) ?? []
      going.set(person.id, walk)
      if (cutout === undefined) going.delete(person.id)
      else if (walk.push(cutout) === WALK_FRAMES) {
        found.push(walk)
        going.delete(person.id)
      }
    }
  }
  return found
}

function areApart(one: Person, other: Person): boolean {
  const [aside, down] = [12, 8]
  return (
    one.x > other.x + other.w + aside ||
    other.x > one.x + one.w + aside ||
    one.y > other.y + other.h + down ||
    other.y > one.y + one.h + down
  )
}

/** The person in the frame; nothing where they touch the edge, are hidden or do not stand out from the place. */
function cut(frame: Uint8Array, place: Uint8Array, person: Person): Cutout | undefined {
  const [left, top] = [Math.round(person.x - person.w * 0.25), Math.round(person.y - person.h * 0.1)]
  const [width, height] = [Math.round(person.w * 1.5), Math.round(person.h * 1.2)]
  const inside = left >= 0 && top >= 0 && left + width <= SIZE.width && top + height <= SIZE.height
  if (!inside || person.ignored || person.h < LEAST_HEIGHT) return undefined
  const bgr = new Uint8Array(width * height * 3)
  const differs = new Uint8Array(width * height)
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const from = ((top + row) * SIZE.width + left + column) * 3
      const to = row * width + column
      for (let colour = 0; colour < 3; colour++) {
        const value = frame[from + colour] as number
        bgr[to * 3 + colour] = value
        if (Math.abs(value - (place[from + colour] as number)) > DIFFERS) differs[to] = 1
      }
    }
  }
  const shape = largest(closed(differs, width, height), width, height)
  const tall = shape.lastIndexOf(1) - shape.indexOf(1)
  const count = shape.reduce((sum, each) => sum + each, 0)
  // All of the person, of one piece, and not the neighbourhood.
  if (tall < person.h * 0.85 * width || count < 0.25 * person.w * person.h) return undefined
  return trimmed({ width, height, bgr, shape })
}

/** Closes gaps of a pixel or two. */
function closed(cells: Uint8Array, width: number, height: number): Uint8Array {
  const near = (from: Uint8Array, least: number) =>
    from.map((_, cell) => {
      const [row, column] = [Math.floor(cell / width), cell % width]
      if (row === 0 || column === 0 || row === height - 1 || column === width - 1) return 0
      let count = 0
      for (const above of [cell - width, cell, cell + width])
        count += (from[above - 1] as number) + (from[above] as number) + (from[above + 1] as number)
      return count >= least ? 1 : 0
    })
  return near(near(cells, 2), 7)
}

/** The largest piece that hangs together. */
function largest(cells: Uint8Array, width: number, height: number): Uint8Array {
  const rest = cells.slice()
  let best: number[] = []
  for (let start = rest.indexOf(1); start >= 0; start = rest.indexOf(1, start)) {
    const piece = [start]
    rest[start] = 0
    for (let index = 0; index < piece.length; index++) {
      const cell = piece[index] as number
      for (const next of [cell - 1, cell + 1, cell - width, cell + width]) {
        if (next < 0 || next >= width * height || rest[next] !== 1) continue
        rest[next] = 0
        piece.push(next)
      }
    }
    if (piece.length > best.length) best = piece
  }
  const shape = new Uint8Array(cells.length)
  for (const cell of best) shape[cell] = 1
  return shape
}

/** Without the empty rows and columns around the shape. */
function trimmed({ width, height, bgr, shape }: Cutout): Cutout {
  let [left, top, right, bottom] = [width, height, 0, 0]
  for (const [cell, value] of shape.entries()) {
    if (value === 0) continue
    const [row, column] = [Math.floor(cell / width), cell % width]
    left = Math.min(left, column)
    right = Math.max(right, column + 1)
    top = Math.min(top, row)
    bottom = Math.max(bottom, row + 1)
  }
  const smaller = { width: right - left, height: bottom - top }
  const [colours, own] = [
    new Uint8Array(smaller.width * smaller.height * 3),
    new Uint8Array(smaller.width * smaller.height),
  ]
  for (let row = 0; row < smaller.height; row++) {
    const from = (row + top) * width + left
    own.set(shape.subarray(from, from + smaller.width), row * smaller.width)
    colours.set(bgr.subarray(from * 3, (from + smaller.width) * 3), row * smaller.width * 3)
  }
  return { ...smaller, bgr: colours, shape: own }
}

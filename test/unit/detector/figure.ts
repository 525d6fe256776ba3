/** Middle and radii of ellipses, in heights of the figure; colours in BGR. */
const BODY = [
  [0.14, 0.72, 0.06, 0.27, 60, 40, 40],
  [0.26, 0.72, 0.06, 0.27, 60, 40, 40],
  [0.12, 0.97, 0.07, 0.03, 20, 20, 20],
  [0.28, 0.97, 0.07, 0.03, 20, 20, 20],
  [0.04, 0.36, 0.035, 0.19, 140, 50, 40],
  [0.36, 0.36, 0.035, 0.19, 140, 50, 40],
  [0.2, 0.33, 0.13, 0.2, 170, 60, 50],
  [0.2, 0.08, 0.06, 0.08, 130, 160, 210],
  [0.2, 0.045, 0.062, 0.055, 20, 25, 35],
] as const

/** The same of a face seen from the front, around its middle, in its own height: hair, skin, eyes, brows, nose, mouth. */
const FACE = [
  [0, -0.12, 0.48, 0.56, 30, 35, 45],
  [0, 0, 0.38, 0.5, 150, 180, 225],
  [-0.16, -0.08, 0.075, 0.04, 240, 240, 240],
  [0.16, -0.08, 0.075, 0.04, 240, 240, 240],
  [-0.16, -0.08, 0.035, 0.04, 40, 40, 50],
  [0.16, -0.08, 0.035, 0.04, 40, 40, 50],
  [-0.16, -0.17, 0.1, 0.022, 40, 45, 60],
  [0.16, -0.17, 0.1, 0.022, 40, 45, 60],
  [0, 0.06, 0.05, 0.1, 125, 155, 205],
  [0, 0.12, 0.07, 0.03, 110, 135, 190],
  [0, 0.26, 0.15, 0.045, 90, 90, 190],
  [0, 0.26, 0.13, 0.008, 60, 50, 120],
] as const

/** An uneven grey ground as packed BGR bytes. */
export function ground(width: number, height: number): Uint8Array {
  const picture = new Uint8Array(width * height * 3)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      picture.fill(
        150 + 20 * Math.sin(x / 40) + 15 * Math.cos(y / 60),
        (y * width + x) * 3,
        (y * width + x + 1) * 3,
      )
    }
  }
  return picture
}

/** Draws a standing person of rounded shapes, `tall` pixels high and 0.4 of that wide, with its left top corner at x, y. */
export function drawFigure(picture: Uint8Array, width: number, x: number, y: number, tall: number): void {
  draw(BODY, 0.3, picture, width, x, y, tall)
}

/** Draws a face, `tall` pixels from its crown to its chin, around x, y. */
export function drawFace(picture: Uint8Array, width: number, x: number, y: number, tall: number): void {
  draw(FACE, 0.25, picture, width, x, y, tall)
}

type Shape = readonly [number, number, number, number, number, number, number]

function draw(
  shapes: readonly Shape[],
  shade: number,
  picture: Uint8Array,
  width: number,
  x: number,
  y: number,
  tall: number,
): void {
  for (const [cx, cy, rx, ry, ...colour] of shapes) {
    for (let row = Math.floor((cy - ry) * tall); row <= (cy + ry) * tall; row++) {
      for (let column = Math.floor((cx - rx) * tall); column <= (cx + rx) * tall; column++) {
        const inside = ((column / tall - cx) / rx) ** 2 + ((row / tall - cy) / ry) ** 2
        const [px, py] = [Math.round(x) + column, Math.round(y) + row]
        const at = (py * width + px) * 3
        if (inside >= 1 || px < 0 || px >= width || py < 0 || at + 3 > picture.length) continue
        for (const [channel, value] of colour.entries()) picture[at + channel] = value * (1 - shade * inside)
      }
    }
  }
}

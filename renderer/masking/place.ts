import type { Clip } from '#contract/masking.ts'
import type { Area } from '#domain/masking.ts'

/** An area of the recording as a place on its picture, in percent. */
export function position({ width, height }: Pick<Clip, 'width' | 'height'>, { x, y, w, h }: Area) {
  return {
    left: `${(x / width) * 100}%`,
    top: `${(y / height) * 100}%`,
    width: `${(w / width) * 100}%`,
    height: `${(h / height) * 100}%`,
  }
}

import { COUNT, encodePart, padding, writeFilm } from './film-file.ts'
import { type Clip, partInput, pictureOf } from './parts.ts'
import type { Watch } from './pass1.ts'
import type { Film } from './protocol.ts'

/**
 * Writes the clip as it is, nobody masked: the same film that `renderFilm` makes in every other respect, with the
 * watermark on every picture. Nobody has to have been looked for. Refuses with `frames-differ` unless every picture of
 * the clip is in the film.
 */
export async function renderClear(
  clip: Clip,
  watermark: Uint8Array,
  outPath: string,
  watch: Watch,
): Promise<Film> {
  const whole = pictureOf(clip)
  let before = 0
  return writeFilm(
    { size: whole, watermark, parts: clip.length },
    async (index, partPath, making) => {
      const part = clip[index]
      if (part === undefined) throw new RangeError('the clip has no such part')
      const { args, input, filters } = partInput(part, whole)
      const source = `[0:v:0]${filters},format=yuv420p${padding(whole)}`
      const graph = `${source},split[whole][n];[n]${COUNT};[whole]null[film]`
      const call = { inputs: args, inputCount: 1, pipes: input, graph }
      const counted = await encodePart(call, before, partPath, making)
      before += counted
      return counted
    },
    (frameCount) => ({
      maskedShare: 0,
      coverage: Array.from({ length: frameCount }, () => 0),
      frameMasks: 0,
    }),
    outPath,
    watch,
  )
}

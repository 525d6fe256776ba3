/** How far one ffmpeg run has come, from its `-progress` stream. */
export interface Progress {
  /** Frames written so far. */
  readonly frame: number
  /** Presentation time of the last frame written, in microseconds; 0 until the first one is out. */
  readonly outTimeUs: number
  /** True in the last block of the run only. */
  readonly ended: boolean
}

/**
 * Reads `-progress pipe:1`, the stream ffmpeg makes for programs: lines `key=value`, a block ending with `progress=`.
 * Takes text as it comes, cut anywhere, and answers the blocks that it completed. Only `out_time_us` is read for the
 * position: `out_time_ms` is in microseconds as well (ffmpeg ticket #7345), and both are `N/A` before the first frame.
 */
export function progressReader(): (text: string) => Progress[] {
  let rest = ''
  let frame = 0
  let outTimeUs = 0
  return (text) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    const blocks: Progress[] = []
    for (const line of lines) {
      const cut = line.indexOf('=')
      const key = line.slice(0, cut).trim()
      const value = line.slice(cut + 1).trim()
      if (key === 'progress') blocks.push({ frame, outTimeUs, ended: value === 'end' })
      else if (key === 'frame') frame = wholeNumber(value) ?? frame
      else if (key === 'out_time_us') outTimeUs = wholeNumber(value) ?? outTimeUs
    }
    return blocks
  }
}

function wholeNumber(text: string): number | undefined {
  return /^\d+$/.test(text) ? Number(text) : undefined
}

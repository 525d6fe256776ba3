import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { FfmpegFailed, FfmpegMissing, findFfmpeg, run, stream } from '../../../native/ffmpeg/ffmpeg.ts'
import { type Progress, progressReader } from '../../../native/ffmpeg/progress.ts'

const alive = (pid: number) => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function* endless(): AsyncGenerator<Uint8Array> {
  for (;;) yield new Uint8Array(65_536)
}

const RAW = ['-f', 'rawvideo', '-pix_fmt', 'gray', '-s', '64x64', '-r', '25', '-i']

describe('one run', () => {
  it('ends with the child gone when it is aborted', async () => {
    const stop = new AbortController()
    const pids: number[] = []
    const going = run([...RAW, 'pipe:0', '-f', 'null', '-'], {
      input: endless(),
      signal: stop.signal,
      onChild: (pid, running) => (running ? pids.push(pid) : expect(alive(pid)).toBe(false)),
      onProgress: () => stop.abort(new Error('enough')),
    })
    await expect(going).rejects.toThrow('enough')
    expect(pids.filter(alive)).toEqual([])
  })

  it('closes a source that it does not read to the end', async () => {
    let closed = false
    async function* source(): AsyncGenerator<Uint8Array> {
      try {
        yield* endless()
      } finally {
        closed = true
      }
    }
    await run([...RAW, 'pipe:0', '-frames:v', '3', '-f', 'null', '-'], { input: source() })
    expect(closed).toBe(true)
  })

  it('fails with the error of its source', async () => {
    async function* source(): AsyncGenerator<Uint8Array> {
      yield new Uint8Array(4096)
      throw new Error('the recording does not verify')
    }
    const going = run([...RAW, 'pipe:0', '-f', 'null', '-'], { input: source() })
    await expect(going).rejects.toThrow('the recording does not verify')
  })

  it('feeds several pipes at once', async () => {
    async function* frames(count: number): AsyncGenerator<Uint8Array> {
      for (let frame = 0; frame < count; frame++) yield new Uint8Array(4096).fill(frame)
    }
    const graph = '[0:v][1:v]hstack'
    const args = [...RAW, 'pipe:0', ...RAW, 'pipe:3', '-filter_complex', graph, '-f', 'rawvideo', 'pipe:1']
    let sizeBytes = 0
    for await (const chunk of stream(args, { input: frames(20), extraInputs: [frames(20)] }))
      sizeBytes += chunk.length
    expect(sizeBytes).toBe(20 * 2 * 4096)
  })

  it('kills the child of a reader that stops early', async () => {
    const pids: number[] = []
    const onChild = (pid: number, running: boolean) => void (running && pids.push(pid))
    for await (const _ of stream(['-f', 'lavfi', '-i', 'testsrc', '-f', 'rawvideo', 'pipe:1'], { onChild }))
      break
    expect(pids).toHaveLength(1)
    expect(pids.filter(alive)).toEqual([])
  })

  it('tells what went wrong without the name of the file', async () => {
    const failure = await run(['-i', '/no/such/홍길동.mp4', '-f', 'null', '-']).catch(
      (error: unknown) => error,
    )
    expect(failure).toBeInstanceOf(FfmpegFailed)
    expect((failure as FfmpegFailed).tail).toContain('No such file')
    expect((failure as FfmpegFailed).message).not.toContain('홍길동')
  })
})

describe('finding ffmpeg', () => {
  afterEach(() => {
    delete process.env['VIEWING_STATION_FFMPEG']
  })

  it('uses the one that is named, and no other', () => {
    process.env['VIEWING_STATION_FFMPEG'] = process.execPath
    expect(findFfmpeg()).toBe(process.execPath)
    process.env['VIEWING_STATION_FFMPEG'] = '/no/such/ffmpeg'
    expect(findFfmpeg).toThrow(FfmpegMissing)
  })
})

describe('progress', () => {
  const TEXT =
    'frame=0\nout_time_us=N/A\nout_time_ms=N/A\nprogress=continue\n' +
    'frame=25\nfps=24.9\nout_time_us=1000000\nout_time_ms=1000000\nprogress=continue\n' +
    'frame=60\nout_time_us=2400000\nprogress=end\n'
  const BLOCKS: Progress[] = [
    { frame: 0, outTimeUs: 0, ended: false },
    { frame: 25, outTimeUs: 1_000_000, ended: false },
    { frame: 60, outTimeUs: 2_400_000, ended: true },
  ]

  it('reads the same however the text is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(TEXT.length), { maxLength: 12 }), (cuts) => {
        const read = progressReader()
        const edges = [0, ...cuts.sort((a, b) => a - b), TEXT.length]
        const pieces = edges.slice(1).map((edge, index) => TEXT.slice(edges[index], edge))
        expect(pieces.flatMap(read)).toEqual(BLOCKS)
      }),
    )
  })
})

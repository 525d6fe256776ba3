import { randomBytes } from 'node:crypto'
import { mkdtemp, open, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encryptTo, openSealed } from '../../electron/footage/cipher.ts'
import { takeIn } from '../../electron/footage/intake.ts'
import { run } from '../../native/ffmpeg/ffmpeg.ts'

type Figures = Record<string, { value: number; unit: string }>

const MB = 1e6
const PIECE_BYTES = 512 * 1024
const ROUNDS = 3

/**
 * What sealing costs, each figure beside the same work on plain files in the same run (both from the page cache): reading
 * from one end to the other, reading 64 KiB anywhere, and taking footage in against copying it.
 */
export async function benchFootage(): Promise<Figures> {
  const dir = await mkdtemp(join(tmpdir(), 'bench-footage-'))
  try {
    return { ...(await reading(dir)), ...(await takingIn(dir)) }
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

async function reading(dir: string): Promise<Figures> {
  const sizeBytes = 192 * 1024 * 1024
  const key = randomBytes(32)
  const [sealedPath, plainPath] = [join(dir, 'bench.vsf'), join(dir, 'plain')]
  await encryptTo(sealedPath, key, noise(sizeBytes))
  await copy(noise(sizeBytes), plainPath)
  const sealed = await openSealed(sealedPath, key)
  const plain = await open(plainPath, 'r')
  const buffer = Buffer.allocUnsafe(PIECE_BYTES)
  const readSealed = (from: number, to: number) => sealed.read(from, to)
  const readPlain = (from: number, to: number) => plain.read(buffer, 0, to - from, from)
  try {
    const through = await sideBySide(
      () => everything(readSealed, sizeBytes),
      () => everything(readPlain, sizeBytes),
    )
    const anywhere = await sideBySide(
      () => scattered(readSealed, sizeBytes),
      () => scattered(readPlain, sizeBytes),
    )
    return {
      'sealed read': { value: sizeBytes / MB / through.first, unit: 'MB/s' },
      'plain read': { value: sizeBytes / MB / through.second, unit: 'MB/s' },
      'sealed read, time against plain': { value: through.first / through.second, unit: '×' },
      'sealed 64 KiB anywhere': { value: (anywhere.first / SCATTERED) * 1e6, unit: 'µs' },
      'plain 64 KiB anywhere': { value: (anywhere.second / SCATTERED) * 1e6, unit: 'µs' },
    }
  } finally {
    await sealed.close()
    await plain.close()
  }
}

async function takingIn(dir: string): Promise<Figures> {
  const path = join(dir, 'source.mp4')
  const picture = 'color=gray:size=1280x720:rate=30:duration=20,noise=alls=40:allf=t,format=yuv420p'
  const encoding = ['-c:v', 'libx264', '-preset', 'ultrafast', '-b:v', '24M', '-g', '60']
  await run(['-loglevel', 'error', '-f', 'lavfi', '-i', picture, ...encoding, path])
  const sizeBytes = (await stat(path)).size
  const file = { path, sizeBytes, startAt: '2026-11-21T05:00:00.000Z' }
  let count = 0
  const { first, second } = await sideBySide(
    () => takeIn(file, dir, `rec-${count++}`, randomBytes(32)),
    () => copy(pieces(path), join(dir, `copy-${count++}`)),
  )
  return {
    intake: { value: sizeBytes / MB / first, unit: 'MB/s' },
    'plain copy': { value: sizeBytes / MB / second, unit: 'MB/s' },
    'intake, time against a copy': { value: first / second, unit: '×' },
  }
}

/** The best of some rounds of two pieces of work, in turns, in seconds. */
async function sideBySide(one: () => Promise<unknown>, other: () => Promise<unknown>) {
  const best = { first: Number.POSITIVE_INFINITY, second: Number.POSITIVE_INFINITY }
  for (let round = 0; round < ROUNDS; round++) {
    best.first = Math.min(best.first, await seconds(one))
    best.second = Math.min(best.second, await seconds(other))
  }
  return best
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const startedAtMs = performance.now()
  await work()
  return (performance.now() - startedAtMs) / 1000
}

type Read = (from: number, to: number) => Promise<unknown>

async function everything(read: Read, sizeBytes: number): Promise<void> {
  for (let at = 0; at < sizeBytes; at += PIECE_BYTES) await read(at, Math.min(sizeBytes, at + PIECE_BYTES))
}

const SCATTERED = 500

async function scattered(read: Read, sizeBytes: number): Promise<void> {
  const pieces = Math.floor(sizeBytes / 65_536)
  // A stride prime to the number of pieces visits them in no order that could be read ahead.
  for (let index = 0; index < SCATTERED; index++) {
    const at = ((index * 1_009) % pieces) * 65_536
    await read(at, at + 65_536)
  }
}

async function* noise(sizeBytes: number): AsyncGenerator<Uint8Array> {
  const piece = randomBytes(PIECE_BYTES)
  for (let at = 0; at < sizeBytes; at += PIECE_BYTES) yield piece
}

async function* pieces(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path, 'r')
  yield* file.createReadStream({ highWaterMark: PIECE_BYTES })
}

/** A copy that is on the disk when it answers, as a taken-in recording is. */
async function copy(source: AsyncIterable<Uint8Array>, path: string): Promise<void> {
  const file = await open(path, 'w')
  try {
    for await (const piece of source) await file.writeFile(piece)
    await file.sync()
  } finally {
    await file.close()
  }
}

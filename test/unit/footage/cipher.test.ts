import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { encryptTo, openSealed, seal } from '../../../electron/footage/cipher.ts'

const CHUNK = 65_536
const SEALED_CHUNK = CHUNK + 16
const HEADER = 20
const dir = mkdtempSync(join(tmpdir(), 'cipher-'))
const path = join(dir, 'rec-1.vsf')
const KEY = new Uint8Array(32).map((_, index) => index)
const PREFIX = new Uint8Array([1, 2, 3, 4, 5, 6, 7])

/** Bytes without a pattern that a shift by a chunk would keep. */
function plainOf(sizeBytes: number): Buffer {
  const bytes = Buffer.alloc(sizeBytes)
  for (let at = 0; at < sizeBytes; at++) bytes[at] = (at * 31 + (at >>> 8) * 7 + (at >>> 16) * 13) & 0xff
  return bytes
}

async function* inPieces(bytes: Buffer, pieceBytes: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes)
}

async function sealedBytes(plain: Buffer, pieceBytes = 10_000, prefix = PREFIX): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of seal(KEY, inPieces(plain, pieceBytes), prefix)) pieces.push(piece)
  return Buffer.concat(pieces)
}

async function readAll(key: Uint8Array = KEY): Promise<Buffer> {
  const sealed = await openSealed(path, key)
  try {
    return await sealed.read(0, sealed.sizeBytes)
  } finally {
    await sealed.close()
  }
}

const damaged = expect.objectContaining({ code: 'footage-damaged', data: { recordingId: 'rec-1' } })
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

afterAll(() => rmSync(dir, { recursive: true }))
beforeEach(() => rmSync(path, { force: true }))

describe('the format', () => {
  // Computed from the description in cipher.ts with OpenSSL through Python's cryptography package.
  const VECTORS: [sizeBytes: number, sha256: string][] = [
    [0, 'edc20868b7ee0e08295b91c699ced17a76ed0bc79e525d65f4ce93bb5a0b5d61'],
    [1, 'b6aad48f1f6878c9b743f8a58283a8c3c2160e176392ccadb4e2fdc979387463'],
    [65535, 'f582d408d350e20590306209ce695110dce497510b736f63d5a802df2f172f16'],
    [65536, '72a59aa667f2eadaf678e9ae5428ed52ddbcad4a8d9b5f4a5d80f23a2f48a20f'],
    [65537, '912324673828985e42135a833f590b06992bf57b952afc0d78e63397e0324002'],
    [196685, 'dd1e8a9a47340fd02a5b8f04a84c7b78a34abf2e227c3f5fecbef437d9572df0'],
  ]

  it.each(VECTORS)('seals %d bytes to the bytes it always has', async (sizeBytes, digest) => {
    expect(sha256(await sealedBytes(plainOf(sizeBytes)))).toBe(digest)
  })

  it('begins with its magic, the algorithm, the chunk size and the prefix', async () => {
    const header = (await sealedBytes(plainOf(1))).subarray(0, HEADER)
    expect(header.toString('hex')).toBe(
      `${Buffer.from('VSFOOT01').toString('hex')}01${'00010000'}${Buffer.from(PREFIX).toString('hex')}`,
    )
  })

  it('never uses a prefix twice', async () => {
    const first = await encryptTo(path, KEY, inPieces(plainOf(100), 100))
    const before = readFileSync(path)
    expect(await encryptTo(path, KEY, inPieces(plainOf(100), 100))).toEqual(first)
    expect(readFileSync(path).equals(before)).toBe(false)
  })
})

describe('reading', () => {
  const sizes = fc.oneof(
    fc.nat(300),
    fc
      .integer({ min: -2, max: 2 })
      .chain((off) => fc.integer({ min: 1, max: 4 }).map((n) => n * CHUNK + off)),
    fc.constantFrom(17 * CHUNK, 16 * CHUNK, 16 * CHUNK + 1),
  )

  it('gives back any range of anything that was sealed', async () => {
    await fc.assert(
      fc.asyncProperty(
        sizes,
        fc.constantFrom(1_000, CHUNK, 300_000),
        fc.array(
          fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
        ),
        async (sizeBytes, pieceBytes, ranges) => {
          const plain = plainOf(sizeBytes)
          const written = await encryptTo(path, KEY, inPieces(plain, pieceBytes))
          expect(written).toEqual({ sizeBytes, sha256: sha256(plain) })
          const sealed = await openSealed(path, KEY)
          expect(sealed.sizeBytes).toBe(sizeBytes)
          expect((await sealed.read(0, sizeBytes)).equals(plain)).toBe(true)
          for (const [a, b] of ranges) {
            const [from, to] = [Math.round(a * sizeBytes), Math.round(b * sizeBytes)].sort(
              (x, y) => x - y,
            ) as [number, number]
            expect((await sealed.read(from, to)).equals(plain.subarray(from, to))).toBe(true)
          }
          await sealed.close()
        },
      ),
      { numRuns: 40 },
    )
  }, 60_000)

  it('does not read beyond the end', async () => {
    await encryptTo(path, KEY, inPieces(plainOf(10), 10))
    const sealed = await openSealed(path, KEY)
    await expect(sealed.read(0, 11)).rejects.toThrow(RangeError)
    await expect(sealed.read(-1, 5)).rejects.toThrow(RangeError)
    await sealed.close()
  })
})

describe('damage', () => {
  it('is found wherever a bit is flipped', async () => {
    const whole = await sealedBytes(plainOf(2 * CHUNK + 500))
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(7), async (at, bit) => {
        const bytes = Buffer.from(whole)
        bytes[at] = (bytes[at] ?? 0) ^ (1 << bit)
        writeFileSync(path, bytes)
        await expect(readAll()).rejects.toEqual(damaged)
      }),
      { numRuns: 120, examples: Array.from({ length: HEADER }, (_, at) => [at, 0] as [number, number]) },
    )
  })

  it('is found wherever the file is cut', async () => {
    const whole = await sealedBytes(plainOf(3 * CHUNK))
    const edges = [0, 1, 2].flatMap((chunk) =>
      [-1, 0, 1, 16].map((off) => HEADER + chunk * SEALED_CHUNK + off),
    )
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), async (length) => {
        writeFileSync(path, whole.subarray(0, length))
        await expect(openSealed(path, KEY)).rejects.toEqual(damaged)
      }),
      { numRuns: 60, examples: edges.map((edge) => [edge] as [number]) },
    )
  })

  it('is found in chunks moved, dropped, repeated, added or taken from another file', async () => {
    const whole = await sealedBytes(plainOf(4 * CHUNK))
    const other = await sealedBytes(plainOf(4 * CHUNK), CHUNK, new Uint8Array(7))
    const head = whole.subarray(0, HEADER)
    const chunk = (index: number, of = whole) =>
      of.subarray(HEADER + index * SEALED_CHUNK, HEADER + (index + 1) * SEALED_CHUNK)
    const [a, b, c, d] = [0, 1, 2, 3].map((index) => chunk(index)) as [Buffer, Buffer, Buffer, Buffer]
    for (const order of [
      [b, a, c, d],
      [a, c, b, d],
      [a, b, d],
      [a, b, c],
      [a, a, c, d],
      [a, b, c, d, d],
      [a, b, c, d, a],
      [a, chunk(1, other), c, d],
    ]) {
      writeFileSync(path, Buffer.concat([head, ...order]))
      await expect(readAll()).rejects.toEqual(damaged)
    }
    writeFileSync(path, Buffer.concat([head, a, b, c, d]))
    expect((await readAll()).equals(plainOf(4 * CHUNK))).toBe(true)
  })

  it('is what a wrong key, a missing and a foreign file look like', async () => {
    await expect(openSealed(path, KEY)).rejects.toEqual(damaged)
    writeFileSync(path, await sealedBytes(plainOf(100)))
    await expect(openSealed(path, KEY.toReversed())).rejects.toEqual(damaged)
    writeFileSync(path, 'ftypisom'.repeat(50))
    await expect(openSealed(path, KEY)).rejects.toEqual(damaged)
  })
})

describe('writing', () => {
  it('leaves nothing behind when its source fails or it is cancelled', async () => {
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield plainOf(3 * CHUNK)
      throw new Error('the recorder went away')
    }
    await expect(encryptTo(path, KEY, failing())).rejects.toThrow('the recorder went away')
    const stop = new AbortController()
    async function* stopping(): AsyncGenerator<Uint8Array> {
      yield plainOf(3 * CHUNK)
      stop.abort(new Error('enough'))
      yield plainOf(3 * CHUNK)
    }
    await expect(encryptTo(path, KEY, stopping(), { signal: stop.signal })).rejects.toThrow('enough')
    expect(readdirSync(dir)).toEqual([])
  })

  it('shows the file under its name only when it is whole', async () => {
    async function* watching(): AsyncGenerator<Uint8Array> {
      for (let piece = 0; piece < 40; piece++) {
        yield plainOf(CHUNK)
        expect(existsSync(path)).toBe(false)
      }
    }
    await encryptTo(path, KEY, watching())
    expect(existsSync(path)).toBe(true)
  })
})

import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkZip, newPassword, type Packed, writeZip } from '../../../electron/export/zip.ts'
import { temporaryDir } from '../../support/station.ts'

const going = () => ({ madeAt: '2026-11-23T00:30:00.000Z', signal: new AbortController().signal })
const never = new AbortController().signal

function filesIn(dir: string, contents: Record<string, Buffer>): Packed[] {
  mkdirSync(dir, { recursive: true })
  return Object.entries(contents).map(([name, bytes]) => {
    const path = join(dir, name)
    writeFileSync(path, bytes)
    return { name, path, sha256: createHash('sha256').update(bytes).digest('hex') }
  })
}

test('a password has enough of chance in it, and nothing that reads like something else', () => {
  const passwords = Array.from({ length: 200 }, newPassword)
  for (const password of passwords) expect(password).toMatch(/^([2-9A-HJKMNP-Z]{4}-){4}[2-9A-HJKMNP-Z]{4}$/)
  expect(new Set(passwords).size).toBe(200)
  const letters = new Set(passwords.join('').replaceAll('-', ''))
  expect(20 * Math.log2(letters.size)).toBeGreaterThan(80)
})

test('a ZIP is AES-256 throughout, stored, and opens with its password only', async () => {
  const dir = temporaryDir('zip')
  const film = randomBytes(700_000)
  const files = filesIn(join(dir, 'in'), {
    'a.mp4': film,
    '수령증.pdf': Buffer.from('홍길동'),
    'empty.txt': Buffer.alloc(0),
  })
  const zipPath = join(dir, 'a.zip')
  await writeZip(zipPath, 'a', files, 'RIGHT-PASS', going())
  await checkZip(zipPath, 'a', files, 'RIGHT-PASS', never)
  await expect(checkZip(zipPath, 'a', files, 'WRONG-PASS', never)).rejects.toThrow(/password/i)
  await expect(checkZip(zipPath, 'a', files.slice(1), 'RIGHT-PASS', never)).rejects.toThrow('does not hold')
  const other = files.map((file) => ({
    ...file,
    sha256: file.sha256.replace(/^./, (c) => (c === '0' ? '1' : '0')),
  }))
  await expect(checkZip(zipPath, 'a', other, 'RIGHT-PASS', never)).rejects.toThrow('does not hold')

  const bytes = readFileSync(zipPath)
  expect(bytes.includes(film.subarray(0, 64))).toBe(false)
  expect(bytes.includes('홍길동')).toBe(false)
  expect(bytes.length).toBeLessThan(film.length + 2_000)
  const entries = centralEntries(bytes)
  expect(entries.map(({ name }) => name)).toEqual(['a/a.mp4', 'a/수령증.pdf', 'a/empty.txt'])
  for (const { isEncrypted, method, aes } of entries) {
    expect({ isEncrypted, method }).toEqual({ isEncrypted: true, method: 99 })
    // AE-2 of 'AE', strength 3 (AES-256), stored.
    expect(aes).toBe('02004145030000')
  }
})

/** The central directory, read by the letter of APPNOTE.TXT 4.3.12, 4.5 and WinZip's AES note. */
function centralEntries(bytes: Buffer) {
  const end = bytes.lastIndexOf('PK\u0005\u0006', undefined, 'latin1')
  const entries: { name: string; isEncrypted: boolean; method: number; aes: string }[] = []
  let at = bytes.readUInt32LE(end + 16)
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) =>
      bytes.readUInt16LE(at + offset),
    ) as [number, number, number]
    const extraAt = at + 46 + nameLength
    const fields = new Map<number, string>()
    for (let field = extraAt; field < extraAt + extraLength; field += 4 + bytes.readUInt16LE(field + 2))
      fields.set(
        bytes.readUInt16LE(field),
        bytes.toString('hex', field + 4, field + 4 + bytes.readUInt16LE(field + 2)),
      )
    entries.push({
      name: bytes.toString('utf8', at + 46, extraAt),
      isEncrypted: (bytes.readUInt16LE(at + 8) & 1) === 1,
      method: bytes.readUInt16LE(at + 10),
      aes: fields.get(0x9901) ?? '',
    })
    at = extraAt + extraLength + commentLength
  }
  return entries
}

test('a bit that has changed is seen when the ZIP is read back', async () => {
  const dir = temporaryDir('zip')
  const files = filesIn(join(dir, 'in'), { 'a.mp4': randomBytes(300_000) })
  const zipPath = join(dir, 'a.zip')
  await writeZip(zipPath, 'a', files, 'RIGHT-PASS', going())
  const bytes = readFileSync(zipPath)
  bytes.writeUInt8(bytes.readUInt8(150_000) ^ 1, 150_000)
  writeFileSync(zipPath, bytes)
  await expect(checkZip(zipPath, 'a', files, 'RIGHT-PASS', never)).rejects.toThrow()
})

test('memory stays flat for a large film, and what is stopped stops', async () => {
  const dir = temporaryDir('zip')
  const files = filesIn(join(dir, 'in'), { 'a.mp4': Buffer.alloc(128 * 2 ** 20, 7) })
  globalThis.gc?.()
  const before = process.memoryUsage().rss
  let most = 0
  const watching = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss - before)
  }, 5)
  await writeZip(join(dir, 'a.zip'), 'a', files, 'RIGHT-PASS', going())
  await checkZip(join(dir, 'a.zip'), 'a', files, 'RIGHT-PASS', never)
  clearInterval(watching)
  expect(statSync(join(dir, 'a.zip')).size).toBeGreaterThan(128 * 2 ** 20)
  expect(most).toBeLessThan(64 * 2 ** 20)

  const stop = new AbortController()
  const stoppedPath = join(dir, 'b.zip')
  const writing = writeZip(stoppedPath, 'a', files, 'RIGHT-PASS', { ...going(), signal: stop.signal })
  const stopped = expect(writing).rejects.toThrow()
  while ((statSync(stoppedPath, { throwIfNoEntry: false })?.size ?? 0) === 0)
    await new Promise((resolve) => setTimeout(resolve, 1))
  stop.abort(new Error('enough'))
  await stopped
})

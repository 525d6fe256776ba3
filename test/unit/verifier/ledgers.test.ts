import { expect, test } from 'vitest'
import { openCheckpoint } from '../../../electron/domain/ledger/checkpoint.ts'
import { entryHash } from '../../../electron/domain/ledger/entry.ts'
import { linesOfReport, words } from '../../../resources/verifier/words.js'
import {
  fileText,
  history,
  ledgerParts,
  lineOf,
  newKeeper,
  noteAt,
  proofBetween,
  saysOf,
  sha256Hex,
  sourceOf,
  verifierSays,
} from '../../support/exported-ledger.ts'

const keeper = newKeeper()
const SIZE = 40
const entries = history(SIZE)
const parts = ledgerParts(keeper, entries, [10, 25])
const whole = fileText(parts)
const paper = (size: number, of = entries, by = keeper) => noteAt(by, of, size)
const key = Buffer.from(keeper.publicKey).toString('base64')
const fingerprint = sha256Hex(keeper.publicKey)
const changed = (change: (lines: string[]) => string[]) =>
  fileText({ ...parts, lines: change([...parts.lines]) })

test('an untouched ledger is intact for whoever knows the key, and only agrees with itself for who does not', async () => {
  expect((await saysOf(whole)).verdict).toBe('unconfirmed')
  for (const known of [key, fingerprint, fingerprint.toUpperCase().replace(/(.{4})(?=.)/g, '$1 ')]) {
    const report = await saysOf(whole, '', known)
    expect(report.verdict).toBe('intact')
    expect(report.parts[0]?.key?.stand).toBe('given')
  }
  const pem = `-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA${key}\n-----END PUBLIC KEY-----\n`
  expect((await saysOf(whole, '', pem)).verdict).toBe('intact')
  expect((await saysOf(fileText(ledgerParts(keeper, entries, [10], 'hashes')), '', key)).verdict).toBe(
    'intact',
  )
})

test('papers anchor what they reach, and say that the key is theirs', async () => {
  const { verdict, parts: found } = await saysOf(whole, paper(12) + paper(30))
  expect(verdict).toBe('intact')
  expect(found[0]?.key?.stand).toBe('paper')
  expect(found[0]?.spans?.map(({ from, to, by }) => [from, to, by])).toEqual([
    [0, 12, 'papers'],
    [12, 30, 'papers'],
    [30, 40, 'signature'],
  ])
})

test('every way of copying a checkpoint from paper is understood', async () => {
  const note = paper(30)
  const root = openCheckpoint(note, keeper.publicKey, () => true)?.root ?? expect.fail()
  const hex = Buffer.from(root).toString('hex')
  const fours = hex.match(/.{4}/g)?.join(' ') ?? ''
  const base64 = Buffer.from(root).toString('base64')
  const ways = [
    note,
    note.replaceAll('\n', '\r\n'),
    note.replaceAll('\n', '\t'),
    note.replace('\u2014 ', '- '),
    note.replace('\u2014 ', ''),
    note.replace('\u2014 ', '???'),
    `\ufeff  ${note.replaceAll('\n', '\n\n')}`,
    note.replace(/(.{50})\n$/, '\n$1\n'),
    `30\n${hex}`,
    `30 ${fours}`,
    `30건\n${fours.toUpperCase()}`,
    `항목 수: 30\n루트: ${fours.replaceAll(' ', '-')}`,
    `size 30 root ${base64}`,
    `30 ${base64.match(/.{1,4}/g)?.join(' ')}`,
    `${fours.slice(0, 0)}30\n${fours.slice(0, 39)}\n${fours.slice(40)}`,
    `${keeper.origin}\n30\n${base64}\n`,
  ]
  for (const typed of ways) {
    const { verdict, parts: found } = await saysOf(whole, typed, key)
    expect([typed, verdict]).toEqual([typed, 'intact'])
    expect(found[0]?.spans?.[0]).toMatchObject({ from: 0, to: 30, by: 'papers' })
  }
  for (const typed of [
    '30',
    hex,
    `30 ${fours.slice(5)}`,
    '안녕하세요 30',
    `30 ${base64.slice(1)}`,
    'x'.repeat(2e6),
  ])
    expect((await saysOf(whole, typed, key)).verdict).toBe('unread')
  for (const typed of ['30', 'nothing', hex.slice(1), `${hex}${hex}`])
    expect((await saysOf(whole, '', typed)).verdict).toBe('unread')
})

test('an edit, a removal, an insertion, a swap and a copy are found in their place', async () => {
  const edited = entries.map((entry) => (entry.seq === 17 ? { ...entry, actor: 'actor-9' } : entry))
  const onlyText = (lines: string[]) => lines.map((line) => line.replace('request:r17"', 'request:r18"'))
  expect(await saysOf(changed(onlyText), paper(12), key)).toMatchObject({
    verdict: 'altered',
    reason: { code: 'altered', at: 17, list: [17] },
  })
  // With its hash as well: only a checkpoint tells, and between two of them.
  expect(await saysOf(fileText({ ...parts, lines: edited.map((entry) => lineOf(entry)) }))).toMatchObject({
    verdict: 'altered',
    reason: { code: 'altered-between', from: 10, to: 24 },
  })
  const inPlace = { verdict: 'altered', reason: { code: 'line', at: 17, why: 'order' } }
  expect(await saysOf(changed((lines) => lines.toSpliced(17, 1)))).toMatchObject(inPlace)
  expect(await saysOf(changed((lines) => lines.toSpliced(17, 0, lines[16] ?? '')))).toMatchObject(inPlace)
  const swapped = (lines: string[]) => lines.with(17, lines[18] ?? '').with(18, lines[17] ?? '')
  expect(await saysOf(changed(swapped))).toMatchObject(inPlace)
  const added = await saysOf(changed((lines) => [...lines, lineOf({ ...entries[0]!, seq: SIZE })]))
  expect(added).toMatchObject({ verdict: 'altered', reason: { code: 'added', from: SIZE, to: SIZE } })
})

test('a ledger cut at every length is called truncated after so many', async () => {
  for (let left = 0; left < SIZE; left++) {
    const cut = changed((lines) => lines.slice(0, left))
    expect(await saysOf(cut, '', key)).toMatchObject({
      verdict: 'truncated',
      reason: { at: left, size: SIZE },
    })
    const within = whole.slice(0, whole.indexOf(parts.lines[left] ?? '') + 30)
    expect(await saysOf(within)).toMatchObject({ verdict: 'truncated', reason: { code: 'cut', at: left } })
    // Whoever mends the head as well, but cannot sign.
    const head = { ...parts.head, size: left, checkpoints: parts.head.checkpoints.slice(0, 2) }
    const mended = await saysOf(fileText({ head, lines: parts.lines.slice(0, left) }), '', key)
    expect([left, mended.verdict]).toEqual([
      left,
      left === 25 ? 'intact' : left > 25 ? 'altered' : 'truncated',
    ])
    const older = await saysOf(fileText(ledgerParts(keeper, entries.slice(0, left), [])), paper(SIZE), key)
    expect(older).toMatchObject({ verdict: 'rolled-back', reason: { at: left, size: SIZE } })
  }
})

test('a history written anew and signed with the very key is found by any paper from after the change', async () => {
  for (const since of [0, 5, 20, 39]) {
    const forged = fileText(ledgerParts(keeper, history(SIZE, '-anew', since), [10, 25]))
    expect((await saysOf(forged, '', key)).verdict).toBe('intact')
    for (const at of [1, 6, 21, SIZE]) {
      const { verdict } = await saysOf(forged, paper(at), key)
      expect([since, at, verdict]).toEqual([since, at, at > since ? 'forked' : 'intact'])
    }
  }
  const forged = fileText(ledgerParts(keeper, history(SIZE, '-anew', 20), [10, 25]))
  const narrowed = await saysOf(forged, paper(30) + paper(18) + paper(22) + paper(3), key)
  expect(narrowed).toMatchObject({ verdict: 'forked', reason: { from: 18, to: 21, isSigned: true } })
  const [part] = narrowed.parts
  expect(part?.spans?.slice(1, 3)).toMatchObject([
    { from: 3, to: 18, by: 'papers' },
    { from: 18, to: 22, by: 'dispute' },
  ])
})

test("another institution's ledger, key or paper is called so", async () => {
  const other = newKeeper('viewing-station/fedcba9876543210')
  const theirs = fileText(ledgerParts(other, entries, []))
  expect((await saysOf(theirs, '', key)).verdict).toBe('foreign')
  expect((await saysOf(whole, paper(12, entries, other), key)).verdict).toBe('foreign')
  expect((await saysOf(whole, paper(12, entries, { ...newKeeper(), origin: keeper.origin }))).verdict).toBe(
    'foreign',
  )
  const head = { ...parts.head, publicKey: Buffer.from(other.publicKey).toString('base64') }
  expect((await saysOf(fileText({ ...parts, head }))).verdict).toBe('foreign')
  expect((await saysOf(fileText({ ...parts, head: { ...parts.head, origin: other.origin } }))).verdict).toBe(
    'foreign',
  )
  expect((await verifierSays([sourceOf('a.vsl', whole), sourceOf('b.vsl', theirs)])).verdict).toBe('foreign')
})

test('a signature that is not the key holder’s is called wrong, in the file and on paper', async () => {
  const turned = (note: string) => note.replace(/.{7}(=\n)$/, 'AAAAAAA$1')
  const checkpoints = parts.head.checkpoints.with(1, turned(parts.head.checkpoints[1] ?? ''))
  expect((await saysOf(fileText({ ...parts, head: { ...parts.head, checkpoints } }))).verdict).toBe(
    'bad-signature',
  )
  expect((await saysOf(whole, turned(paper(12)), key)).verdict).toBe('bad-signature')
  const none = fileText({ ...parts, head: { ...parts.head, checkpoints: [] } })
  expect(await saysOf(none)).toMatchObject({ verdict: 'altered', reason: { code: 'end-unsigned', from: 0 } })
})

test('of two files it says whether one begins with the other, and where they part', async () => {
  const shorter = fileText(ledgerParts(keeper, entries.slice(0, 23), []))
  const hashes = fileText(ledgerParts(keeper, entries, [], 'hashes'))
  const parted = fileText(ledgerParts(keeper, history(30, '-other', 14), []))
  const says = (...files: string[]) =>
    verifierSays(
      files.map((text, at) => sourceOf(`${at}.vsl`, text)),
      '',
      key,
    )
  const codes = async (...files: string[]) =>
    (await says(...files)).parts.filter(({ kind }) => kind === 'together').map(({ findings }) => findings[0])
  expect(await codes(whole, shorter)).toMatchObject([{ code: 'ledgers-prefix', name: '1.vsl', size: 23 }])
  expect(await codes(whole, hashes)).toMatchObject([{ code: 'ledgers-same' }])
  expect(await codes(parted, whole)).toMatchObject([{ code: 'ledgers-forked', at: 14 }])
  expect(await says(parted, hashes)).toMatchObject({ verdict: 'forked', reason: { at: 14 } })
  const cut = changed((lines) => lines.slice(0, 12))
  expect(await codes(cut, shorter)).toMatchObject([{ code: 'ledgers-prefix', size: 12 }])
})

test('a consistency file is checked, and its ends bear witness', async () => {
  const leaves = entries.map(entryHash)
  const file = (from: number, to: number, proof = proofBetween(leaves.slice(0, to), from)) =>
    JSON.stringify({
      format: 'viewing-station-consistency',
      version: 1,
      publicKey: key,
      from: paper(from),
      to: paper(to),
      proof: proof.map((hash) => Buffer.from(hash).toString('base64')),
    })
  const says = (text: string, ...others: ReturnType<typeof sourceOf>[]) =>
    verifierSays([sourceOf('between.vsc', `${text}\n`), ...others], '', key)
  expect((await says(file(12, 30))).verdict).toBe('intact')
  expect((await says(file(12, 30, leaves.slice(0, 5)))).verdict).toBe('forked')
  expect((await says(file(12, 30), sourceOf('a.vsl', whole))).verdict).toBe('intact')
  const parted = sourceOf('a.vsl', fileText(ledgerParts(keeper, history(SIZE, '-other', 20), [])))
  expect(await says(file(12, 30), parted)).toMatchObject({ verdict: 'forked', reason: { from: 12, to: 29 } })
  expect((await says('{}')).verdict).toBe('unreadable')
})

test('the first version of exported ledgers still verifies, and still tells', async () => {
  const text = `{"version":1,"publicKey":"${key}","checkpoint":${JSON.stringify(paper(SIZE))},"entries":[\n${parts.lines.join(',\n')}\n]}\n`
  const says = (changedText: string, typed = '') =>
    verifierSays([sourceOf('ledger.json', changedText)], typed, key)
  expect((await says(text)).verdict).toBe('intact')
  expect((await says(text, paper(12))).verdict).toBe('intact')
  expect(await says(text.replace('request:r9"', 'request:r8"'))).toMatchObject({
    verdict: 'altered',
    reason: { at: 9 },
  })
  expect((await says(text.replace(/,\n[^\n]*\n\]\}\n$/, '\n]}\n'))).verdict).toBe('truncated')
  expect((await says(text.slice(0, 4000))).verdict).toBe('truncated')
  expect((await says(`${text}{}\n`)).verdict).toBe('altered')
  expect((await says(text.slice(0, 50))).verdict).toBe('unreadable')
})

test('every finding has its sentence in Korean and in English', async () => {
  for (const said of [words.ko, words.en]) {
    expect(Object.keys(said.sentences).sort()).toEqual(Object.keys(words.ko.sentences).sort())
    const text = linesOfReport(said, await saysOf(whole, paper(12), key)).join('\n')
    expect(text).not.toMatch(/undefined|NaN|\[object/)
    expect(text).toContain(fingerprint.slice(0, 4))
  }
})

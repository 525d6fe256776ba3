import { expect, test } from 'vitest'
import { readJson } from '../../../resources/verifier/json.js'
import { headline, linesOfReport, sentence, words } from '../../../resources/verifier/words.js'
import {
  entryAt,
  fileText,
  history,
  ledgerParts,
  lineOf,
  newKeeper,
  noteAt,
  saysOf,
  sourceOf,
  verifierSays,
} from '../../support/exported-ledger.ts'

const keeper = newKeeper()
const entries = history(4)
const parts = ledgerParts(keeper, entries, [])
const key = Buffer.from(keeper.publicKey).toString('base64')

test('no change of a single byte of a ledger passes as intact', { timeout: 600_000 }, async () => {
  const bytes = new TextEncoder().encode(fileText(parts))
  const papers = noteAt(keeper, entries, 2)
  expect((await saysOf(bytes, papers, key)).verdict).toBe('intact')
  let tried = 0
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0
    const touched = [
      bytes.with(at, byte ^ (1 << (at % 8))),
      Uint8Array.of(...bytes.subarray(0, at), ...bytes.subarray(at + 1)),
      Uint8Array.of(...bytes.subarray(0, at), at % 2 === 0 ? 0x20 : 0x0a, ...bytes.subarray(at)),
    ]
    for (const [way, text] of touched.entries()) {
      const { verdict } = await saysOf(text, papers, key)
      if (verdict === 'intact' || verdict === 'unconfirmed') expect.fail(`byte ${at}, way ${way}: ${verdict}`)
      tried++
    }
  }
  console.log(`tried ${tried} changes of one byte, found all`)
})

const HOSTILE: Record<string, string | Uint8Array> = {
  nothing: '',
  'one byte': '{',
  'a byte order mark': `\ufeff${fileText(parts)}`,
  'a line without end': `${JSON.stringify(parts.head)}\n[0,"${'x'.repeat(3_000_000)}`,
  'a long line': `${JSON.stringify(parts.head)}\n[0,"${'x'.repeat(3_000_000)}"]\n`,
  'deep arrays': '['.repeat(1_000_000),
  'deep objects': '{"format":'.repeat(200_000),
  'a head of arrays': `${JSON.stringify({ ...parts.head, checkpoints: [[]] })}\n`,
  'a key twice': fileText(parts).replace('{"format"', '{"size":4,"format"'),
  'another field': fileText(parts).replace('{"format"', '{"more":1,"format"'),
  'a prototype': fileText(parts).replace('{"format"', '{"__proto__":{"size":4},"format"'),
  'a size beyond 2^53': fileText(parts).replace('"size":4', '"size":9007199254740993'),
  'a size below nothing': fileText(parts).replace('"size":4', '"size":-0'),
  'a size of text': fileText(parts).replace('"size":4', '"size":"4"'),
  'a size with a point': fileText(parts).replace('"size":4', '"size":4.0'),
  'a number beyond 2^53': fileText(parts).replace('\n[3,', '\n[9007199254740993,'),
  'a number with a zero before': fileText(parts).replace('\n[3,', '\n[03,'),
  'a number with an exponent': fileText(parts).replace('\n[3,', '\n[3e0,'),
  'a number of text': fileText(parts).replace('\n[3,', '\n["3",'),
  'line ends of Windows': fileText(parts).replaceAll('\n', '\r\n'),
  'a byte of nothing': fileText(parts).replace('actor-', 'actor\0'),
  'bytes that are no text': new Uint8Array(5000).fill(0xfe),
  'half a letter': Uint8Array.of(
    ...new TextEncoder().encode(fileText(parts).slice(0, -3)),
    0xed,
    0xa0,
    0x80,
    10,
  ),
  'an escape where none is needed': fileText(parts).replace('actor-1', '\\u0061ctor-1'),
  'a key of the wrong length': fileText({ ...parts, head: { ...parts.head, publicKey: 'AAAA' } }),
  'a key that signs everything': fileText({
    ...parts,
    head: { ...parts.head, publicKey: `AQ${'A'.repeat(41)}=` },
  }),
  'empty lines': `${fileText(parts)}\n\n`,
}

test('whatever stands in a file, there is a verdict and a sentence', async () => {
  for (const [name, content] of Object.entries(HOSTILE))
    for (const path of ['x.vsl', 'x.json', 'x.vsc', 'x/manifest.json', 'checkpoint.txt', 'x.png', 'x.bin']) {
      const report = await verifierSays([sourceOf(path, content)])
      expect([name, path, report.verdict]).not.toEqual([name, path, 'intact'])
      expect([name, path, report.verdict]).not.toEqual([name, path, 'unconfirmed'])
      for (const said of [words.ko, words.en]) {
        expect(headline(said, report).join(' ')).toMatch(/\S/)
        expect(linesOfReport(said, report).join('\n')).not.toMatch(/undefined|NaN|\[object/)
      }
    }
  expect((await saysOf(String(HOSTILE['line ends of Windows']))).reason?.code).toBe('crlf')
})

test('letters beyond ASCII and escapes are held to their bytes as all others', async () => {
  const odd = [0, 1].map((seq) => ({ ...entryAt(seq), subject: `요청:"${seq}"\\\n\u2028홍길동 😀\ud800` }))
  expect((await saysOf(fileText(ledgerParts(keeper, odd, [])), '', key)).verdict).toBe('intact')
  const changed = fileText(ledgerParts(keeper, odd, [])).replace('홍길동', '김담당')
  expect(await saysOf(changed, '', key)).toMatchObject({ verdict: 'altered', reason: { at: 0 } })
  expect(lineOf(odd[0]!)).toContain('\\ud800')
})

test('names from files can neither break a line nor turn it round', () => {
  const name = 'a\u202egpj.exe\n\u0000<img src=x onerror=alert(1)>\u200b'
  for (const said of [words.ko, words.en]) {
    const text = sentence(said, { level: 'bad', code: 'unreadable', name })
    expect(text).not.toMatch(/[\p{Cc}\p{Cf}]/u)
    expect(text).toContain('<img src=x')
  }
})

test('JSON is read strictly', () => {
  expect(readJson(' {"a":[1,-2.5e3,"\\u00e9\\n",true,false,null,{}]} ')).toEqual({
    a: [1, -2500, 'é\n', true, false, null, {}],
  })
  const refused = [
    '',
    '{',
    '[1,]',
    '{"a":1,}',
    '{"a":1,"a":1}',
    '01',
    '1.',
    '+1',
    'NaN',
    'Infinity',
    '1e999',
    "'a'",
    '"\u0001"',
    '"\\x"',
    '"a',
    '"\\',
    '9007199254740992',
    '-9007199254740993',
    '1e17',
    '[1]x',
    '{a:1}',
    'tru',
    '\u00a01',
    '['.repeat(40) + ']'.repeat(40),
  ]
  for (const text of refused) expect([text, readJson(text)]).toEqual([text, undefined])
  expect(readJson('['.repeat(30) + ']'.repeat(30))).toBeDefined()
  expect(Object.getPrototypeOf(readJson('{"__proto__":1}'))).toBeNull()
})

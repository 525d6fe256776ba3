import { createPrivateKey, createPublicKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { toHex, utf8 } from '../../../resources/verifier/bytes.js'
import { readNote, signatureOf } from '../../../resources/verifier/note.js'
import { leafHash } from '../../../resources/verifier/tree.js'

const vector = JSON.parse(readFileSync('test/fixtures/ledger-vectors.json', 'utf8'))

test('the committed entry and its signed note read the same here', () => {
  expect(toHex(leafHash(utf8(vector.canonical)))).toBe(vector.leaf)
  const pkcs8 = Buffer.from(`302e020100300506032b657004220420${vector.seed}`, 'hex')
  const key = createPublicKey(createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }))
  const note = readNote(vector.note) ?? expect.fail()
  expect(toHex(note.root)).toBe(vector.leaf)
  expect(note).toMatchObject({ origin: 'viewing-station/vector', size: 1 })
  const raw = new Uint8Array(key.export({ format: 'der', type: 'spki' }).subarray(12))
  expect(signatureOf(note, raw)).toBe('signed')
  expect(signatureOf({ ...note, body: note.body.replace('\n1\n', '\n2\n') }, raw)).toBe('forged')
  for (const text of [
    vector.note.slice(0, -1),
    `${vector.note}\n`,
    vector.note.replaceAll('\n', '\r\n'),
    ` ${vector.note}`,
  ])
    expect(readNote(text)).toBeUndefined()
})

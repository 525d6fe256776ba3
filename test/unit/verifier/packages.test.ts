import { expect, test } from 'vitest'
import { entryHash } from '../../../electron/domain/ledger/entry.ts'
import {
  fileText,
  history,
  ledgerParts,
  newKeeper,
  noteAt,
  proofBetween,
  sourceOf,
  verifierSays,
} from '../../support/exported-ledger.ts'
import { packageAround } from '../../support/exported-package.ts'

const keeper = newKeeper()
const key = Buffer.from(keeper.publicKey).toString('base64')
const before = history(20)
const made = packageAround(keeper, before, 'the film')
const entry = JSON.parse(String(made['proof.json'])).entry
const entries = [...before, entry]

const folder = (files: Record<string, string | Uint8Array>, name = '2026-0001') =>
  Object.entries(files).map(([file, content]) => sourceOf(`${name}/${file}`, content))
const edited = (file: string, from: string | RegExp, to: string) => {
  const text = String(made[file])
  expect(text).toMatch(from)
  return { ...made, [file]: text.replace(from, to) }
}

test('film, manifest and entry that belong together are intact, however they were chosen', async () => {
  expect((await verifierSays(folder(made))).verdict).toBe('unconfirmed')
  expect((await verifierSays(folder(made), '', key)).verdict).toBe('intact')
  const loose = folder(made).map((file) => ({ ...file, path: file.name }))
  expect((await verifierSays(loose, '', key)).verdict).toBe('intact')
  // macOS takes Korean names apart into their letters.
  const apart = folder(made).map((file) => ({ ...file, name: file.name.normalize('NFD') }))
  expect((await verifierSays(apart, '', key)).verdict).toBe('intact')
  const more = await verifierSays(folder({ ...made, 'notes.txt': 'x', '.DS_Store': 'x' }), '', key)
  expect(more.verdict).toBe('intact')
  expect(more.parts[0]?.findings.at(-1)).toMatchObject({ level: 'warn', name: 'notes.txt' })
})

test('whatever in a package is changed, removed or exchanged is named', async () => {
  const says = async (files: Record<string, string | Uint8Array>) => {
    const { verdict, reason } = await verifierSays(folder(files), '', key)
    return `${verdict} ${reason?.code} ${reason?.name ?? ''}`.trim()
  }
  const without = (file: string) => Object.fromEntries(Object.entries(made).filter(([name]) => name !== file))
  expect(await says({ ...made, 'film.mp4': 'the fi1m' })).toBe('package package-file film.mp4')
  expect(await says({ ...made, 'film.mp4': 'the film.' })).toBe('package package-file film.mp4')
  expect(await says(without('film.mp4'))).toBe('package package-missing film.mp4')
  expect(await says({ ...made, '확인도구.html': 'all is well' })).toBe('package package-file 확인도구.html')
  expect(await says(edited('manifest.json', /"sheets": \[[^\]]*\]/, '"sheets": []'))).toBe(
    'package package-manifest',
  )
  expect(await says(edited('manifest.json', '2026-0001', '2026-0002'))).toBe('package package-manifest')
  expect(await says(edited('proof.json', '"z":1', '"z":2'))).toBe('package package-entry')
  expect(await says(edited('proof.json', '"at":"2026', '"at":"2025'))).toBe('package package-outside')
  expect(await says(edited('checkpoint.txt', '\n21\n', '\n22\n'))).toBe('bad-signature note-forged')
  for (const file of ['manifest.json', 'proof.json', 'checkpoint.txt'])
    expect(await says(without(file))).toContain('unreadable')
  for (const text of ['', '{', '[]', '{"version":2}', '\0'.repeat(100), '['.repeat(100_000)])
    for (const file of ['manifest.json', 'proof.json', 'checkpoint.txt'])
      expect(await says({ ...made, [file]: text })).toContain('unreadable')
  const anothers = packageAround(newKeeper(), before, 'the film')
  expect(await says(anothers)).toContain('foreign')
  const packed = await verifierSays([sourceOf('a.zip', 'PK\u0003\u0004')])
  expect(packed).toMatchObject({ verdict: 'unreadable', reason: { code: 'stray-packed' } })
})

test("whether the package's checkpoint lies in a ledger, on a paper, or at the end of a proof", async () => {
  const ledger = (of: typeof entries) => sourceOf('ledger.vsl', fileText(ledgerParts(keeper, of, [])))
  const says = (file: ReturnType<typeof sourceOf>, typed = '') =>
    verifierSays([...folder(made), file], typed, key)
  expect((await says(ledger([...entries, ...history(30).slice(21)]))).verdict).toBe('intact')
  expect(await says(ledger(history(30)))).toMatchObject({
    verdict: 'forked',
    reason: { label: { kind: 'package', name: '2026-0001' }, from: 0, to: 20 },
  })
  expect((await says(ledger(history(10)))).verdict).toBe('rolled-back')
  const agreed = await verifierSays(folder(made), noteAt(keeper, entries, 21), key)
  expect(agreed.parts.at(-1)?.findings[0]).toMatchObject({ level: 'good', code: 'witnesses-agree' })
  const differing = await verifierSays(folder(made), noteAt(keeper, history(21, '-anew'), 21), key)
  expect(differing).toMatchObject({ verdict: 'forked', reason: { code: 'witnesses-differ', isSigned: true } })
  const proof = proofBetween(entries.map(entryHash), 12)
  const file = {
    format: 'viewing-station-consistency',
    version: 1,
    publicKey: key,
    from: noteAt(keeper, entries, 12),
    to: noteAt(keeper, entries, 21),
    proof: proof.map((hash) => Buffer.from(hash).toString('base64')),
  }
  const between = await says(sourceOf('a.vsc', JSON.stringify(file)), noteAt(keeper, entries, 12))
  expect(between.verdict).toBe('intact')
})

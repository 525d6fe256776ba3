import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { toBase64 } from '#domain/ledger/checkpoint.ts'
import { consistencyRanges } from '#domain/ledger/consistency.ts'
import { treeHash } from '#domain/ledger/merkle.ts'
import { verify } from '../../../electron/export/verify.ts'
import { leafHashes } from '../../../electron/vault/ledger.ts'
import { kept, NOVEMBER, november } from '../../support/november.ts'
import { temporaryDir } from '../../support/station.ts'

const book = { view: 'book', columns: 'ten', ...NOVEMBER } as const

test('the ledger leaves as entries or as hashes, with the verifier beside it; nobody is named in it', async () => {
  const station = await november()
  await station.ask('ledgerPaper', 'print', { of: book, reason: '월례 결재' })
  for (const of of ['entries', 'hashes'] as const) {
    station.chosen.file = join(temporaryDir('ledger'), 'ledger.vsl')
    const job = await station.ask('ledgerPaper', 'exportLedger', { of, reason: '외부 검증' })
    expect(await station.office.jobs.ended(job!.id)).toMatchObject({
      state: 'finished',
      result: { name: 'ledger.vsl' },
    })
    expect(readdirSync(dirname(station.chosen.file)).sort()).toEqual(['ledger.vsl', '확인도구.html'])
    expect(await verify(station.chosen.file)).toMatchObject({ isWhole: true, what: 'ledger' })
    const text = readFileSync(station.chosen.file, 'utf8')
    for (const secret of ['홍길동', '접촉사고', '월례 결재']) expect(text).not.toContain(secret)
    const [head, ...lines] = text
      .trimEnd()
      .split('\n')
      .map((each) => JSON.parse(each) as Record<string, unknown>)
    expect(head).toMatchObject({
      format: 'viewing-station-ledger',
      version: 2,
      of,
      size: station.acts().length,
    })
    expect(lines).toHaveLength(station.acts().length)
    expect(head?.['checkpoints']).toEqual(kept(station).map(({ note }) => note))
    // One entry more, less or other is found.
    writeFileSync(station.chosen.file, `${text.trimEnd().split('\n').slice(0, -1).join('\n')}\n`)
    expect(await verify(station.chosen.file)).toMatchObject({ isWhole: false })
  }
})

test('an export that is cancelled leaves nothing', async () => {
  const station = await november()
  const { office } = station
  const act = office.act({ kind: 'viewing.watched', subject: 'viewing:1', details: {} })
  office.vault.record(
    () => Array.from({ length: 5_000 }, () => act),
    () => undefined,
  )
  station.chosen.file = join(temporaryDir('ledger'), 'ledger.vsl')
  const job = await station.ask('ledgerPaper', 'exportLedger', { of: 'entries', reason: '외부 검증' })
  await station.ask('jobs', 'cancel', { jobId: job!.id })
  expect((await office.jobs.ended(job!.id)).state).toBe('cancelled')
  expect(readdirSync(dirname(station.chosen.file))).toEqual([])
})

test('a checkpoint from paper is proved to be the beginning of the ledger, and what is not is not', async () => {
  const station = await november()
  await station.ask('ledgerPaper', 'print', { of: book, reason: '월례 결재' })
  const { note, size, root } = kept(station).at(-1)!
  const hex = Buffer.from(root)
    .toString('hex')
    .replaceAll(/(.{4})(?=.)/g, '$1 ')
  station.chosen.file = join(temporaryDir('proof'), 'proof.vsc')
  for (const from of [note, `${size} ${hex}`]) {
    await station.ask('ledgerPaper', 'exportConsistency', { from, reason: '감사' })
    const proof = JSON.parse(readFileSync(station.chosen.file, 'utf8')) as Record<string, string[] & string>
    expect(proof).toMatchObject({ format: 'viewing-station-consistency', version: 1, from: note })
    const leaves = station.office.vault.read(leafHashes)
    const to = Number(String(proof['to']).split('\n')[1])
    const expected = consistencyRanges(size, to).map(([begin, end]) =>
      toBase64(treeHash(leaves.slice(begin, end))),
    )
    expect(proof['proof']).toEqual(expected)
  }
  const attempt = (from: string) =>
    station.refusal(station.ask('ledgerPaper', 'exportConsistency', { from, reason: '감사' }))
  expect(await attempt('어제 종이')).toBe('checkpoint-unreadable')
  expect(await attempt(note.replace(/^viewing-station\/./, 'viewing-station/0'))).toBe('checkpoint-differs')
  expect(await attempt(`99999 ${hex}`)).toBe('checkpoint-differs')
  expect(await attempt(`${size} ${hex.replace(/^./, (digit) => (digit === '0' ? '1' : '0'))}`)).toBe(
    'checkpoint-differs',
  )
  const rootNow = treeHash(station.office.vault.read(leafHashes))
  const unkept = `${station.acts().length} ${Buffer.from(rootNow).toString('hex')}`
  expect(await attempt(unkept)).toBe('checkpoint-unsigned')
  const listed = await station.ask('ledgerPaper', 'checkpoints')
  expect(listed.map((each) => each.size)).toEqual(
    kept(station)
      .map((each) => each.size)
      .reverse(),
  )
})

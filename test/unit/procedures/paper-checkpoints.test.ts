import { expect, test } from 'vitest'
import { keptCheckpoints } from '../../../electron/vault/checkpoints.ts'
import { setUpStation } from '../../support/station.ts'

/** Checkpoints that come back on paper are held against the ledger, and that it was done is an act. */

const NOVEMBER = { fromOn: '2026-11-01', toOn: '2026-11-30', text: '' }

test('a checkpoint from paper matches, is of another ledger, of a later one, forked, not signed, or none at all', async () => {
  const station = await (await setUpStation()).as('이책임')
  const { checkpoint: note } = await station.ask('ledger', 'verify')
  const [origin = '', size = '', root = ''] = note.split('\n')
  const hex = Buffer.from(root, 'base64').toString('hex').match(/..../g)!.join(' ')
  const compared = async (text: string) => (await station.ask('ledger', 'comparePaper', { text })).outcome
  for (const text of [
    note,
    note.replaceAll('\n', '\r\n'),
    note.replace(root, `${root.slice(0, 20)}\n${root.slice(20)}`),
    `  ${size} ${root}`,
    `${size}건까지 ${hex}`,
    `${size}\n${hex.toUpperCase()}`,
  ])
    expect([text, await compared(text)]).toEqual([text, 'matches'])
  expect(await compared(note.replaceAll(origin, 'viewing-station/0123456789abcdef'))).toBe('other-ledger')
  expect(await compared(`999999 ${root}`)).toBe('rolled-back')
  const other = Buffer.from(root, 'base64').fill(7).toString('base64')
  expect(await compared(`${size} ${other}`)).toBe('forked')
  expect(await compared(note.replace(root, other))).toBe('unsigned')
  expect(await compared(`${Number(size) - 1} ${root}`)).toBe('forked')
  expect(await station.refusal(station.ask('ledger', 'comparePaper', { text: '대장 확인점' }))).toBe(
    'checkpoint-unreadable',
  )
  expect(station.acts().at(-2)).toBe('ledger.compared')
  const [last] = (await station.ask('ledger', 'acts', { ...NOVEMBER, work: 'look-up', offset: 0, limit: 1 }))
    .lines
  const { summary } = await station.ask('ledger', 'act', { seq: last!.seq })
  expect(summary).toContain('outcome: forked')
})

test('verifying counts the checkpoints that were kept, and names where the ledger is not theirs', async () => {
  const station = await (await setUpStation()).as('이책임')
  const { vault } = station.office
  const before = (await station.ask('ledger', 'verify')).kept
  const sure = vault.read(keptCheckpoints).at(-1)
  const { checkpoint } = vault.checkpoint('print')
  vault.checkpoint('day-end')
  expect(await station.ask('ledger', 'verify')).toMatchObject({ kept: before + 2 })
  const changed = Buffer.alloc(32, 7)
  vault.record(
    () => [],
    (db) => db.prepare('UPDATE checkpoints SET root = ? WHERE size = ?').run(changed, checkpoint.size),
  )
  // Between the last checkpoint that agrees and the one that does not: no entry from there on can be relied on.
  const refusal = await station.ask('ledger', 'verify').catch((error: unknown) => error)
  expect(refusal).toMatchObject({ code: 'ledger-altered', data: { seq: sure?.size } })
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AccessFilter, LedgerFilter } from '#contract/ledger.ts'
import { Work } from '#domain/ledger/access.ts'
import type { ActKind } from '#domain/ledger/entry.ts'
import type { Row, RowKind } from '#domain/ledger/row.ts'
import { addDays } from '#domain/time.ts'
import { clockTo } from '../../support/casework.ts'
import { setUpStation, type TestStation } from '../../support/station.ts'

/** Finding lines and acts: by period, camera, person, kind and words, page by page. */

const page = { offset: 0, limit: 200 }

const row = (kind: RowKind, purpose: string): Row => ({
  kind,
  at: "'26.11.23 09:30",
  file: '3번 CCTV/동영상',
  officer: '총무과/주무관/김담당',
  purpose,
  recipient: '홍길동 010-1234-5678',
  basis: '「개인정보 보호법」 제35조',
  form: '자료열람',
  period: '-',
  result: '(통보 대기)',
  safety: '-',
})

/** Forty days with some acts each, every third with a line, by two people and the station, on three cameras. */
const DAYS = 40
const KINDS: readonly RowKind[] = ['use', 'provide', 'view', 'destroy']
const ACTS: readonly ActKind[] = ['request.received', 'viewing.opened', 'document.printed', 'attempt.refused']
const firstOn = '2026-11-24'

async function filled(): Promise<TestStation> {
  const station = await (await setUpStation()).as('이책임')
  const { actors, cameras } = await station.ask('institution', 'show')
  for (let day = 0; day < DAYS; day++) {
    clockTo(station, `${addDays(firstOn, day)}T${day % 2 === 0 ? '00:05' : '23:55'}:00`)
    for (let i = 0; i <= (day * 7) % 5; i++) {
      const n = day * 5 + i
      const isLine = n % 3 === 0
      station.office.vault.enter({
        kind: ACTS[n % ACTS.length]!,
        actor: n % 4 === 3 ? 'station' : actors[n % 2]!.id,
        subject: `camera:${n}`,
        details: { n },
        cameraIds: n % 5 === 4 ? [] : [cameras[n % 3]!.id],
        ...(isLine ? { row: row(KINDS[n % 4]!, `목적 ${n}`) } : {}),
      })
    }
  }
  return station
}

const days = fc.integer({ min: -2, max: DAYS + 1 })

test('a period is the sum of its parts, line by line and kind by kind', async () => {
  const full = await filled()
  await fc.assert(
    fc.asyncProperty(days, days, days, async (...picked) => {
      const [from, middle, to] = picked.sort((a, b) => a - b)
      const on = (day: number) => addDays(firstOn, day)
      const lines = (fromOn: string, toOn: string) =>
        full.ask('ledger', 'lines', { fromOn, toOn, text: '', ...page })
      const acts = (fromOn: string, toOn: string) =>
        full.ask('ledger', 'acts', { fromOn, toOn, text: '', ...page })
      const [all, one, other] = [
        await lines(on(from), on(to)),
        await lines(on(from), on(middle)),
        await lines(on(middle + 1), on(to)),
      ]
      expect(all.lines).toEqual([...one.lines, ...other.lines])
      expect(all.total).toBe(one.total + other.total)
      for (const kind of KINDS) expect(all.totals[kind]).toBe(one.totals[kind] + other.totals[kind])
      const [allActs, oneActs, otherActs] = [
        await acts(on(from), on(to)),
        await acts(on(from), on(middle)),
        await acts(on(middle + 1), on(to)),
      ]
      // The latest first.
      expect(allActs.lines).toEqual([...otherActs.lines, ...oneActs.lines])
      for (const work of Work.options)
        expect(allActs.totals[work]).toBe(oneActs.totals[work] + otherActs.totals[work])
    }),
    { numRuns: 40 },
  )
})

test('whatever is narrowed, everything found fits it, nothing that fits is left out, and the totals agree', async () => {
  const full = await filled()
  const { actors, cameras } = await full.ask('institution', 'show')
  const all = await full.ask('ledger', 'acts', { fromOn: firstOn, toOn: '2027-12-31', text: '', ...page })
  const everyone = [...actors.map(({ id }) => id), 'station' as const]
  await fc.assert(
    fc.asyncProperty(
      fc.option(fc.constantFrom(...everyone), { nil: undefined }),
      fc.option(fc.constantFrom(...Work.options), { nil: undefined }),
      fc.option(fc.constantFrom(...cameras.slice(0, 4)), { nil: undefined }),
      async (actorId, work, camera) => {
        const filter: AccessFilter = { fromOn: firstOn, toOn: '2027-12-31', text: '' }
        if (actorId !== undefined) filter.actorId = actorId
        if (work !== undefined) filter.work = work
        if (camera !== undefined) filter.cameraId = camera.id
        const found = await full.ask('ledger', 'acts', { ...filter, ...page })
        const nameOf = actorId === 'station' ? '' : actors.find(({ id }) => id === actorId)?.loginName
        const fits = all.lines.filter(
          (line) =>
            (actorId === undefined || line.loginName === nameOf) &&
            (work === undefined || line.work === work) &&
            (camera === undefined || line.concerned === `${camera.number}번 카메라`),
        )
        expect(found.lines).toEqual(fits)
        expect(found.total).toBe(fits.length)
        if (work !== undefined) expect(found.totals[work]).toBe(fits.length)
      },
    ),
    { numRuns: 60 },
  )
})

test('lines by kind, camera and whoever acted, and pages one after the other', async () => {
  const full = await filled()
  const { actors, cameras } = await full.ask('institution', 'show')
  const year: LedgerFilter = { fromOn: '2026-01-01', toOn: '2027-12-31', text: '' }
  const all = await full.ask('ledger', 'lines', { ...year, ...page })
  expect(all.lines.map(({ no }) => no)).toEqual(all.lines.map((_, index) => index + 1))
  const paged: unknown[] = []
  for (let offset = 0; offset < all.total; offset += 7) {
    const { lines, total, totals } = await full.ask('ledger', 'lines', { ...year, offset, limit: 7 })
    paged.push(...lines)
    expect([total, totals]).toEqual([all.total, all.totals])
  }
  expect(paged).toEqual(all.lines)
  const byKind = await Promise.all(
    KINDS.map((kind) => full.ask('ledger', 'lines', { ...year, kind, ...page })),
  )
  expect(byKind.map(({ total }) => total)).toEqual(KINDS.map((kind) => all.totals[kind]))
  // Narrowed to one, the others can still be counted.
  for (const found of byKind) expect(found.totals).toEqual(all.totals)
  const people = [...actors.map(({ id }) => id), 'station' as const]
  const byActor = await Promise.all(
    people.map((actorId) => full.ask('ledger', 'lines', { ...year, actorId, ...page })),
  )
  expect(byActor.reduce((sum, { total }) => sum + total, 0)).toBe(all.total)
  const ofCamera = await full.ask('ledger', 'lines', { ...year, cameraId: cameras[0]!.id, ...page })
  const expected = all.lines.filter(({ purpose }) => {
    const n = Number(purpose.slice(3))
    return n % 3 === 0 && n % 5 !== 4
  })
  expect(ofCamera.lines).toEqual(expected)
})

test('words are looked for in what a line says, not in how it is kept', async () => {
  const full = await filled()
  const found = async (text: string) =>
    (await full.ask('ledger', 'lines', { fromOn: '2026-01-01', toOn: '2027-12-31', text, ...page })).total
  expect(await found('목적 12')).toBeGreaterThan(0)
  expect(await found('purpose')).toBe(0)
  expect(await found('view')).toBe(0)
  expect(await found('"')).toBe(0)
  expect(await found('없는 말')).toBe(0)
})

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { AccessReview, FindingLine } from '#contract/access-review.ts'
import { DEFAULT_SETTINGS } from '#domain/access-review.ts'
import { treeHash } from '#domain/ledger/merkle.ts'
import { presets } from '#domain/policy.ts'
import { entries } from '../../../electron/vault/ledger.ts'
import { PASSWORDS, setUpStation, type TestStation, temporaryDir } from '../../support/station.ts'

/** AC-35. The station's clock begins on Monday 2026-11-23 at 09:30; November is over eight days later. */

const NOVEMBER = { month: '2026-11' }
const password = PASSWORDS['이책임']!
const OFFICER = { loginName: '김담당', password: PASSWORDS['김담당']! }

const show = (station: TestStation): Promise<AccessReview> => station.ask('accessReview', 'show', NOVEMBER)
const sign = (station: TestStation, witness: typeof OFFICER | null = null) =>
  station.ask('accessReview', 'sign', { ...NOVEMBER, password, witness })
const explain = (station: TestStation, { id, lastSeq }: FindingLine, text = '당직 중 긴급 청구 처리') =>
  station.ask('accessReview', 'explain', { ...NOVEMBER, findingId: id, text, lastSeq })
const kinds = ({ findings }: AccessReview) => findings.map(({ kind }) => kind)

/** 홍길동 asks for the same once more. */
const again = async (station: TestStation, purpose: string) =>
  station.ask('requests', 'receive', { form: await station.form({ purpose }), again: true })

/** 김담당 receives a request in the night of the 23rd and tries what only a manager may; 이책임 looks on the 1st. */
async function afterNovember(): Promise<TestStation> {
  const station = await (await setUpStation()).as('김담당')
  station.advance({ minutes: 14 * 60 })
  await station.received(await station.form())
  await station.refusal(station.ask('institution', 'change', presets.library.institution))
  station.advance({ days: 8, minutes: -14 * 60 })
  return station.as('이책임')
}

async function explained(station: TestStation): Promise<TestStation> {
  for (const finding of (await show(station)).findings) await explain(station, finding)
  return station
}

describe('AC-35: the monthly review', () => {
  test('finds the night and the forbidden attempt, and names who, whom and when', async () => {
    const station = await afterNovember()
    const review = await show(station)
    expect(kinds(review)).toEqual(['night', 'forbidden'])
    const [night, forbidden] = review.findings
    expect(night).toMatchObject({ actorNames: ['김담당'], on: '2026-11-23', value: 3, isOwn: false })
    expect(night?.requests.map(({ number }) => number)).toEqual(['2026-0001'])
    expect(forbidden).toMatchObject({ about: 'not-allowed', value: 1, count: 1 })
    const acts = await station.ask('accessReview', 'acts', { seqs: night?.seqs ?? [] })
    expect(acts.map(({ kind, actorName }) => `${actorName} ${kind}`)).toEqual([
      '김담당 request.received',
      '김담당 hold.set',
      '김담당 attempt.refused',
    ])
    expect(review.heat[22]?.[23]).toBe(3)
    expect(review.isOver).toBe(true)
    expect(review.dueOn).toBe('2026-12-31')
  })

  test('is signed with its findings, what was said of them, the entries it covers and their root', async () => {
    const station = await explained(await afterNovember())
    await sign(station)
    const { signature, range } = await show(station)
    const all = station.office.vault.read((db) => entries(db, 0, 1000))
    const covered = all.slice(range?.fromSeq, (range?.toSeq ?? 0) + 1)
    expect(covered.every(({ at }) => at < '2026-11-30T15:00:00.000Z')).toBe(true)
    expect(signature).toMatchObject({
      byName: '이책임',
      root: Buffer.from(treeHash(covered.map(({ hash }) => hash))).toString('base64'),
    })
    const act = all.find(({ kind }) => kind === 'access.reviewed')
    expect(act?.seq).toBe(signature?.seq)
    expect(JSON.parse(act?.details ?? '')).toMatchObject({
      month: '2026-11',
      ...range,
      own: 0,
      findings: [
        { kind: 'night', explanation: '당직 중 긴급 청구 처리' },
        { kind: 'forbidden', explanation: '당직 중 긴급 청구 처리' },
      ],
    })
    const { months } = await station.ask('accessReview', 'months')
    expect(months.map(({ month, signature: by }) => [month, by?.byName])).toEqual([
      ['2026-12', undefined],
      ['2026-11', '이책임'],
    ])
  })

  test('is signed once, and a signed month does not change', async () => {
    const station = await explained(await afterNovember())
    await sign(station)
    expect(await station.refusal(sign(station))).toBe('month-signed')
    const { findings } = await show(station)
    expect(await station.refusal(explain(station, findings[0]!, '다른 설명'))).toBe('month-signed')
    await station.ask('accessReview', 'changeSettings', { ...DEFAULT_SETTINGS, toHour: 24 })
    expect(kinds(await show(station))).toEqual(['night', 'forbidden'])
  })

  test('a month that goes on can be looked at, not signed', async () => {
    const station = await (await setUpStation()).as('이책임')
    expect((await show(station)).isOver).toBe(false)
    expect(await station.refusal(sign(station))).toBe('month-open')
  })

  test('nothing is signed unless everything is explained, by whoever gives their own password', async () => {
    const station = await afterNovember()
    const [first] = (await show(station)).findings
    await explain(station, first!)
    expect(await station.refusal(sign(station))).toBe('unexplained')
    await explained(station)
    const wrong = { ...NOVEMBER, password: 'Not-My-Pass-1', witness: null }
    expect(await station.refusal(station.ask('accessReview', 'sign', wrong))).toBe('wrong-password')
    await sign(station)
  })

  test('what was explained is explained again when it has grown', async () => {
    const station = await (await setUpStation()).as('김담당')
    station.advance({ minutes: 14 * 60 })
    await station.received(await station.form())
    await station.as('이책임')
    await explained(station)
    await station.as('김담당')
    await again(station, '다른 일')
    station.advance({ days: 8 })
    await station.as('이책임')
    const officers = (await show(station)).findings.filter(({ actorNames }) => actorNames[0] === '김담당')
    expect(officers.map(({ isExplained, explanation }) => [isExplained, explanation?.text])).toEqual([
      [false, '당직 중 긴급 청구 처리'],
    ])
  })

  test('nobody alone judges what they did themselves: somebody stands by, and the sheet says whose it was', async () => {
    const station = await (await setUpStation()).as('이책임')
    await station.ask('institution', 'change', { ...presets.library.institution, viewingPlace: '1층' })
    station.advance({ days: 8 })
    await explained(await station.as('이책임'))
    const review = await show(station)
    expect(review.findings.every(({ isOwn }) => isOwn)).toBe(true)
    expect(review.needsWitness).toBe(true)
    expect(await station.refusal(sign(station))).toBe('reviewing-alone')
    expect(await station.refusal(sign(station, { loginName: '이책임', password }))).toBe('same-person')
    await sign(station, OFFICER)
    expect((await show(station)).signature).toMatchObject({ byName: '이책임', witnessName: '김담당' })
  })

  test('an officer does not review, an auditor reads', async () => {
    const station = await afterNovember()
    await station.ask('institution', 'addActor', {
      loginName: 'auditor',
      name: '홍길동',
      department: '감사실',
      title: '감사',
      role: 'auditor',
      password: 'Auditor-Pass-1',
    })
    await station.as('김담당')
    expect(await station.refusal(show(station))).toBe('not-allowed')
    await station.ask('station', 'signIn', { loginName: 'auditor', password: 'Auditor-Pass-1' })
    const { findings } = await show(station)
    expect(findings.length).toBeGreaterThan(0)
    expect(await station.refusal(explain(station, findings[0]!))).toBe('not-allowed')
    expect(await station.refusal(sign(station))).toBe('not-allowed')
  })

  test('unsigned by the end of the next month it is overdue, and gone from the desk once it is signed', async () => {
    const station = await afterNovember()
    const lines = async () =>
      (await station.ask('duties', 'inbox', { untilOn: '2027-01-31' })).station.filter(
        ({ kind }) => kind === 'access-review',
      )
    const [line] = await lines()
    expect(line).toMatchObject({ period: '2026-11', dueOn: '2026-12-31' })
    expect(Number(line?.text)).toBeGreaterThan(3)
    station.advance({ days: 31 })
    await station.as('이책임')
    expect((await lines()).map(({ period, dueOn }) => `${period} ${dueOn}`)).toEqual([
      '2026-11 2026-12-31',
      '2026-12 2027-01-31',
    ])
    await explained(station)
    await sign(station)
    expect((await lines()).map(({ period }) => period)).toEqual(['2026-12'])
  })

  test('drafts are there after the station was closed without a word', async () => {
    const station = await afterNovember()
    const [first] = (await show(station)).findings
    await explain(station, first!, '반쯤 쓴 설명')
    station.office.close()
    await station.as('이책임')
    expect((await show(station)).findings[0]?.explanation).toMatchObject({
      text: '반쯤 쓴 설명',
      byName: '이책임',
    })
  })

  test('failed sign-ins are counted by account and day, the account by its name', async () => {
    const station = await setUpStation()
    for (let tried = 0; tried < 3; tried += 1)
      await station.refusal(
        station.ask('station', 'signIn', { loginName: '김담당', password: 'Wrong-Pass-1' }),
      )
    await station.as('이책임')
    const found = (await show(station)).findings.filter(({ kind }) => kind === 'sign-in-failed')
    expect(found).toMatchObject([{ name: '김담당', value: 3, limit: 3, on: '2026-11-23' }])
  })

  test('the same person by the same officer is found by their requests, and not named in what is kept', async () => {
    const station = await (await setUpStation()).as('김담당')
    for (const purpose of ['하나', '둘', '셋']) await again(station, purpose)
    await station.as('이책임')
    const found = (await show(station)).findings.filter(({ kind }) => kind === 'subject-requests')
    expect(found).toMatchObject([{ name: '홍길동', value: 3, limit: 3 }])
    expect(found[0]?.id).not.toContain('홍길동')
    expect(found[0]?.requests.map(({ number }) => number)).toEqual(['2026-0001', '2026-0002', '2026-0003'])
  })

  test('the sheet is printed for a reason, says who signed and what, and carries the checkpoint', async () => {
    const station = await explained(await afterNovember())
    await sign(station)
    const path = join(temporaryDir('paper'), '점검표.pdf')
    station.chosen.file = path
    const print = (reason: string) => station.ask('accessReview', 'print', { ...NOVEMBER, reason })
    expect(await station.refusal(print(' '))).toBe('reason-missing')
    expect(await print('월례 결재')).toEqual({ saved: true })
    const html = station.papers.at(-1)?.html ?? ''
    for (const said of [
      '접속기록 월간 점검표',
      '2026년 11월',
      '당직 중 긴급 청구 처리',
      '서명',
      '이책임',
      '월례 결재',
    ])
      expect(html).toContain(said)
    expect(html).toContain(station.office.vault.checkpoint().note.split('\n')[0])
    expect(readFileSync(path).length).toBeGreaterThan(0)
    expect(station.acts().at(-1)).toBe('ledger.printed')
  })
})

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { clockTo, found, ledgerLines, received, stationWithFootage, take } from '../../support/casework.ts'
import { type TestStation, temporaryDir } from '../../support/station.ts'

/** Law that changes on a day: a dated file is loaded, and what is decided before and after it goes by its own text. */

const CHANGE = {
  effectiveFrom: '2027-03-09',
  name: '개인정보 보호법(법률 제21910호)',
  grounds: {
    'RF-2': {
      text: '다른 사람의 생명·신체 또는 정당한 이익을 침해할 우려가 있는 경우',
      citation: '「개인정보 보호법」 제35조제4항제2호(2027. 3. 9. 시행)',
      answers: ['access'],
      sectors: ['general'],
    },
    'RF-3a': null,
    'RF-4': {
      text: '새로 생긴 사유',
      citation: '「개인정보 보호법」 제35조제4항제4호',
      answers: ['access'],
      sectors: ['general'],
    },
  },
}

async function load(station: TestStation, body: unknown): Promise<unknown> {
  station.chosen.open = join(temporaryDir('law'), 'law.json')
  writeFileSync(station.chosen.open, typeof body === 'string' ? body : JSON.stringify(body))
  return station.ask('law', 'load')
}

test('a new ground of 2027-03-09 is offered from that day on, without code', async () => {
  const station = await stationWithFootage({ camera: 3, from: '2027-03-05T18:30:00' })
  await station.as('이책임')
  expect(await load(station, CHANGE)).toMatchObject({ effectiveFrom: '2027-03-09' })
  await station.as('김담당')
  clockTo(station, '2027-03-08T23:50:00')
  const march = { fromAt: '2027-03-05T09:30:00.000Z', toAt: '2027-03-05T10:00:00.000Z' }
  const request = await found(
    station,
    await received(station, await station.form({ kind: 'view', ...march })),
  )
  const grounds = async () => (await station.ask('requests', 'review', { requestId: request.id })).grounds
  const refuse = (ground: string) =>
    station.refusal(
      take(station, request, 'propose', { proposal: { outcome: 'refuse', ground, reason: '거처가 드러남' } }),
    )
  const before = await grounds()
  expect(before.map(({ code }) => code)).toContain('RF-3a')
  expect(before.find(({ code }) => code === 'RF-2')?.text).toMatch(/그 밖의 이익을 부당하게/)
  expect(await refuse('RF-4')).toBe('ground-not-lawful')

  clockTo(station, '2027-03-09T00:10:00')
  const after = await grounds()
  expect(after.map(({ code }) => code)).not.toContain('RF-3a')
  expect(after.find(({ code }) => code === 'RF-2')).toEqual({
    code: 'RF-2',
    text: CHANGE.grounds['RF-2'].text,
    citation: CHANGE.grounds['RF-2'].citation,
  })
  expect(await refuse('RF-3a')).toBe('ground-not-lawful')
  expect(await refuse('RF-4')).toBe('nothing')
  await station.decided(request)
  await take(station, request, 'notify', { how: 'post' })
  expect((await ledgerLines(station))[0]?.result).toBe("거절 통지('27.03.09): RF-4 거처가 드러남")
})

test('a ground that was taken away between proposal and decision is not decided on', async () => {
  const station = await stationWithFootage({ camera: 3, from: '2027-03-05T18:30:00' })
  await station.as('이책임')
  await load(station, CHANGE)
  await station.as('김담당')
  clockTo(station, '2027-03-08T17:00:00')
  const march = { fromAt: '2027-03-05T09:30:00.000Z', toAt: '2027-03-05T10:00:00.000Z' }
  const form = await station.form({ kind: 'view', ...march })
  const request = await station.proposed(form, {
    outcome: 'refuse',
    ground: 'RF-3a',
    reason: '세무조사 진행 중',
  })
  clockTo(station, '2027-03-09T09:00:00')
  expect(await station.refusal(station.decided(request))).toBe('ground-not-lawful')
  await take(station, request, 'sendBack', { why: '법이 바뀜' })
})

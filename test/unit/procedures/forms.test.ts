import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PDFDocument } from '@cantoo/pdf-lib'
import { expect, test } from 'vitest'
import { CLAIM_FIELDS, type ClaimField } from '#domain/claim-fields.ts'
import { photo } from '../../support/pixels.ts'
import { filledIn, printedSheet } from '../../support/sheet.ts'
import { setUpStation, type TestStation, temporaryDir } from '../../support/station.ts'

async function atTheDesk(): Promise<TestStation> {
  const station = await (await setUpStation()).as('김담당')
  station.chosen.open = join(temporaryDir('form'), '청구서.pdf')
  return station
}

/** The blank sheet as the station hands it out. */
const blank = async ({ office }: TestStation) => office.world.forms.lay(await printedSheet(CLAIM_FIELDS))

async function brought(
  station: TestStation,
  typed: Partial<Record<ClaimField, string>>,
  ticked: readonly ClaimField[] = [],
) {
  writeFileSync(station.chosen.open ?? '', await filledIn(await blank(station), typed, ticked))
  return station.ask('forms', 'read')
}

test('what a citizen typed into the blank form is read; nobody types it twice', async () => {
  const station = await atTheDesk()
  const typed = { 'requester.name': '홍길동', from: '2026. 11. 20. 18:30', purpose: '주차 차량 접촉 확인' }
  expect(await brought(station, typed, ['kind.copy'])).toEqual({
    kind: 'fields',
    fields: { ...typed, 'kind.copy': 'on' },
    others: [],
  })
  expect(station.acts().at(-1)).toBe('form.read')
})

test('a blank form says so, and nobody choosing one is no act', async () => {
  const station = await atTheDesk()
  expect(await brought(station, {})).toEqual({ kind: 'fields', fields: {}, others: [] })
  const entries = station.acts().length
  delete station.chosen.open
  expect(await station.ask('forms', 'read')).toBeNull()
  expect(station.acts()).toHaveLength(entries)
})

test('a resident number in any field is refused, and nothing is answered', async () => {
  const station = await atTheDesk()
  const reading = brought(station, { purpose: '제 번호는 900101-1234567 입니다' })
  await expect(reading).rejects.toMatchObject({ code: 'resident-number', data: { field: 'purpose' } })
  const written = brought(station, { 'requester.birthOn': '９００１０１ １２３４５６７' })
  await expect(written).rejects.toMatchObject({ code: 'resident-number', data: { field: 'birthOn' } })
  expect(station.acts()).not.toContain('form.read')
})

test('a picture is shown as it is, without its EXIF', async () => {
  const station = await atTheDesk()
  writeFileSync(station.chosen.open ?? '', await photo(900, 1_200))
  const file = await station.ask('forms', 'read')
  if (file?.kind !== 'pictures') throw new Error(`no picture but ${file?.kind}`)
  expect(file.pictures).toHaveLength(1)
  const picture = Buffer.from(file.pictures[0] ?? '', 'base64')
  expect(picture.subarray(0, 2).toString('hex')).toBe('ffd8')
  expect(picture.includes('Exif')).toBe(false)
  expect(station.acts().at(-1)).toBe('form.read')
})

test('what is neither form nor picture is refused', async () => {
  const station = await atTheDesk()
  const files = [
    Buffer.from('%PDF-1.7\nnothing else'),
    Buffer.from('PK\x03\x04 a document of a word processor'),
    Buffer.from('89504e470d0a1a0a00', 'hex'),
    Buffer.alloc(0),
    Buffer.alloc(11 * 2 ** 20, '%PDF-'),
  ]
  for (const bytes of files) {
    writeFileSync(station.chosen.open ?? '', bytes)
    expect(await station.refusal(station.ask('forms', 'read'))).toBe('form-unreadable')
  }
  station.chosen.open = temporaryDir('folder')
  expect(await station.refusal(station.ask('forms', 'read'))).toBe('form-unreadable')
  expect(station.acts()).not.toContain('form.read')
})

test('whoever leaves the desk while a form is read gets none', async () => {
  const station = await atTheDesk()
  writeFileSync(station.chosen.open ?? '', await filledIn(await blank(station), { place: '정문' }))
  const reading = station.ask('forms', 'read')
  await station.ask('station', 'lock')
  expect(await station.refusal(reading)).toBe('not-signed-in')
})

test('the blank 청구서 that the station prints has every cell, and what is typed into it comes back', async () => {
  const station = await atTheDesk()
  const path = station.chosen.open ?? ''
  station.chosen.file = path
  await station.ask('documents', 'print', { document: 'claim', reason: '홈페이지 게시' })
  const pdf = await PDFDocument.load(readFileSync(path))
  const names = pdf
    .getForm()
    .getFields()
    .map((field) => field.getName())
  expect(names.toSorted()).toEqual(CLAIM_FIELDS.toSorted())
  writeFileSync(path, await filledIn(readFileSync(path), { place: '정문 앞' }, ['kind.erase']))
  expect(await station.ask('forms', 'read')).toMatchObject({
    fields: { place: '정문 앞', 'kind.erase': 'on' },
  })
})

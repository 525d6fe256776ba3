import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { clearanceOf } from '#domain/clearance.ts'
import { Refusal } from '#domain/refusal.ts'
import type { AgencyForm } from '#domain/request-form.ts'
import { fromWallClock } from '#domain/time.ts'
import { Manifest } from '../../../electron/export/manifest.ts'
import { verify, verifyPackage } from '../../../electron/export/verify.ts'
import {
  clear,
  EDGE,
  granted,
  likeness,
  PER_SECOND,
  probed,
  refused,
  SECONDS,
  startedDetails,
  sum,
  UNMARKED,
  withFootage,
} from '../../support/clear.ts'
import {
  answerAll,
  coverAll,
  expectFinished,
  exported,
  handedOver,
  killed,
  maskedAlone,
  NAME,
  order,
} from '../../support/copy.ts'
import { granting, TestStation, temporaryDir } from '../../support/station.ts'

/** Films in which nobody is masked: where the decision says so, and nowhere else. */

const FILM = `${NAME}.mp4`
test('a clear film is the footage of the granted range and nothing else, without anybody looked for', async () => {
  const { station, source, request, key } = await granted()
  const outDir = temporaryDir('usb')
  expectFinished(await exported(station, key, outDir, clear))
  expect(await station.ask('masking', 'clip', key)).toBeNull()
  expect(readdirSync(outDir)).toEqual([NAME])
  const path = join(outDir, NAME, FILM)
  const { streams, format } = probed(path)
  expect(streams).toHaveLength(1)
  expect(streams[0]).toMatchObject({
    codec_name: 'h264',
    width: 768,
    height: 576,
    nb_read_frames: String(2 * PER_SECOND),
  })
  expect(Object.keys(format.tags ?? {}).sort()).toEqual(['compatible_brands', 'major_brand', 'minor_version'])
  expect(readFileSync(path).includes('+37.5665')).toBe(false)

  for (const strip of UNMARKED) {
    const same = likeness(path, source, PER_SECOND, strip)
    expect(same).toHaveLength(2 * PER_SECOND)
    expect(Math.min(...same)).toBeGreaterThan(0.95)
  }
  // It is these frames and not their neighbours.
  const [, among] = UNMARKED
  const same = sum(likeness(path, source, PER_SECOND, among))
  for (const shift of [-1, 1])
    expect(sum(likeness(path, source, PER_SECOND + shift, among))).toBeLessThan(same - 0.05)
  expect(Math.max(...likeness(path, source, PER_SECOND, EDGE))).toBeLessThan(0.9)

  expect(await verifyPackage(join(outDir, NAME))).toMatchObject({
    isWhole: true,
    requestNumber: request.number,
  })
  const manifest = Manifest.parse(JSON.parse(readFileSync(join(outDir, NAME, 'manifest.json'), 'utf8')))
  const finding = '다른 사람은 멀리 있어 알아볼 수 없음'
  expect(manifest).toMatchObject({
    version: 3,
    style: 'clear',
    maskedShare: 0,
    frameCount: 2 * PER_SECOND,
    unmasked: { others: 'unrecognisable', finding, isSearched: false },
  })
  const [assurance, receipt] = station.papers.slice(-2)
  for (const words of ['가리지 않음', '다른 사람을 알아볼 수 없음', finding, '하지 않음'])
    expect(assurance?.html).toContain(words)
  expect(receipt?.html).toContain('가리지 않음 (다른 사람을 알아볼 수 없음) · 음성 없음')
  expect(startedDetails(station)).toMatchObject({ style: 'clear', others: 'unrecognisable', finding })
  expect(station.acts()).not.toContain('masking.scanned')

  const [copied] = await handedOver(station, key)
  expect(copied).toMatchObject({ kind: 'view', result: expect.stringMatching(/^제공\('26\.11\.23\)/) })
})

test('a police station gets what it needs unmasked, with the ground, for 제공', async () => {
  const { station, cameraId } = await withFootage()
  const form: AgencyForm = {
    kind: 'provide',
    channel: 'agency-letter',
    agency: {
      name: '○○경찰서',
      department: '형사과',
      title: '경위',
      officer: '박길동',
      phone: '02-123-4567',
    },
    letter: { number: '형사과-1234', on: '2026-11-23' },
    statedBasis: '「형사소송법」 제199조제2항',
    caseNumber: '2026-5678',
    handling: 'copy',
    fromAt: fromWallClock('2026-11-20T18:30:00'),
    toAt: fromWallClock('2026-11-20T18:31:00'),
    cameraIds: [cameraId],
    purpose: '절도 수사',
    clues: '',
  }
  const giving = granting({
    others: 'visible',
    finding: '피의자를 알아보려면 모두 보여야 함',
    basis: {
      code: 'B7',
      citation: '',
      evidence: '',
      scope: '신고된 1분으로 한정',
      balance: '부당한 침해 우려 없음',
      destroyByOn: '2027-02-23',
    },
  })
  const request = await station.decided(await station.proposed(form, giving))
  const key = { requestId: request.id, cameraId }
  const outDir = temporaryDir('usb')
  const recipient = '박길동'
  expectFinished(await exported(station, key, outDir, { ...clear, recipient }))
  const manifest = JSON.parse(readFileSync(join(outDir, NAME, 'manifest.json'), 'utf8'))
  expect(manifest).toMatchObject({ frameCount: SECONDS * PER_SECOND })
  expect(manifest.unmasked).toMatchObject({
    others: 'visible',
    basis: { letter: '형사과-1234', scope: '신고된 1분으로 한정' },
  })
  expect(manifest.unmasked.basis.citation).toContain('제18조제2항제7호')
  const [assurance, receipt] = station.papers.slice(-2)
  for (const words of ['제18조제2항제7호, 형사과-1234', '신고된 1분으로 한정'])
    expect(assurance?.html).toContain(words)
  for (const words of ['요청기관', '제공받은 목적으로만', '가리지 않음'])
    expect(receipt?.html).toContain(words)
  expect(receipt?.html).not.toContain('청구인')
  expect(station.pictures.at(-1)?.letterings.map(({ text }) => text)).toContain(
    `접수 제${request.number}호 · 사본 1호 · 제공용·재제공 금지 · 절도 수사`,
  )
  expect(startedDetails(station)).toMatchObject({
    others: 'visible',
    basis: 'B7',
    scope: '신고된 1분으로 한정',
  })

  // Others can be masked for it all the same.
  await maskedAlone(station)
  coverAll(station, key, SECONDS * PER_SECOND)
  await answerAll(station, key)
  const masked = temporaryDir('usb')
  expectFinished(await exported(station, key, masked, { recipient }))
  const [maskedSheet] = station.papers.slice(-2)
  expect(maskedSheet?.html).toContain('목적에 필요하지 않은 사람을')
  expect(maskedSheet?.html).not.toContain('청구인')
  const [provided] = await handedOver(station, key)
  expect(provided).toMatchObject({ kind: 'provide', form: '자료복제(USB)', result: '(통보 대기)' })
})

test('where others are to be masked, nothing leaves unmasked', async () => {
  const { station, key } = await granted('masked')
  expect(await refused(station, key, clear)).toBe('others-visible')
  expect(await refused(station, key, {})).toBe('tracks-missing')
  expect(station.acts()).not.toContain('export.started')
})

test('without a finding, a decision or a ground there is nothing to show somebody by', async () => {
  const { station, request, key } = await granted()
  if (request.state !== 'decided' || request.decision.proposal.outcome !== 'grant')
    throw new Error('not granted')
  const { decision } = request
  const { proposal } = decision
  const decided = (changes: object) =>
    clearanceOf({ ...request, decision: { ...decision, proposal: { ...proposal, ...changes } } })
  expect(decided({})).toMatchObject({ others: 'unrecognisable' })
  expect(decided({ others: 'nobody', finding: '' })).toMatchObject({ others: 'nobody' })
  expect(decided({ others: 'consented', finding: ' ' })).toBeUndefined()
  expect(decided({ others: 'visible' })).toBeUndefined()
  expect(decided({ others: 'masked' })).toBeUndefined()
  expect(decided({ outcome: 'refuse' })).toBeUndefined()

  const undecided = await station.received(await station.form({ kind: 'view' }))
  expect(clearanceOf(undecided)).toBeUndefined()
  expect(await refused(station, { ...key, requestId: undecided.id }, clear)).toBe('request-not-approved')
  await station.ask('requests', 'withdraw', { ...(await station.seen(request)), reason: '취하' })
  expect(await refused(station, key, clear)).toBe('request-not-approved')
})

test('a request that is withdrawn while its film is made gets none', async () => {
  const { station, request, key } = await granted()
  const outDir = temporaryDir('usb')
  station.chosen.folder = outDir
  const job = await station.ask('exports', 'start', { ...key, ...order, ...clear })
  await station.ask('requests', 'withdraw', { ...(await station.seen(request)), reason: '취하' })
  expect(await station.office.jobs.ended(job!.id)).toMatchObject({ code: 'request-not-approved' })
  expect(readdirSync(outDir)).toEqual([])
  expect(station.acts()).not.toContain('export.made')
})

test('killed after it was rendered, no clear film is left and the next is whole', async () => {
  const { station, key } = await granted()
  const outDir = temporaryDir('usb')
  const receipt = join(outDir, `${NAME}.만드는중`, '수령증.pdf')
  const again = await killed(station, key, outDir, () => existsSync(receipt), clear)
  expect(readdirSync(outDir)).toEqual([])
  expect(again.acts()).toContain('export.stopped')
  expectFinished(await exported(again, key, outDir, { ...clear, protect: true }))
  expect(readdirSync(outDir)).toEqual([`${NAME}.zip`])
  const [made] = await again.ask('exports', 'list', { requestId: key.requestId })
  expect(made).toMatchObject({ copyNo: 2, style: 'clear', isProtected: true })
})

test('a clear package that has its name but is not entered is entered at the next start', async () => {
  const { station, key } = await granted()
  const outDir = temporaryDir('usb')
  station.chosen.folder = outDir
  const job = await station.ask('exports', 'start', { ...key, ...order, ...clear })
  const { vault } = station.office
  const record = vault.record.bind(vault)
  // From the moment it has its name, the vault's own disk takes no more.
  vault.record = (acts, change) => {
    if (existsSync(join(outDir, NAME))) throw new Refusal('write-failed', {})
    return record(acts, change)
  }
  expect(await station.office.jobs.ended(job!.id)).toMatchObject({ code: 'write-failed' })
  station.office.close()
  const again = await new TestStation(station.homeDir).as('김담당')
  expect(again.acts()).toContain('export.finished')
  expect(await verify(join(outDir, NAME))).toMatchObject({ isWhole: true })
  expect(await handedOver(again, key)).toHaveLength(2)
})

import { execFileSync } from 'node:child_process'
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Manifest } from '../../../electron/export/manifest.ts'
import { verify } from '../../../electron/export/verify.ts'
import { isWhole } from '../../../resources/verifier/findings.js'
import {
  answerAll,
  coverAll,
  expectFinished,
  exported,
  FRAMES,
  handedOver,
  lines,
  NAME,
  namesIn,
  order,
  withPeople,
} from '../../support/copy.ts'
import { sourceOf, verifierSays } from '../../support/exported-ledger.ts'
import { temporaryDir } from '../../support/station.ts'

const probe = (path: string, entries: string) =>
  execFileSync('ffprobe', ['-v', 'error', '-count_frames', '-show_entries', entries, '-of', 'json', path], {
    encoding: 'utf8',
  })

test('from people found to a package that anybody can check', async () => {
  const { station, request, key } = await withPeople()
  const start = (changes: object) =>
    station.refusal(station.ask('exports', 'start', { ...key, ...order, ...changes }))
  expect(await start({})).toBe('tracks-missing')
  const search = await station.ask('masking', 'detect', { ...key, thorough: false, vehicles: false })
  expectFinished(await station.office.jobs.ended(search.id))
  const clip = await station.ask('masking', 'clip', key)
  const [first] = clip?.people ?? []
  const keep = { kind: 'keep-only', number: first!.track } as const
  await station.ask('masking', 'change', { ...key, change: keep, why: '청구인 본인' })
  if ((await station.ask('masking', 'clip', key))?.questions.length !== 0)
    expect(await start({})).toBe('review-open')
  await answerAll(station, key)
  expect(await start({ reason: ' ' })).toBe('reason-missing')
  expect(await start({ destroyByOn: '2026-11-22' })).toBe('day-past')

  const outDir = temporaryDir('usb')
  let job = await exported(station, key, outDir)
  // Whoever is kept walks past others: what the scan suspects is answered, and the film gone on with.
  if (job.state === 'refused') {
    expect(job.code).toBe('leaks-found')
    await answerAll(station, key)
    job = await exported(station, key, temporaryDir('never-asked'))
  }
  expectFinished(job)
  const packageDir = join(outDir, NAME)
  expect(readdirSync(outDir)).toEqual([NAME])
  expect(readdirSync(packageDir).sort()).toEqual(
    [
      `${NAME}.mp4`,
      'checkpoint.txt',
      'manifest.json',
      'proof.json',
      '보증서.pdf',
      '수령증.pdf',
      '확인도구.html',
    ].sort(),
  )
  const film = JSON.parse(
    probe(join(packageDir, `${NAME}.mp4`), 'stream=codec_name,codec_type,profile,pix_fmt,nb_read_frames'),
  )
  expect(film.streams).toEqual([
    {
      codec_name: 'h264',
      profile: 'High',
      codec_type: 'video',
      pix_fmt: 'yuv420p',
      nb_read_frames: String(FRAMES),
    },
  ])
  expect(await verify(packageDir)).toMatchObject({ isWhole: true, requestNumber: request.number })

  expect(await lines(station)).toEqual([])
  const [copied, destroyed] = await handedOver(station, key)
  expect(copied).toMatchObject({
    kind: 'view',
    form: '자료복제(USB)',
    period: "사본 1호, 파기예정 '26.12.23",
    result: expect.stringContaining("타인영상 제거 후 제공('26.11.23)"),
    recipient: '홍길동 010-1234-5678',
  })
  expect(destroyed).toMatchObject({ kind: 'destroy' })
  const [made] = await station.ask('exports', 'list', { requestId: request.id })
  expect(made).toMatchObject({ frameCount: FRAMES, copyNo: 1, isProtected: false, destroyByOn: '2026-12-23' })
  await station.ask('exports', 'openFolder', { exportId: made!.id })
  for (const exportId of ['none', made!.id])
    expect(await station.refusal(station.ask('exports', 'password', { exportId }))).toBe('export-unknown')
  await tamper(packageDir)
})

/** Each file of a package, changed in a copy, must be found and named. */
async function tamper(packageDir: string): Promise<void> {
  const after = async (change: (dir: string) => void) => {
    const dir = join(temporaryDir('changed'), 'package')
    cpSync(packageDir, dir, { recursive: true })
    change(dir)
    const verdict = await verify(dir)
    const names = readdirSync(dir)
    const other = await verifierSays(
      names.map((name) => sourceOf(`p/${name}`, readFileSync(join(dir, name)))),
    )
    // Written apart from the station, and of one mind with it.
    expect(isWhole(other.verdict)).toBe(verdict.isWhole)
    if (verdict.isWhole) return 'whole'
    return verdict.why === 'file-changed' ? `${verdict.why} ${verdict.file}` : verdict.why
  }
  const edit = (file: string, from: string | RegExp, to: string) => (dir: string) => {
    const text = readFileSync(join(dir, file), 'utf8')
    expect(text).toMatch(from)
    writeFileSync(join(dir, file), text.replace(from, to))
  }
  const flip = (file: string) => (dir: string) => {
    const bytes = readFileSync(join(dir, file))
    bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 1, bytes.length >> 1)
    writeFileSync(join(dir, file), bytes)
  }
  expect(await after(() => undefined)).toBe('whole')
  for (const file of [`${NAME}.mp4`, '보증서.pdf', '확인도구.html'])
    expect(await after(flip(file))).toBe(`file-changed ${file}`)
  expect(await after((dir) => rmSync(join(dir, '보증서.pdf')))).toBe('unreadable')
  for (const [from, to] of [
    [/"kept": 1/, '"kept": 2'],
    [/"copyNo": 1/, '"copyNo": 2'],
    [/"recipient": "홍길동"/, '"recipient": "김담당"'],
    [/"destroyByOn": "2026/, '"destroyByOn": "2036'],
    [/"nobody": 0/, '"nobody": 1'],
  ] as const)
    expect(await after(edit('manifest.json', from, to))).toBe('manifest-changed')
  // Without its line the sheet would not be looked at.
  expect(await after(edit('manifest.json', /"sheets": \[[^\]]*\]/, '"sheets": []'))).toBe('manifest-changed')
  expect(await after(edit('proof.json', /"medium": "USB"/, '"medium": "CD"'))).toBe('entry-changed')
  expect(await after(edit('proof.json', /"at": "2026/, '"at": "2025'))).toBe('not-in-ledger')
  expect(await after(edit('checkpoint.txt', /\n(\d+)\n/, '\n9999\n'))).toBe('bad-signature')
  expect(await after((dir) => writeFileSync(join(dir, 'proof.json'), '{'))).toBe('unreadable')
}

test('the manifest and the sheets say what was done, and name nobody but staff and the requester', async () => {
  const { station, key } = await withPeople()
  coverAll(station, key)
  const drawn = { id: 'a', fromFrame: 0, toFrame: 15, keyframes: [{ frame: 0, x: 1, y: 1, w: 30, h: 40 }] }
  const why = '박이웃 씨의 창문'
  await station.ask('masking', 'change', { ...key, change: { kind: 'put-hand', hand: drawn }, why })
  await answerAll(station, key)
  const outDir = temporaryDir('usb')
  expectFinished(await exported(station, key, outDir, { recipient: '홍대리' }))
  const text = readFileSync(join(outDir, NAME, 'manifest.json'), 'utf8')
  expect(text).not.toContain('박이웃')
  const manifest = Manifest.parse(JSON.parse(text))
  if (manifest.version !== 2) throw new Error('an old manifest')
  expect(manifest).toMatchObject({ copyNo: 1, recipient: '홍대리', purpose: '주차 차량 접촉사고 확인' })
  expect(manifest.assurance).toMatchObject({
    people: { found: 1, masked: 1, kept: 0, things: 0, vehicles: 0 },
    frameMasks: FRAMES + 15,
    coverage: { mean: 1, lowest: 1 },
    engine: { thorough: false, vehicles: false },
    review: { open: 0, changes: [{ by: '총무과/주무관/김담당', changes: 1 }] },
    leakScan: { found: 0, answered: 0 },
  })
  expect(manifest.assurance.engine.models.map(({ file }) => file)).toContain('nanodet.bin')

  const [assurance, receipt] = station.papers.slice(-2)
  for (const words of ['보증서', '45회', '100.0 %', '총무과/주무관/김담당', '의심된 곳이 없었습니다', '<svg'])
    expect(assurance?.html).toContain(words)
  expect(assurance?.html).not.toContain('박이웃')
  for (const words of ['사본 1호', '홍대리', '2026. 12. 23.', 'USB']) expect(receipt?.html).toContain(words)
  expect(station.pictures.at(-1)?.letterings.map(({ text }) => text)).toContain(
    '접수 제2026-0001호 · 사본 1호 · 열람용·재제공 금지 · 주차 차량 접촉사고 확인',
  )
})

test('copies of a request are counted, and no number is given twice', async () => {
  const { station, key } = await withPeople()
  coverAll(station, key)
  await answerAll(station, key)
  const outDir = temporaryDir('usb')
  expectFinished(await exported(station, key, outDir))
  const second = await station.ask('exports', 'start', { ...key, ...order })
  await station.ask('jobs', 'cancel', { jobId: second!.id })
  expectFinished(await exported(station, key, outDir, { medium: 'CD' }))
  const made = await station.ask('exports', 'list', { requestId: key.requestId })
  expect(made.map(({ copyNo, medium }) => [copyNo, medium])).toEqual([
    [1, 'USB'],
    [3, 'CD'],
  ])
  expect(namesIn(outDir).filter((name) => !name.includes('/'))).toEqual([NAME, `${NAME} (2)`])
})

test('a package of before masks were reviewed still verifies as far as it says something', () => {
  const about = {
    origin: 'viewing-station/0123456789abcdef',
    requestNumber: '2026-0001',
    cameraNumber: 3,
    fromAt: '2026-11-20T09:30:00.000Z',
    toAt: '2026-11-20T10:00:00.000Z',
    file: { name: 'a.mp4', sizeBytes: 5, sha256: 'a'.repeat(64) },
    sources: ['b'.repeat(64)],
    width: 768,
    height: 576,
    fps: { num: 10, den: 1 },
    frameCount: 60,
    style: 'fill',
    maskedShare: 0.1,
    medium: 'USB',
    madeAt: '2026-11-23T00:30:00.000Z',
    tracksFound: 4,
    tracksKept: 1,
  }
  expect(Manifest.parse({ version: 1, ...about }).version).toBe(1)
  expect(Manifest.safeParse({ version: 2, ...about }).success).toBe(false)
})

import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Clip } from '#contract/contract.ts'
import { verify } from '../../../electron/export/verify.ts'
import { pedestrians } from '../../support/recorder.ts'
import { setUpStation, TestStation, temporaryDir } from '../../support/station.ts'

const order = { style: 'fill', medium: 'USB', reason: '청구인 본인에게 사본 교부' } as const

/** A station with six seconds of people walking on camera 3, asked for and approved. */
async function withPeople() {
  const station = await (await setUpStation()).as('김담당')
  const folder = temporaryDir('recorder')
  await pedestrians(join(folder, 'cam03/20261120_183000.mp4'), 6)
  await station.takeIn(folder)
  const request = await station.approved()
  const key = { requestId: request.id, cameraId: await station.cameraId(3) }
  return { station, request, key }
}

async function detected(
  station: TestStation,
  key: { requestId: Clip['requestId']; cameraId: Clip['cameraId'] },
): Promise<Clip> {
  const { id } = await station.ask('masking', 'detect', { ...key, thorough: false })
  expect((await station.office.jobs.ended(id)).state).toBe('finished')
  const clip = await station.ask('masking', 'clip', key)
  if (clip === null) throw new Error('no clip')
  return clip
}

const probe = (path: string, entries: string) =>
  execFileSync('ffprobe', ['-v', 'error', '-count_frames', '-show_entries', entries, '-of', 'json', path], {
    encoding: 'utf8',
  })

test('from people found to a package that anybody can check', async () => {
  const { station, request, key } = await withPeople()
  expect(await station.refusal(station.ask('exports', 'start', { ...key, ...order }))).toBe('tracks-missing')
  const clip = await detected(station, key)
  expect(clip.frameCount).toBe(60)
  expect(clip.tracks.length).toBeGreaterThan(2)
  const kept = await station.ask('masking', 'keep', { ...key, track: clip.tracks[0]!.track, keep: true })
  expect(kept.kept).toEqual([clip.tracks[0]!.track])
  expect(await station.refusal(station.ask('masking', 'keep', { ...key, track: 9999, keep: true }))).toBe(
    'track-unknown',
  )
  expect((await station.ask('masking', 'boxes', { ...key, fromFrame: 10, toFrame: 12 })).length).toBe(2)

  expect(await station.refusal(station.ask('exports', 'start', { ...key, ...order, reason: ' ' }))).toBe(
    'reason-missing',
  )
  const outDir = temporaryDir('usb')
  station.chosen.folder = outDir
  const job = await station.ask('exports', 'start', { ...key, ...order })
  expect(await station.refusal(station.ask('masking', 'detect', { ...key, thorough: false }))).toBe(
    'job-running',
  )
  expect(await station.office.jobs.ended(job!.id)).toMatchObject({ state: 'finished' })

  const packageDir = join(outDir, '261120-0001-03')
  expect(readdirSync(outDir)).toEqual(['261120-0001-03'])
  expect(readdirSync(packageDir).sort()).toEqual(
    ['261120-0001-03.mp4', 'checkpoint.txt', 'manifest.json', 'proof.json', '수령증.pdf'].sort(),
  )
  const film = JSON.parse(
    probe(join(packageDir, '261120-0001-03.mp4'), 'stream=codec_name,codec_type,pix_fmt,nb_read_frames'),
  )
  expect(film.streams).toEqual([
    { codec_name: 'h264', codec_type: 'video', pix_fmt: 'yuv420p', nb_read_frames: '60' },
  ])
  expect(await verify(packageDir)).toMatchObject({ isWhole: true, requestNumber: request.number })

  const { lines } = await station.ask('ledger', 'lines', {
    fromOn: '2026-11-23',
    toOn: '2026-11-23',
    text: '',
    offset: 0,
    limit: 10,
  })
  expect(lines[0]).toMatchObject({
    kind: 'view',
    form: '자료복제(USB)',
    result: "타인영상 제거 후 제공('26.11.23)",
    recipient: '홍길동 010-1234-5678',
  })
  expect(station.papers.at(-1)?.html).toContain('홍길동')
  const [made] = await station.ask('exports', 'list', { requestId: request.id })
  expect(made?.frameCount).toBe(60)
  await station.ask('exports', 'openFolder', { exportId: made!.id })
  expect(await station.refusal(station.ask('exports', 'openFolder', { exportId: 'none' }))).toBe(
    'export-unknown',
  )
  await tamper(packageDir)
})

/** Each file of a package, changed in a copy, must be found and named. */
async function tamper(packageDir: string): Promise<void> {
  const name = readdirSync(packageDir).find((file) => file.endsWith('.mp4'))!
  const after = async (change: (dir: string) => void) => {
    const dir = join(temporaryDir('changed'), 'package')
    cpSync(packageDir, dir, { recursive: true })
    change(dir)
    const verdict = await verify(dir)
    return verdict.isWhole ? 'whole' : verdict.why
  }
  const edit = (file: string, from: string | RegExp, to: string) => (dir: string) => {
    const text = readFileSync(join(dir, file), 'utf8')
    expect(text).toMatch(from)
    writeFileSync(join(dir, file), text.replace(from, to))
  }
  expect(await after(() => undefined)).toBe('whole')
  expect(
    await after((dir) => {
      const bytes = readFileSync(join(dir, name))
      bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 1, bytes.length >> 1)
      writeFileSync(join(dir, name), bytes)
    }),
  ).toBe('file-changed')
  expect(await after(edit('manifest.json', /"tracksKept": 1/, '"tracksKept": 2'))).toBe('manifest-changed')
  expect(await after(edit('proof.json', /"medium": "USB"/, '"medium": "CD"'))).toBe('entry-changed')
  expect(await after(edit('proof.json', /"at": "2026/, '"at": "2025'))).toBe('not-in-ledger')
  expect(await after(edit('checkpoint.txt', /\n(\d+)\n/, '\n9999\n'))).toBe('bad-signature')
  expect(await after((dir) => writeFileSync(join(dir, 'proof.json'), '{'))).toBe('unreadable')
}

test('nothing is masked for a request that is not approved, or without footage', async () => {
  const { station, key } = await withPeople()
  const { id } = await station.ask('requests', 'receive', await station.form())
  const wish = { ...key, requestId: id, thorough: false }
  expect(await station.refusal(station.ask('masking', 'detect', wish))).toBe('request-not-approved')
  const elsewhere = { ...key, cameraId: await station.cameraId(9), thorough: false }
  expect(await station.refusal(station.ask('masking', 'detect', elsewhere))).toBe('footage-missing')
  expect(station.acts()).not.toContain('masking.started')
})

test('a cancelled search and a cancelled export leave nothing behind, and the ledger says so', async () => {
  const { station, key } = await withPeople()
  const search = await station.ask('masking', 'detect', { ...key, thorough: true })
  await station.ask('jobs', 'cancel', { jobId: search.id })
  expect((await station.office.jobs.ended(search.id)).state).toBe('cancelled')
  expect(await station.ask('masking', 'clip', key)).toBeNull()

  await detected(station, key)
  station.chosen.folder = temporaryDir('usb')
  const job = await station.ask('exports', 'start', { ...key, ...order })
  await station.ask('jobs', 'cancel', { jobId: job!.id })
  expect((await station.office.jobs.ended(job!.id)).state).toBe('cancelled')
  expect(readdirSync(station.chosen.folder)).toEqual([])
  expect(station.acts().slice(-2)).toEqual(['export.started', 'export.stopped'])
  expect((await station.ask('ledger', 'verify')).size).toBe(station.office.vault.ledgerSize - 1)
})

test('a medium that is full, write-protected or gone refuses, and nothing half-written stays on it', async () => {
  const { station, key } = await withPeople()
  await detected(station, key)
  station.chosen.folder = join(temporaryDir('usb'), 'gone')
  expect(await station.refusal(station.ask('exports', 'start', { ...key, ...order }))).toBe('write-failed')
  if (process.getuid?.() !== 0) return
  const mediumDir = temporaryDir('medium')
  station.chosen.folder = mediumDir
  for (const options of ['size=1m', 'ro']) {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', mediumDir])
    try {
      if (options === 'ro') {
        const job = await station.ask('exports', 'start', { ...key, ...order })
        expect(await station.office.jobs.ended(job!.id)).toMatchObject({
          state: 'refused',
          code: 'write-failed',
        })
      } else
        expect(await station.refusal(station.ask('exports', 'start', { ...key, ...order }))).toBe('no-space')
      expect(readdirSync(mediumDir)).toEqual([])
    } finally {
      execFileSync('umount', [mediumDir])
    }
  }
})

test('an export that a kill cut short is cleared away, or gets its line where its package is whole', async () => {
  const { station, key } = await withPeople()
  await detected(station, key)
  const outDir = temporaryDir('usb')
  station.chosen.folder = outDir
  const half = await station.ask('exports', 'start', { ...key, ...order })
  await until(() => existsSync(join(outDir, '261120-0001-03.만드는중')))
  // What is on the disk at this moment is what a kill would leave.
  const killedDir = join(temporaryDir('killed'), 'home')
  cpSync(station.homeDir, killedDir, { recursive: true })
  await station.ask('jobs', 'cancel', { jobId: half!.id })
  mkdirSync(join(outDir, '261120-0001-03.만드는중'))
  station.office.close()
  const again = await new TestStation(killedDir).as('김담당')
  expect(readdirSync(outDir)).toEqual([])
  expect(again.acts()).toContain('export.stopped')

  again.chosen.folder = outDir
  const whole = await again.ask('exports', 'start', { ...key, ...order })
  await until(() => existsSync(join(outDir, '261120-0001-03.만드는중', 'proof.json')))
  const laterDir = join(temporaryDir('killed'), 'home')
  cpSync(killedDir, laterDir, { recursive: true })
  expect((await again.office.jobs.ended(whole!.id)).state).toBe('finished')
  again.office.close()
  const third = await new TestStation(laterDir).as('김담당')
  expect(third.acts()).toContain('export.finished')
  const filter = { fromOn: '2026-11-23', toOn: '2026-11-23', text: '' }
  expect((await third.ask('ledger', 'lines', { ...filter, offset: 0, limit: 10 })).total).toBe(1)
  expect((await third.ask('exports', 'list', { requestId: key.requestId })).length).toBe(1)
})

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 2))
}

test('a stored recording that was damaged stops the search, named, and nothing is shown of it', async () => {
  const { station, key } = await withPeople()
  const storeDir = join(station.homeDir, 'footage')
  const path = join(storeDir, readdirSync(storeDir)[0]!)
  const bytes = readFileSync(path)
  bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 1, bytes.length >> 1)
  writeFileSync(path, bytes)
  const { id } = await station.ask('masking', 'detect', { ...key, thorough: false })
  expect(await station.office.jobs.ended(id)).toMatchObject({ state: 'refused', code: 'footage-damaged' })
  expect(await station.ask('masking', 'clip', key)).toBeNull()
})

test('the ledger is printed for a reason, and exported entries verify until one is changed', async () => {
  const { station } = await withPeople()
  const filter = { fromOn: '2026-11-01', toOn: '2026-11-30', text: '' }
  expect(await station.refusal(station.ask('ledger', 'print', { ...filter, reason: '' }))).toBe(
    'reason-missing',
  )
  station.chosen.file = join(temporaryDir('paper'), 'ledger.pdf')
  expect(await station.ask('ledger', 'print', { ...filter, reason: '월례 결재' })).toEqual({ saved: true })
  const paper = station.papers.at(-1)
  for (const text of [
    '개인영상정보 관리대장',
    '공공도서관',
    '결재',
    '이용·제공 근거',
    '총무과/주무관/김담당',
    '월례 결재',
  ])
    expect(paper?.html).toContain(text)
  expect(paper?.footer).toMatch(/^viewing-station\/[0-9a-f]{16}\n\d+\n/)
  expect(existsSync(station.chosen.file)).toBe(true)

  station.chosen.file = join(temporaryDir('entries'), 'ledger.json')
  await station.ask('ledger', 'exportEntries', { reason: '외부 검증' })
  expect(await verify(station.chosen.file)).toMatchObject({ isWhole: true, what: 'ledger' })
  const text = readFileSync(station.chosen.file, 'utf8')
  for (const secret of ['홍길동', '접촉사고', '010-1234']) expect(text).not.toContain(secret)
  const changed = async (next: string) => {
    writeFileSync(station.chosen.file!, next)
    return verify(station.chosen.file!)
  }
  expect(await changed(text.replace('request.received', 'request.approved'))).toMatchObject({
    why: 'entry-changed',
  })
  const withoutLast = text.replace(/,\n[^\n]*\n\]\}\n$/, '\n]}\n')
  expect(await changed(withoutLast)).toMatchObject({ why: 'truncated' })
  expect(await changed(text.slice(0, 50))).toMatchObject({ why: 'unreadable' })
})

import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Refusal } from '#domain/refusal.ts'
import { verify } from '../../../electron/export/verify.ts'
import { checkZip } from '../../../electron/export/zip.ts'
import { acts } from '../../support/acts.ts'
import {
  answerAll,
  coverAll,
  coverNobody,
  expectFinished,
  exported,
  handedOver,
  killed,
  NAME,
  namesIn,
  order,
  until,
  withPeople,
} from '../../support/copy.ts'
import { mayMountDisks } from '../../support/small-disk.ts'
import { TestStation, temporaryDir } from '../../support/station.ts'

/** Copies that do not go straight through: leaks, passwords, cancelling, kills, full disks. */

const MAKING = `${NAME}.만드는중`
const FILM = `${NAME}.mp4`

const stepsTold = ({ told }: TestStation) =>
  told.flatMap(({ payload }) => ('step' in (payload as object) ? [(payload as { step: string }).step] : []))

/** A station whose clip is masked all over and answered for. */
async function covered() {
  const set = await withPeople()
  coverAll(set.station, set.key)
  await answerAll(set.station, set.key)
  return set
}

test('a film in which somebody is seen waits where it lies, and goes on when that has been answered', async () => {
  const { station, key } = await withPeople()
  coverNobody(station, key)
  await answerAll(station, key)
  const outDir = temporaryDir('usb')
  const job = await exported(station, key, outDir)
  expect(job).toMatchObject({ state: 'refused', code: 'leaks-found' })
  expect(namesIn(outDir)).toEqual([MAKING, join(MAKING, FILM)])
  expect(station.acts().slice(-2)).toEqual(['masking.scanned', 'export.stopped'])
  expect(await station.refusal(station.ask('exports', 'start', { ...key, ...order }))).toBe('review-open')

  const clip = await answerAll(station, key)
  const leaks = clip?.questions.filter(({ kind }) => kind === 'leak') ?? []
  expect(leaks.length).toBeGreaterThan(0)
  const rendered = readFileSync(join(outDir, MAKING, FILM))
  const before = stepsTold(station).length
  expectFinished(await exported(station, key, temporaryDir('never-asked')))
  // It is neither rendered nor searched again.
  expect(
    stepsTold(station)
      .slice(before)
      .filter((step) => step === 'render' || step === 'scan'),
  ).toEqual([])
  expect(readdirSync(outDir)).toEqual([NAME])
  expect(readFileSync(join(outDir, NAME, FILM)).equals(rendered)).toBe(true)
  expect(await verify(join(outDir, NAME))).toMatchObject({ isWhole: true })
  const [made] = await station.ask('exports', 'list', { requestId: key.requestId })
  expect(made?.copyNo).toBe(1)
  const manifest = JSON.parse(readFileSync(join(outDir, NAME, 'manifest.json'), 'utf8'))
  expect(manifest.assurance.leakScan).toEqual({ found: leaks.length, answered: leaks.length })
})

test('a film that waits is destroyed when the masks are others by then', async () => {
  const { station, key } = await withPeople()
  coverNobody(station, key)
  await answerAll(station, key)
  const outDir = temporaryDir('usb')
  expect(await exported(station, key, outDir)).toMatchObject({ code: 'leaks-found' })
  coverAll(station, key)
  await answerAll(station, key)
  expectFinished(await exported(station, key, outDir))
  expect(readdirSync(outDir)).toEqual([NAME])
  expect(station.acts()).toContain('working-copy.destroyed')
  expect((await station.ask('exports', 'list', { requestId: key.requestId }))[0]?.copyNo).toBe(2)
})

test('a film that waits and was changed by somebody is not released', async () => {
  const { station, key } = await withPeople()
  coverNobody(station, key)
  await answerAll(station, key)
  const outDir = temporaryDir('usb')
  expect(await exported(station, key, outDir)).toMatchObject({ code: 'leaks-found' })
  await answerAll(station, key)
  const path = join(outDir, MAKING, FILM)
  const bytes = readFileSync(path)
  bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 1, bytes.length >> 1)
  writeFileSync(path, bytes)
  expect(await exported(station, key, outDir)).toMatchObject({ code: 'write-failed' })
  expect(readdirSync(outDir)).toEqual([])
})

test('masks that change while the copy is made stop it', async () => {
  const { station, key } = await covered()
  const outDir = temporaryDir('usb')
  station.chosen.folder = outDir
  const job = await station.ask('exports', 'start', { ...key, ...order })
  await until(() => stepsTold(station).includes('scan'))
  const hand = { id: 'a', fromFrame: 0, toFrame: 15, keyframes: [{ frame: 0, x: 1, y: 1, w: 30, h: 40 }] }
  await station.ask('masking', 'change', { ...key, change: { kind: 'put-hand', hand }, why: '창문' })
  expect(await station.office.jobs.ended(job!.id)).toMatchObject({ code: 'masks-changed' })
  expect(readdirSync(outDir)).toEqual([])
})

test('a protected copy is one ZIP, whose password is told apart and each time entered', async () => {
  const { station, key, request } = await covered()
  const outDir = temporaryDir('usb')
  expectFinished(await exported(station, key, outDir, { protect: true }))
  expect(readdirSync(outDir)).toEqual([`${NAME}.zip`])
  expect(await verify(join(outDir, `${NAME}.zip`))).toEqual({ isWhole: false, why: 'packed' })
  const [made] = await station.ask('exports', 'list', { requestId: request.id })
  expect(made).toMatchObject({ isProtected: true, copyNo: 1, fileName: `${NAME}.zip` })

  const { password } = await station.ask('exports', 'password', { exportId: made!.id })
  const files = [{ name: FILM, path: '', sha256: made!.sha256 }]
  const opening = checkZip(join(outDir, `${NAME}.zip`), NAME, files, password, new AbortController().signal)
  // It opens, and the first thing that is not asked for is the manifest.
  await expect(opening).rejects.toThrow('does not hold what was packed')
  const sheets = { receipt: '홍길동', password } as const
  for (const sheet of ['receipt', 'password'] as const) {
    station.chosen.file = join(temporaryDir('paper'), 'sheet.pdf')
    expect(await station.ask('exports', 'print', { exportId: made!.id, sheet })).toEqual({ saved: true })
    expect(readFileSync(station.chosen.file, 'utf8')).toContain(sheets[sheet])
  }
  // Shown once; then the receipt and the password were printed.
  expect(station.acts().slice(-3)).toEqual([
    'export.password-told',
    'document.printed',
    'export.password-told',
  ])
  const everything = { fromOn: '2000-01-01', toOn: '2100-01-01' }
  expect(JSON.stringify(station.office.vault.read((db) => acts(db, everything, 0, 200)))).not.toContain(
    password,
  )
})

test('cancelled in any step, a copy leaves nothing on the medium', async () => {
  const { station, key } = await covered()
  const outDir = temporaryDir('usb')
  station.chosen.folder = outDir
  const toPdf = station.office.world.toPdf.bind(station.office.world)
  for (const step of ['render', 'scan', 'assurance', 'receipt', 'zip']) {
    let papers = 0
    let isSigning = false
    station.office.world.toPdf = async (paper) => {
      papers += 1
      if (papers === (step === 'assurance' ? 1 : 2)) isSigning = true
      return toPdf(paper)
    }
    const before = stepsTold(station).length
    const job = await station.ask('exports', 'start', { ...key, ...order, protect: true })
    await until(() => {
      if (step === 'zip') return existsSync(join(outDir, MAKING, '꾸러미.zip'))
      return step === 'assurance' || step === 'receipt'
        ? isSigning
        : stepsTold(station).slice(before).includes(step)
    })
    await station.ask('jobs', 'cancel', { jobId: job!.id })
    expect((await station.office.jobs.ended(job!.id)).state, step).toBe('cancelled')
    expect(readdirSync(outDir), step).toEqual([])
    expect(station.acts().at(-1), step).toBe('export.stopped')
  }
  expect((await station.ask('ledger', 'verify')).size).toBe(station.office.vault.ledgerSize - 1)
})

test('killed while it is rendered, nothing of a copy is left', async () => {
  const { station, key } = await covered()
  const outDir = temporaryDir('usb')
  const again = await killed(station, key, outDir, () => stepsTold(station).includes('render'))
  expect(readdirSync(outDir)).toEqual([])
  expect(again.acts()).toContain('export.stopped')
  expectFinished(await exported(again, key, outDir))
  expect((await again.ask('exports', 'list', { requestId: key.requestId }))[0]?.copyNo).toBe(2)
})

test.each(['scan', 'sign'])('killed in %s, the film waits and is gone on with', async (step) => {
  const { station, key } = await covered()
  const outDir = temporaryDir('usb')
  const isThen = () =>
    step === 'scan' ? stepsTold(station).includes('scan') : existsSync(join(outDir, MAKING, '수령증.pdf'))
  const again = await killed(station, key, outDir, isThen)
  expect(namesIn(outDir)).toEqual([MAKING, join(MAKING, FILM)])
  expect(again.acts().filter((kind) => kind === 'export.stopped')).toHaveLength(1)
  again.office.close()
  // A second start finds nothing more to settle.
  const third = await new TestStation(again.homeDir).as('김담당')
  expect(third.acts().filter((kind) => kind === 'export.stopped')).toHaveLength(1)
  expectFinished(await exported(third, key, temporaryDir('never-asked'), { protect: true }))
  expect(stepsTold(third)).not.toContain('render')
  expect(readdirSync(outDir)).toEqual([`${NAME}.zip`])
  expect((await third.ask('exports', 'list', { requestId: key.requestId }))[0]?.copyNo).toBe(1)
})

test.each([false, true])(
  'a package that has its name but no line gets it at the next start (ZIP: %s)',
  async (protect) => {
    const { station, key } = await covered()
    const outDir = temporaryDir('usb')
    station.chosen.folder = outDir
    const finalPath = join(outDir, protect ? `${NAME}.zip` : NAME)
    const job = await station.ask('exports', 'start', { ...key, ...order, protect })
    const { vault } = station.office
    const record = vault.record.bind(vault)
    // From the moment it has its name, the vault's own disk takes no more.
    vault.record = (acts, change) => {
      if (existsSync(finalPath)) throw new Refusal('write-failed', {})
      return record(acts, change)
    }
    expect(await station.office.jobs.ended(job!.id)).toMatchObject({ state: 'refused', code: 'write-failed' })
    station.office.close()
    const again = await new TestStation(station.homeDir).as('김담당')
    expect(again.acts().filter((kind) => kind.startsWith('export.'))).toEqual([
      'export.started',
      'export.made',
      'export.finished',
    ])
    expect(readdirSync(outDir)).toEqual([protect ? `${NAME}.zip` : NAME])
    expect(await handedOver(again, key)).toHaveLength(2)
    const [made] = await again.ask('exports', 'list', { requestId: key.requestId })
    if (protect)
      expect((await again.ask('exports', 'password', { exportId: made!.id })).password).toMatch(/^.{24}$/)
  },
)

test('a medium that is gone refuses', async () => {
  const { station, key } = await covered()
  station.chosen.folder = join(temporaryDir('usb'), 'gone')
  expect(await station.refusal(station.ask('exports', 'start', { ...key, ...order }))).toBe('write-failed')
})

test.skipIf(!mayMountDisks)(
  'a medium that is full or write-protected refuses, and nothing half-written stays on it',
  async () => {
    const { station, key } = await covered()
    const mediumDir = temporaryDir('medium')
    for (const options of ['size=1m', 'size=300m', 'ro']) {
      execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', mediumDir])
      try {
        station.chosen.folder = mediumDir
        const starting = station.ask('exports', 'start', { ...key, ...order, protect: true })
        if (options === 'size=1m') expect(await station.refusal(starting)).toBe('no-space')
        else {
          const job = await starting
          // Somebody else fills the medium while the film is searched.
          if (options === 'size=300m') {
            await until(() => stepsTold(station).includes('scan'))
            execFileSync('sh', ['-c', `cat /dev/zero > ${join(mediumDir, 'theirs')} || true`], {
              stdio: 'ignore',
            })
          }
          expect(await station.office.jobs.ended(job!.id)).toMatchObject({
            state: 'refused',
            code: 'write-failed',
          })
        }
        rmSync(join(mediumDir, 'theirs'), { force: true })
        expect(readdirSync(mediumDir), options).toEqual([])
      } finally {
        execFileSync('umount', [mediumDir])
      }
    }
  },
)

test('a copy is made to its end although the desk is locked meanwhile', async () => {
  const { station, key } = await covered()
  const outDir = temporaryDir('usb')
  station.chosen.folder = outDir
  const job = await station.ask('exports', 'start', { ...key, ...order, protect: true })
  await until(() => stepsTold(station).includes('render'))
  await station.ask('station', 'lock')
  expectFinished(await station.office.jobs.ended(job!.id))
  expect(readdirSync(outDir)).toEqual([`${NAME}.zip`])
  await station.as('김담당')
  expect(await handedOver(station, key)).toHaveLength(2)
})

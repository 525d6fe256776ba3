import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { AskedChange } from '#contract/masking.ts'
import type { HandMask } from '#domain/mask-work.ts'
import type { ClipKey } from '../../../electron/vault/clips.ts'
import { vtestPath } from '../../../resources/sample/footage.mjs'
import { putTracks } from '../../support/clip.ts'
import { childrenOf } from '../../support/processes.ts'
import { PASSWORDS, setUpStation, type TestStation, temporaryDir } from '../../support/station.ts'

const FRAMES = 60
const place = (frame: number) => ({ x: 100 + 6 * frame, y: 150 + frame, w: 40, h: 90 })
const drawn: HandMask = {
  id: 'drawn',
  fromFrame: 2,
  toFrame: 20,
  keyframes: [
    { frame: 2, ...place(2) },
    { frame: 5, ...place(5) },
  ],
}

/** Six seconds of real footage over which something walks that nobody found, asked for and approved. */
async function withSomebodyUnfound() {
  const station = await (await setUpStation()).as('김담당')
  const folder = temporaryDir('recorder')
  mkdirSync(join(folder, 'cam03'))
  const look =
    "nullsrc=s=40x90:r=10:d=6,geq=lum='128+55*sin(X/4)*cos(Y/7)+50*sin((X+3)*(Y+9)/90)':cb=150:cr=110"
  const graph = "[0:v][1:v]overlay=x='100+6*n':y='150+n':eval=frame[o]"
  const inputs = ['-v', 'error', '-t', '6', '-i', await vtestPath(), '-f', 'lavfi', '-i', look]
  const coding = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '10', '-bf', '0', '-pix_fmt', 'yuv420p']
  const path = join(folder, 'cam03/20261120_183000.mp4')
  execFileSync('ffmpeg', [...inputs, '-filter_complex', graph, '-map', '[o]', ...coding, path])
  await station.takeIn(folder)
  const request = await station.approved()
  const key = { requestId: request.id, cameraId: await station.cameraId(3) }
  putTracks(
    station,
    key,
    Array.from({ length: FRAMES }, () => []),
  )
  const change = (asked: AskedChange, why = '문 옆 사람') =>
    station.ask('masking', 'change', { ...key, change: asked, why })
  await change({ kind: 'put-hand', hand: drawn })
  const handNow = async () => (await station.ask('masking', 'clip', key))?.work.hands[0]
  return { station, key, change, handNow }
}

const begin = (station: TestStation, key: ClipKey) =>
  station.ask('masking', 'follow', { ...key, handId: 'drawn' })

test('a mask that is followed gets longer by a change, which can be undone', async () => {
  const { station, key, handNow } = await withSomebodyUnfound()
  const job = await begin(station, key)
  expect(await station.refusal(begin(station, key))).toBe('job-running')
  expect(
    await station.refusal(station.ask('masking', 'detect', { ...key, thorough: false, vehicles: false })),
  ).toBe('job-running')
  // The desk is locked meanwhile: it is still the doing of whoever asked.
  await station.ask('station', 'lock')
  expect(await station.office.jobs.ended(job.id)).toMatchObject({ state: 'finished', label: '2026-0001' })
  await station.ask('station', 'signIn', { loginName: '이책임', password: PASSWORDS['이책임']! })
  const clip = await station.ask('masking', 'clip', key)
  expect(clip?.changes.at(-1)).toMatchObject({ actorName: '김담당', why: '문 옆 사람 (따라가기)' })
  const hand = await handNow()
  expect(hand?.keyframes.slice(0, 2)).toEqual(drawn.keyframes)
  expect(hand?.toFrame).toBeGreaterThan(50)
  const [mask] = hand?.keyframes.filter(({ frame }) => frame > 40) ?? []
  const there = place(mask?.frame ?? 0)
  expect(mask?.x).toBeLessThan(there.x)
  expect((mask?.x ?? 0) + (mask?.w ?? 0)).toBeGreaterThan(there.x + there.w)
  await station.as('김담당')
  expect((await station.ask('masking', 'undo', key)).work.hands).toEqual([drawn])
  expect(station.acts().slice(-1)).toEqual(['masking.undone'])
})

test('what was changed meanwhile stays, and a mask that was moved is not followed from where it was', async () => {
  const { station, key, change, handNow } = await withSomebodyUnfound()
  const longer = { ...drawn, fromFrame: 0, toFrame: FRAMES }
  const first = await begin(station, key)
  await change({ kind: 'put-hand', hand: longer }, '처음부터')
  expect((await station.office.jobs.ended(first.id)).state).toBe('finished')
  expect(await handNow()).toMatchObject({ fromFrame: 0, toFrame: FRAMES })
  expect((await handNow())?.keyframes.length).toBeGreaterThan(2)

  await station.ask('masking', 'undo', key)
  const second = await begin(station, key)
  const moved = { ...drawn, keyframes: [{ frame: 5, x: 10, y: 10, w: 20, h: 20 }] }
  await change({ kind: 'put-hand', hand: moved }, '옮김')
  expect(await station.office.jobs.ended(second.id)).toMatchObject({ state: 'refused', code: 'hand-unknown' })
  expect(await handNow()).toEqual(moved)
})

test('a mask that is not there is not followed, and one that is cancelled or whose process is killed stays as it was', async () => {
  const { station, key, change, handNow } = await withSomebodyUnfound()
  const unknown = station.ask('masking', 'follow', { ...key, handId: 'other' })
  expect(await station.refusal(unknown)).toBe('hand-unknown')
  const beyond = { ...drawn, id: 'beyond', keyframes: [{ frame: FRAMES, ...place(2) }] }
  await change({ kind: 'put-hand', hand: beyond })
  const outside = station.ask('masking', 'follow', { ...key, handId: 'beyond' })
  expect(await station.refusal(outside)).toBe('hand-unknown')

  const cancelled = await begin(station, key)
  await station.ask('jobs', 'cancel', { jobId: cancelled.id })
  expect((await station.office.jobs.ended(cancelled.id)).state).toBe('cancelled')
  expect(await handNow()).toEqual(drawn)

  const killed = await begin(station, key)
  const worker = () => childrenOf(process.pid, 'masking.js')
  while (worker().length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  for (const pid of worker()) process.kill(pid, 'SIGKILL')
  expect(await station.office.jobs.ended(killed.id)).toMatchObject({
    state: 'refused',
    code: 'masking-stopped',
  })
  expect(await handNow()).toEqual(drawn)

  const again = await begin(station, key)
  expect((await station.office.jobs.ended(again.id)).state).toBe('finished')
  expect((await handNow())?.keyframes.length).toBeGreaterThan(2)
  expect(readdirSync(join(station.homeDir, 'footage'))).toHaveLength(1)
})

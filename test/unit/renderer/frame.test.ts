import { afterEach, describe, expect, test } from 'vitest'
import type { ActorId } from '#domain/actor.ts'
import type { Job, JobId } from '#domain/job.ts'
import type { RequestId } from '#domain/request-form.ts'
import { catalogue } from '#i18n/index.ts'
import { installBridge } from './bridge.ts'

const bridge = installBridge()
const screen = await import('../../../renderer/frame/screen.ts')
const jobs = await import('../../../renderer/frame/jobs.ts')
const viewing = await import('../../../renderer/frame/open-viewing.ts')
const station = await import('../../../renderer/frame/station.ts')
const ko = catalogue('ko')

describe('the menu', () => {
  test('holds what a role may use and nothing else', () => {
    expect(screen.menuOf({ role: 'manager' })).toEqual([...screen.MENU])
    expect(screen.menuOf({ role: 'officer' })).not.toContain('settings')
    expect(screen.menuOf({ role: 'auditor' })).toEqual(['today', 'ledger', 'access-review'])
    expect(screen.menuOf({ role: 'administrator' })).toEqual(['today', 'ledger', 'settings'])
  })

  test('the same person finds the screen they left; another begins at home', () => {
    const kim = { id: 'kim' as ActorId, role: 'officer' as const }
    screen.arrive(kim)
    screen.go('viewing', 'r1' as RequestId)
    screen.arrive(kim)
    expect(screen.useScreen.getState()).toMatchObject({ screen: 'viewing', requestId: 'r1' })
    screen.arrive({ id: 'lee' as ActorId, role: 'manager' })
    expect(screen.useScreen.getState()).toMatchObject({ screen: 'today', requestId: undefined })
  })
})

describe('jobs', () => {
  const running: Job = {
    id: 'j1' as JobId,
    kind: 'export',
    label: '반출',
    state: 'running',
    step: 'render',
    done: 0.4,
  }
  const refused: Job = {
    id: running.id,
    kind: 'export',
    label: '반출',
    state: 'refused',
    code: 'frames-differ',
    data: { expected: 795, found: 794 },
  }
  let following: ReturnType<typeof jobs.followJobs> | undefined
  afterEach(() => following?.stop())

  test('one that ends leaves one notice with its sentence until it is closed', async () => {
    bridge.answer('jobs.list', () => [running])
    following = jobs.followJobs()
    await following.loaded
    expect(jobs.useJobs.getState().notices).toEqual([])
    bridge.tell('jobs.changed', refused)
    bridge.tell('jobs.changed', refused)
    expect(jobs.useJobs.getState().notices).toEqual(['j1'])
    expect(jobs.outcomeSentence(refused, ko)).toContain('794')
    jobs.dismissJob(running.id)
    expect(jobs.useJobs.getState().notices).toEqual([])
  })

  test('what ended before anybody was here is not told again', async () => {
    bridge.answer('jobs.list', () => [refused])
    following = jobs.followJobs()
    await following.loaded
    expect(jobs.useJobs.getState().notices).toEqual([])
  })
})

describe('the open viewing', () => {
  test('is shown while main says so, and its end by idleness is told even after the lock', async () => {
    bridge.answer('viewings.current', () => ({ id: 'v1' }))
    const following = viewing.followViewing()
    await following.loaded
    expect(viewing.useOpenViewing.getState().viewing).toEqual({ id: 'v1' })
    bridge.tell('viewings.ended', { viewingId: 'v1', why: 'idle' })
    following.stop()
    expect(viewing.useOpenViewing.getState()).toEqual({ viewing: undefined, ended: 'idle' })
    viewing.dismissEnded()
    expect(viewing.useOpenViewing.getState().ended).toBeUndefined()
  })

  test('an end that was asked for needs no notice', async () => {
    bridge.answer('viewings.current', () => ({ id: 'v2' }))
    const following = viewing.followViewing()
    await following.loaded
    bridge.tell('viewings.ended', { viewingId: 'v2', why: 'closed' })
    expect(viewing.useOpenViewing.getState()).toEqual({ viewing: undefined, ended: undefined })
    following.stop()
  })
})

test('a sign of life is passed on at most every 20 seconds', () => {
  bridge.answer('station.touch', () => undefined)
  bridge.asked.length = 0
  for (const atMs of [1e9, 1e9 + 1, 1e9 + 19_999, 1e9 + 20_000, 1e9 + 30_000]) station.touch(atMs)
  expect(bridge.asked.filter(({ channel }) => channel === 'station.touch')).toHaveLength(2)
})

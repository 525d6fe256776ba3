import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ReviewedAct } from '#domain/access-findings.ts'
import {
  DEFAULT_SETTINGS,
  isOnlyOwn,
  monthAfter,
  monthSpan,
  monthsBetween,
  reviewDueOn,
} from '#domain/access-review.ts'
import { AccessTally, type Context } from '#domain/access-tally.ts'
import { builtInHolidays, isDayOff } from '#domain/law/holidays.ts'
import { dayOf, fromWallClock, instantAt, wallClock } from '#domain/time.ts'

/** November 2026: the 1st is a Sunday, and no public holiday falls into it. */

const MONTH = '2026-11'
const nobody: Context = { personOf: () => undefined, cameraAverages: new Map(), unclaimed: [] }

type Given = Partial<ReviewedAct> & { local?: string }

/** Acts of 김담당 on a working day at noon, unless they are said otherwise. */
function acts(...given: Given[]): ReviewedAct[] {
  return given.map(({ local = '2026-11-18T12:00:00', ...act }, seq) => ({
    seq,
    at: fromWallClock(local),
    kind: 'request.located',
    actor: 'kim',
    subject: 'request:r1',
    ...act,
  }))
}

function reviewed(list: readonly ReviewedAct[], context: Partial<Context> = {}, settings = DEFAULT_SETTINGS) {
  const tally = new AccessTally(MONTH, settings, builtInHolidays)
  for (const act of list) tally.add(act)
  return tally.close({ ...nobody, ...context })
}

const found = (list: readonly ReviewedAct[], context: Partial<Context> = {}) =>
  reviewed(list, context).findings.map(({ kind, value, limit }) => `${kind} ${value}/${limit}`)

const times = (count: number, given: Given): Given[] => Array.from({ length: count }, () => given)
const watched = (fromMin: number, toMin: number) => ({
  watched: [{ recordingId: 'r', intervals: [{ fromUs: fromMin * 60_000_000, toUs: toMin * 60_000_000 }] }],
})
const failures = (count: number, login = 'hash') => ({
  failures: Array.from({ length: count }, () => ({ at: 'then', login })),
})

describe('what is unusual', () => {
  test.each([
    ['08:00:00', '2026-11-18', []],
    ['07:59:59', '2026-11-18', ['night 1/1']],
    ['19:59:59', '2026-11-18', []],
    ['20:00:00', '2026-11-18', ['night 1/1']],
    ['12:00:00', '2026-11-21', ['night 1/1']],
    ['12:00:00', '2026-11-22', ['night 1/1']],
  ])('at %s on %s', (time, on, expected) => {
    expect(found(acts({ local: `${on}T${time}` }))).toEqual(expected)
  })

  const NIGHT = '2026-11-18T23:00:00'
  test.each<[string, Given[], string[]]>([
    [
      'the station itself at night is nobody',
      [{ local: NIGHT, actor: 'station', kind: 'station.opened' }],
      [],
    ],
    ['leaving at night is no access', [{ local: NIGHT, kind: 'actor.locked' }], []],
    ['a job that ends at night was ordered before', [{ local: NIGHT, kind: 'export.finished' }], []],
    [
      'nights are told apart, the same night is one',
      [{ local: NIGHT }, { local: NIGHT }, { local: '2026-11-19T23:00:00' }],
      ['night 2/1', 'night 1/1'],
    ],
    [
      'tries outside one request’s window are one finding',
      times(3, { kind: 'viewing.refused', subject: 'viewing:v1', details: { request: '2026-0001' } }),
      ['outside-window 3/1'],
    ],
    ['a slip is no finding', [{ kind: 'attempt.refused', details: { code: 'reason-missing' } }], []],
    [
      'what is forbidden is',
      [{ kind: 'attempt.refused', details: { code: 'not-allowed' } }],
      ['forbidden 1/1'],
    ],
    [
      'two wrong passwords are a slip',
      [{ kind: 'actor.sign-in-failed', actor: 'station', details: failures(2) }],
      [],
    ],
    [
      'three on one day are not',
      [{ kind: 'actor.sign-in-failed', actor: 'station', details: failures(3) }],
      ['sign-in-failed 3/3'],
    ],
    [
      'nor are they where they came one by one',
      times(3, { kind: 'actor.sign-in-failed', actor: 'station', details: failures(1) }),
      ['sign-in-failed 3/3'],
    ],
    [
      'but those of two accounts are not added up',
      [
        { kind: 'actor.sign-in-failed', actor: 'station', details: failures(2, 'a') },
        { kind: 'actor.sign-in-failed', actor: 'station', details: failures(2, 'b') },
      ],
      [],
    ],
    ['the recovery code', [{ kind: 'recovery.used' }], ['recovery 1/1']],
    ['the clock', [{ kind: 'clock.set-back', actor: 'station' }], ['clock-set-back 1/1']],
    ['settings of a day', times(2, { kind: 'settings.changed' }), ['settings-changed 2/1']],
    ['a new account', [{ kind: 'actor.added' }], ['rights-changed 1/1']],
    ['a line corrected', [{ kind: 'ledger.corrected' }], ['corrected 1/1']],
    ['a vault mended', [{ kind: 'vault.mended', actor: 'station' }], ['vault-mended 1/1']],
    ['a backup restored', [{ kind: 'backup.restored' }], ['vault-mended 1/1']],
    ['the book printed', [{ kind: 'ledger.printed' }, { kind: 'ledger.exported' }], ['printed 2/1']],
    ['a form printed is everyday work', [{ kind: 'document.printed' }], []],
    [
      'half an hour unmasked of half an hour',
      [{ kind: 'viewing.watched', picture: 'clear', details: watched(0, 30) }],
      ['clear-share 100/50'],
    ],
    [
      'masked footage is not clear',
      [{ kind: 'viewing.watched', picture: 'masked', details: watched(0, 30) }],
      [],
    ],
    [
      'what is watched under lifted masks is, until they are on again',
      [
        { kind: 'viewing.revealed', subject: 'viewing:v1' },
        { kind: 'viewing.watched', subject: 'viewing:v1', picture: 'masked', details: watched(0, 15) },
        { kind: 'viewing.concealed', subject: 'viewing:v1' },
        { kind: 'viewing.watched', subject: 'viewing:v1', picture: 'masked', details: watched(0, 10) },
      ],
      ['clear-share 60/50'],
    ],
    [
      'nine minutes say nothing about an officer',
      [{ kind: 'viewing.watched', picture: 'clear', details: watched(0, 9) }],
      [],
    ],
  ])('%s', (_, given, expected) => {
    expect(found(acts(...given))).toEqual(expected)
  })

  test('one officer and one person, over several requests; other officers are counted apart', () => {
    const list = acts(
      ...['r1', 'r2', 'r3'].map((requestId) => ({ kind: 'request.received', requestId })),
      { kind: 'request.received', requestId: 'r4', actor: 'lee' },
      ...times(6, { kind: 'viewing.opened', requestId: 'r1' }),
    )
    expect(found(list, { personOf: () => 'hong' })).toEqual(['subject-requests 3/3', 'subject-viewings 6/6'])
    expect(found(list, { personOf: (requestId) => requestId })).toEqual(['subject-viewings 6/6'])
    expect(found(list)).toEqual([])
  })

  test('a camera against its own average, and never for a few times', () => {
    const list = acts(...times(12, { kind: 'viewing.opened', cameraIds: ['gate'] }))
    const often = (average: number) => found(list, { cameraAverages: new Map([['gate', average]]) })
    expect(often(1)).toEqual(['camera-often 12/10'])
    expect(often(4)).toEqual(['camera-often 12/12'])
    expect(often(4.1)).toEqual([])
    expect(found(list)).toEqual([])
  })

  test('copies are counted once, each with its reason', () => {
    const started = (details: object) => ({ kind: 'export.started', details: details as never })
    const { totals } = reviewed(
      acts(
        started({ reason: '청구인 교부' }),
        started({ reason: '청구인 교부', resumed: true }),
        started({ reason: ' ' }),
      ),
    )
    expect(totals).toMatchObject({ copies: 2, copiesWithReason: 1 })
  })
})

describe('whatever happens in a month', () => {
  const { fromAt, toAt } = monthSpan(MONTH)
  const anything = fc
    .array(
      fc.record({
        at: fc.integer({ min: Date.parse(fromAt), max: Date.parse(toAt) - 1 }).map(instantAt),
        kind: fc.constantFrom(
          'request.located',
          'viewing.opened',
          'ledger.printed',
          'settings.changed',
          'actor.locked',
        ),
        actor: fc.constantFrom('kim', 'lee', 'station'),
      }),
      { maxLength: 60 },
    )
    .map((list) =>
      list.sort((a, b) => a.at.localeCompare(b.at)).map((act, seq) => ({ ...act, seq, subject: 'station' })),
    )

  test('every access is in the picture once, at its Korean day and hour', () => {
    fc.assert(
      fc.property(anything, (list) => {
        const { heat, totals, officers } = reviewed(list)
        const own = list.filter(({ kind, actor }) => actor !== 'station' && kind !== 'actor.locked')
        expect(heat.flat().reduce((sum, count) => sum + count, 0)).toBe(own.length)
        expect(totals.accesses).toBe(own.length)
        expect(officers.reduce((sum, { accesses }) => sum + accesses, 0)).toBe(own.length)
        for (const { at } of own) {
          const local = wallClock(at)
          expect(heat[Number(local.slice(8, 10)) - 1]?.[Number(local.slice(11, 13))]).toBeGreaterThan(0)
        }
        const night = own.filter(({ at }) => {
          const hour = Number(wallClock(at).slice(11, 13))
          return hour < 8 || hour >= 20 || isDayOff(dayOf(at), builtInHolidays)
        })
        expect(totals.nightAccesses).toBe(night.length)
      }),
    )
  })

  test('the same acts give the same findings, each with its own name', () => {
    fc.assert(
      fc.property(anything, (list) => {
        const { findings, range } = reviewed(list)
        expect(reviewed(list).findings).toEqual(findings)
        expect(new Set(findings.map(({ id }) => id)).size).toBe(findings.length)
        for (const { seqs, lastSeq, count } of findings) {
          expect(seqs.length).toBe(count)
          expect(lastSeq).toBeLessThanOrEqual(range?.toSeq ?? -1)
        }
      }),
    )
  })

  test('wider limits find less', () => {
    const wide = { ...DEFAULT_SETTINGS, fromHour: 0, toHour: 24 }
    fc.assert(
      fc.property(anything, (list) => {
        const narrow = new Set(reviewed(list).findings.map(({ id }) => id))
        for (const { id } of reviewed(list, {}, wide).findings) expect(narrow).toContain(id)
      }),
    )
  })

  test('an entry of another month is refused', () => {
    expect(() => reviewed(acts({ local: '2026-12-01T00:00:00' }))).toThrow(RangeError)
    expect(() => reviewed(acts({ local: '2026-10-31T23:59:59' }))).toThrow(RangeError)
  })
})

describe('months', () => {
  test.each([
    ['2026-11', '2026-12-31'],
    ['2026-12', '2027-01-31'],
    ['2027-01', '2027-02-28'],
    ['2028-01', '2028-02-29'],
  ])('%s is signed by %s', (month, dueOn) => {
    expect(reviewDueOn(month)).toBe(dueOn)
  })

  test('follow each other over the year’s end', () => {
    expect(monthsBetween('2026-11', '2027-02')).toEqual(['2026-11', '2026-12', '2027-01', '2027-02'])
    expect(monthsBetween('2026-12', '2026-11')).toEqual([])
    expect(monthAfter('2027-01', -2)).toBe('2026-11')
  })

  test('are only the reviewer’s own where nobody else did anything', () => {
    const list = acts({ kind: 'settings.changed' }, { kind: 'ledger.printed' })
    const { findings } = reviewed(list)
    expect(isOnlyOwn(findings, 'kim')).toBe(true)
    expect(isOnlyOwn(findings, 'lee')).toBe(false)
    expect(isOnlyOwn([], 'kim')).toBe(false)
    const mixed = reviewed([...list, { ...list[0]!, seq: 2, actor: 'station', kind: 'clock.set-back' }])
    expect(isOnlyOwn(mixed.findings, 'kim')).toBe(false)
  })
})

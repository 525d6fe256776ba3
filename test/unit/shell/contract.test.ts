import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { z } from 'zod'
import { contract } from '#contract/contract.ts'
import { call, channelsOf, notice } from '#contract/define.ts'
import type { Reply } from '#contract/wire.ts'
import { REFUSAL_CODES, Refusal } from '#domain/refusal.ts'
import { refuseResidentNumbers } from '#domain/request-form.ts'
import { catalogue } from '#i18n/index.ts'
import { announcer } from '../../../electron/shell/announce.ts'
import { faultLog } from '../../../electron/shell/log.ts'
import { serve } from '../../../electron/shell/serve.ts'

const small = {
  requests: {
    approve: call(z.strictObject({ id: z.string() }), z.strictObject({ state: z.string() })),
    changed: notice(z.strictObject({ id: z.string() })),
  },
} as const

const entered: string[] = []

function connect(
  answer: (who: string, input: { id: string }) => { state: string },
  who: string | undefined = '김담당',
) {
  const doors = new Map<string, (event: never, raw: unknown) => unknown>()
  serve(
    small,
    { requests: { approve: answer } },
    {
      ipcMain: { handle: (name, listener) => void doors.set(name, listener as never) },
      admit: () => who,
      screen: refuseResidentNumbers,
      refused: (_who, _call, refusal) => entered.push(refusal.code),
      reportFault: () => '7F3A',
    },
  )
  return async (input: unknown) => (await doors.get('requests.approve')!({} as never, input)) as Reply
}

test('a call is parsed, answered for the person at the desk, and parsed again', async () => {
  const ask = connect((who, { id }) => ({ state: `${id} by ${who}` }))
  expect(await ask({ id: 'r1' })).toEqual({ ok: true, value: { state: 'r1 by 김담당' } })
})

test('a refusal crosses with its code and data, and is entered', async () => {
  const ask = connect(() => {
    throw new Refusal('wrong-password', { remaining: 3 })
  })
  expect(await ask({ id: 'r1' })).toEqual({
    ok: false,
    refusal: { code: 'wrong-password', data: { remaining: 3 } },
  })
  expect(entered).toEqual(['wrong-password'])
})

test('what may not be kept is refused whatever was asked, and entered', async () => {
  const ask = connect(({ length }) => ({ state: String(length) }))
  expect(await ask({ id: '홍길동 900105-1234567' })).toEqual({
    ok: false,
    refusal: { code: 'resident-number', data: { field: 'id' } },
  })
  expect(entered.at(-1)).toBe('resident-number')
})

test('strange input, a leaking answer, a stranger and a bug are faults that tell nothing', async () => {
  const fault = { ok: false, fault: { reference: '7F3A' } }
  const fine = () => ({ state: 'ok' })
  expect(await connect(fine)({ id: 1 })).toEqual(fault)
  expect(await connect(fine)({ id: 'r1', path: '/etc' })).toEqual(fault)
  expect(await connect(() => ({ state: 'ok', path: '/cctv/1.mp4' }))({ id: 'r1' })).toEqual(fault)
  const stranger = new Map<string, (event: never, raw: unknown) => unknown>()
  serve(
    small,
    { requests: { approve: fine } },
    {
      ipcMain: { handle: (name, listener) => void stranger.set(name, listener as never) },
      admit: () => undefined,
      screen: refuseResidentNumbers,
      refused: (_who, _call, refusal) => entered.push(refusal.code),
      reportFault: () => '7F3A',
    },
  )
  expect(await stranger.get('requests.approve')!({} as never, { id: 'r1' })).toEqual(fault)
  expect(
    await connect(() => {
      throw new Error('/home/kim/vault.db: 홍길동')
    })({ id: 'r1' }),
  ).toEqual(fault)
})

test('a notice reaches the windows, and carries nothing the contract does not name', () => {
  const send = vi.fn()
  const announce = announcer(small, send)
  announce.requests.changed({ id: 'r1' })
  expect(send).toHaveBeenCalledExactlyOnceWith('requests.changed', { id: 'r1' })
  expect(() => announce.requests.changed({ id: 'r1', filePath: '/cctv/1.mp4' } as never)).toThrow('filePath')
})

test('no call of the contract takes or answers a file path', () => {
  const names = [...channelsOf(contract, 'call')]
  expect(names.length).toBeGreaterThan(30)
  const fields = JSON.stringify(
    Object.values(contract).flatMap((group) =>
      Object.values(group).flatMap((entry) =>
        entry.kind === 'call'
          ? [
              z.toJSONSchema(entry.input, { unrepresentable: 'any' }),
              z.toJSONSchema(entry.output, { unrepresentable: 'any', io: 'output' }),
            ]
          : [],
      ),
    ),
  )
  expect(fields).not.toMatch(/"[a-zA-Z]*(Path|Dir|path|dir)"\s*:/)
})

test('every refusal has its sentence in both languages', () => {
  for (const language of ['ko', 'en'] as const) {
    const sentences = catalogue(language).refusals as Record<string, unknown>
    expect(Object.keys(sentences).sort()).toEqual([...REFUSAL_CODES].sort())
  }
})

test('the log of faults keeps where, and never what', () => {
  const dir = mkdtempSync(join(tmpdir(), 'log-'))
  const report = faultLog(dir)
  const reference = report(new Error('홍길동 /home/kim/station/vault.db'))
  expect(reference).toMatch(/^[0-9A-F]{6}$/)
  const log = readFileSync(join(dir, 'faults.log'), 'utf8')
  expect(log).toContain(reference)
  expect(log).toContain('contract.test.ts')
  expect(log).not.toMatch(/홍길동|\/home|vault\.db/)
})

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { Refusal } from '#domain/refusal.ts'
import { instantAt } from '#domain/time.ts'
import {
  deriveKeys,
  KeySlots,
  newMasterKey,
  newRecoveryCode,
  RECOVERY,
} from '../../../electron/vault/keys.ts'
import { SignInLocks } from '../../../electron/vault/locks.ts'

const homeDir = mkdtempSync(join(tmpdir(), 'keys-'))
const slots = new KeySlots(homeDir)
const master = newMasterKey()
const recoveryCode = newRecoveryCode()

beforeAll(async () => {
  await slots.put(master, [
    { id: 'actor-kim', loginName: '김담당', password: 'Correct-Horse-1' },
    { id: RECOVERY, loginName: RECOVERY, password: recoveryCode },
  ])
})

test('the right name and password give the master key, the name in any case and form', async () => {
  expect(await slots.open('김담당', 'Correct-Horse-1')).toEqual({ id: 'actor-kim', master })
  expect(await slots.open(' 김담당'.normalize('NFD'), 'Correct-Horse-1')).toEqual({ id: 'actor-kim', master })
})

test('a wrong password and an unknown name give nothing', async () => {
  expect(await slots.open('김담당', 'correct-horse-1')).toBeUndefined()
  expect(await slots.open('이책임', 'Correct-Horse-1')).toBeUndefined()
})

test('the recovery code opens as people copy it: lower case, without hyphens, O for 0', async () => {
  const copied = recoveryCode.replaceAll('-', ' ').replaceAll('0', 'O').replaceAll('1', 'l').toLowerCase()
  expect(await slots.open(RECOVERY, copied)).toEqual({ id: RECOVERY, master })
})

test('a replaced slot opens with the new secret only', async () => {
  const other = new KeySlots(mkdtempSync(join(tmpdir(), 'keys-')))
  await other.put(master, [{ id: 'a', loginName: 'a', password: 'Old-Password-1' }])
  await other.put(master, [{ id: 'a', loginName: 'a', password: 'New-Password-1' }])
  expect(await other.open('a', 'Old-Password-1')).toBeUndefined()
  expect(await other.open('a', 'New-Password-1')).toEqual({ id: 'a', master })
})

test('the file holds no name, no password and no key', () => {
  for (const name of readdirSync(homeDir)) {
    const text = readFileSync(join(homeDir, name), 'latin1')
    for (const secret of [
      '김담당',
      'Correct-Horse-1',
      recoveryCode,
      master.toString('base64'),
      master.toString('hex'),
    ])
      expect(text.includes(Buffer.from(secret).toString('latin1'))).toBe(false)
  }
})

test('a damaged or lost file is read from its copy and made anew from it; without a copy nothing is', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'keys-'))
  const path = join(dir, 'keys.json')
  await new KeySlots(dir).put(master, [{ id: 'a', loginName: 'a', password: 'Some-Password-1' }])
  const whole = readFileSync(path, 'utf8')
  const harm: [string, () => void][] = [
    ['damaged', () => writeFileSync(path, whole.slice(0, 100))],
    // A single slot that reads well and opens for nobody: without the sum it would look like a wrong password.
    [
      'damaged',
      () =>
        writeFileSync(
          path,
          whole.replace(/"sealed":"(.)/, (_, first) => `"sealed":"${first === 'A' ? 'B' : 'A'}`),
        ),
    ],
    ['missing', () => rmSync(path)],
  ]
  for (const [why, hurt] of harm) {
    hurt()
    const slots = new KeySlots(dir)
    expect(slots.exist).toBe(true)
    expect(await slots.open('a', 'Some-Password-1')).toEqual({ id: 'a', master })
    expect(slots.settle()?.why).toBe(why)
    expect(readFileSync(path, 'utf8')).toBe(whole)
    expect(slots.settle()).toBeUndefined()
  }
  expect(readdirSync(dir).filter((name) => name.includes('.damaged-'))).toHaveLength(2)
  for (const name of ['keys.json', 'keys.json.copy']) writeFileSync(join(dir, name), whole.slice(0, 100))
  await expect(new KeySlots(dir).open('a', 'Some-Password-1')).rejects.toMatchObject({
    code: 'vault-keys-damaged',
  })
})

test('the keys derived from one master differ from it and from each other', () => {
  const { database, footage, signingSeed } = deriveKeys(master)
  expect(new Set([master, database, footage, signingSeed].map((key) => key.toString('hex'))).size).toBe(4)
})

test('five failures lock for ten minutes, across a restart; a success forgets them', () => {
  const dir = mkdtempSync(join(tmpdir(), 'locks-'))
  let nowMs = Date.parse('2026-11-22T00:00:00.000Z')
  const open = () => new SignInLocks(dir, () => instantAt(nowMs))
  const remaining = Array.from({ length: 4 }, () => open().fail('kim').data)
  expect(remaining).toEqual([{ remaining: 4 }, { remaining: 3 }, { remaining: 2 }, { remaining: 1 }])
  expect(open().fail('kim')).toEqual(new Refusal('locked-out', { untilAt: '2026-11-22T00:10:00.000Z' }))
  expect(() => open().admit('kim')).toThrow(Refusal)
  expect(() => open().admit('lee')).not.toThrow()
  nowMs += 10 * 60_000
  expect(() => open().admit('kim')).not.toThrow()
  open().fail('kim')
  open().succeed('kim')
  expect(open().fail('kim').data).toEqual({ remaining: 4 })
  expect(open().unentered()).toHaveLength(7)
})

test('a clock set back does not lengthen a lock', () => {
  const dir = mkdtempSync(join(tmpdir(), 'locks-'))
  let nowMs = Date.parse('2026-11-22T00:00:00.000Z')
  const locks = new SignInLocks(dir, () => instantAt(nowMs))
  for (let i = 0; i < 5; i++) locks.fail('kim')
  nowMs -= 86_400_000
  expect(() => locks.admit('kim')).toThrow(
    expect.objectContaining({ data: { untilAt: '2026-11-21T00:10:00.000Z' } }),
  )
})

import { beforeEach, describe, expect, test } from 'vitest'
import { contract } from '#contract/contract.ts'
import { catalogue } from '#i18n/index.ts'
import { problemsOf, rulesOf } from '../../../renderer/set-up/account.ts'
import { useRecoveryCode } from '../../../renderer/set-up/recovery-code.ts'
import { installBridge } from './bridge.ts'

const bridge = installBridge()
const setUp = await import('../../../renderer/set-up/set-up.ts')
const begin = setUp.useSetUp.getState()
const ko = catalogue('ko')

const manager = { name: '이책임', department: '총무과', title: '과장', loginName: 'lee' }
const officer = { name: '김담당', department: '총무과', title: '주무관', loginName: 'kim' }
const secret = { password: 'Correct-Horse-9', again: 'Correct-Horse-9' }

beforeEach(() => {
  setUp.useSetUp.setState(begin, true)
  bridge.asked.length = 0
})

describe('an account', () => {
  const account = { ...officer, ...secret }
  test.each([
    [{}, {}],
    [{ name: ' ' }, { name: 'missing' }],
    [{ loginName: 'k' }, { loginName: 'shortLogin' }],
    [{ loginName: ' lee ' }, { loginName: 'sameLogin' }],
    [{ password: 'short1A', again: 'short1A' }, { password: 'weakPassword' }],
    [{ again: 'Correct-Horse-8' }, { again: 'differentPassword' }],
  ])('%j has the problems %j', (change, problems) => {
    expect(problemsOf({ ...account, ...change }, 'lee')).toEqual(problems)
  })

  test('the rule of passwords is ticked off part by part', () => {
    const met = (password: string, again: string) => rulesOf(password, again, ko).map(({ isMet }) => isMet)
    expect(met('', '')).toEqual([false, false, false])
    expect(met('aA1', '')).toEqual([false, true, false])
    expect(met('abcdefghijk', 'abcdefghijk')).toEqual([true, false, true])
    expect(met(secret.password, secret.again)).toEqual([true, true, true])
  })
})

describe('the first set-up', () => {
  test('stays at a step that is not complete and says so', async () => {
    setUp.useSetUp.setState({ name: ' ' })
    await setUp.goOn()
    expect(setUp.useSetUp.getState()).toMatchObject({ step: 'institution', hasTried: true })
  })

  test('a preset brings its name and place; both can be changed', () => {
    setUp.choosePreset('library')
    expect(setUp.useSetUp.getState()).toMatchObject({ name: '공공도서관', viewingPlace: '서버실' })
    setUp.choosePreset('empty')
    expect(setUp.useSetUp.getState().name).toBe('')
  })

  test('sends what the contract takes, shows the code, and keeps no password', async () => {
    bridge.answer('station.setUp', () => ({ recoveryCode: 'K7QD-M2XR' }))
    setUp.choosePreset('library')
    await setUp.goOn()
    setUp.editAccount('manager', { ...manager, ...secret })
    await setUp.goOn()
    setUp.editAccount('officer', { ...officer, ...secret })
    await setUp.goOn()
    const [asked] = bridge.asked
    expect(asked?.channel).toBe('station.setUp')
    expect(contract.station.setUp.input.parse(asked?.input)).toMatchObject({
      preset: 'library',
      manager: { role: 'manager', loginName: 'lee' },
      officer: { role: 'officer', loginName: 'kim' },
    })
    expect(useRecoveryCode.getState().code).toBe('K7QD-M2XR')
    expect(JSON.stringify(setUp.useSetUp.getState())).not.toContain(secret.password)
  })

  test('goes back without losing what was written', async () => {
    await setUp.goOn()
    setUp.editAccount('manager', { name: '이책임' })
    setUp.back()
    expect(setUp.useSetUp.getState().step).toBe('institution')
    await setUp.goOn()
    expect(setUp.useSetUp.getState().manager.name).toBe('이책임')
  })
})

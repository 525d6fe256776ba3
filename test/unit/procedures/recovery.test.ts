import { describe, expect, test } from 'vitest'
import { newStation, setUpPlan, setUpStation, TestStation } from '../../support/station.ts'
import { credentials } from '../../support/trouble.ts'

/** The code on paper that opens the vault when passwords are lost. */

describe('the recovery code', () => {
  test('is valid until its successor has been typed back from paper, whatever comes in between', async () => {
    const station = newStation()
    const { recoveryCode } = await station.ask('station', 'setUp', setUpPlan)
    expect((await station.ask('station', 'status')).mustReplaceCode).toBe(true)
    expect(await station.refusal(station.ask('recovery', 'confirm', { typed: 'AAAA-AAAA' }))).toBe(
      'recovery-code-differs',
    )
    await station.ask('recovery', 'confirm', { typed: recoveryCode.slice(-9).toLowerCase() })
    expect((await station.ask('station', 'status')).mustReplaceCode).toBe(false)
    await station.ask('station', 'signOut')

    const wish = { recoveryCode, loginName: '이책임', newPassword: 'Another-Pass-9' }
    const use = (changes: object = {}) => station.ask('recovery', 'use', { ...wish, ...changes })
    expect(await station.refusal(use({ recoveryCode: 'AAAA' }))).toBe('wrong-recovery-code')
    expect(await station.refusal(use({ newPassword: 'short' }))).toBe('weak-password')
    const first = await use()
    expect(await station.ask('station', 'status')).toMatchObject({ phase: 'open', mustReplaceCode: true })
    // The PC dies before anybody has copied the new code.
    station.office.close()
    const again = new TestStation(station.homeDir)
    const second = await again.ask('recovery', 'use', wish)
    expect(second.recoveryCode).not.toBe(first.recoveryCode)
    expect(await again.refusal(again.ask('recovery', 'confirm', { typed: first.recoveryCode }))).toBe(
      'recovery-code-differs',
    )
    const duties = await again.ask('duties', 'inbox', { untilOn: '2026-12-31' })
    expect(duties.station.map(({ kind }) => kind)).toContain('recovery-code')
    await again.ask('recovery', 'confirm', { typed: second.recoveryCode })
    expect((await again.ask('station', 'status')).mustReplaceCode).toBe(false)
    expect(await again.refusal(again.ask('recovery', 'use', wish))).toBe('wrong-recovery-code')
    expect(again.acts().filter((kind) => kind.startsWith('recovery.'))).toEqual([
      'recovery.confirmed',
      'recovery.used',
      'recovery.used',
      'recovery.replaced',
    ])
  })

  test('can be replaced at any time by a manager who gives their password', async () => {
    const station = await (await setUpStation()).as('김담당')
    const renew = (password: string) => station.ask('recovery', 'renew', { password })
    expect(await station.refusal(renew('Officer-Pass-1'))).toBe('not-allowed')
    await station.as('이책임')
    expect(await station.refusal(renew('wrong'))).toBe('wrong-password')
    const { recoveryCode } = await renew(credentials.password)
    await station.ask('station', 'lock')
    await station.as('이책임')
    expect(await station.refusal(station.ask('recovery', 'confirm', { typed: recoveryCode }))).toBe(
      'recovery-code-differs',
    )
    const fresh = await renew(credentials.password)
    await station.ask('recovery', 'confirm', { typed: fresh.recoveryCode })
    expect(station.acts()).toContain('recovery.replaced')
  })
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ActorId } from '#domain/actor.ts'
import { Fee, feeFor, pay, refuseUnpaid, waive } from '#domain/fee.ts'
import { Refusal } from '#domain/refusal.ts'

const at = '2026-11-23T00:30:00.000Z'
const by = 'actor-kim' as ActorId
const won = fc.integer({ min: 0, max: 30_000_000 })
const costs = fc.record({
  maskingWon: won,
  mediaWon: won,
  postageWon: won,
  ownFault: fc.constantFrom('', '기관 차단기'),
})

const codeOf = (work: () => unknown) => {
  try {
    work()
    return 'nothing'
  } catch (error) {
    return error instanceof Refusal ? error.code : error
  }
}

test('what is due is the sum of its costs, and nothing where the institution is the cause (영 47②)', () => {
  fc.assert(
    fc.property(costs, (each) => {
      const fee = Fee.parse(feeFor(each))
      const sum = each.maskingWon + each.mediaWon + each.postageWon
      if (each.ownFault !== '') expect(fee).toEqual({ state: 'barred', costs: each })
      else if (sum === 0) expect(fee).toEqual({ state: 'none' })
      else expect(fee).toEqual({ state: 'due', costs: each, totalWon: sum })
      expect(codeOf(() => refuseUnpaid(fee))).toBe(fee.state === 'due' ? 'fee-unpaid' : 'nothing')
    }),
  )
})

test('a fee is settled once, by payment or by a reason, and only where one is due', () => {
  const due = feeFor({ maskingWon: 30_000, mediaWon: 0, postageWon: 0, ownFault: '' })
  expect(codeOf(() => waive(due, '  ', by, at))).toBe('reason-missing')
  for (const settled of [
    pay(due, 'cash', by, at),
    waive(due, '감면', by, at),
    feeFor({ maskingWon: 0, mediaWon: 0, postageWon: 0, ownFault: '' }),
  ]) {
    expect(codeOf(() => refuseUnpaid(settled))).toBe('nothing')
    expect(codeOf(() => pay(settled, 'card', by, at))).toBe('fee-settled')
    expect(codeOf(() => waive(settled, '감면', by, at))).toBe('fee-settled')
  }
})

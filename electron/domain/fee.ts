import { z } from 'zod'
import { ActorId } from './actor.ts'
import { Refusal } from './refusal.ts'
import { InstantAt } from './time.ts'

/** 수수료와 우송료 at actual cost, masking included (법 38③, 영 47①); nothing where the institution is the cause (영 47②). */

const Won = z.int().min(0).max(100_000_000)

/** 수수료 산정 명세, in won. */
export const Costs = z.strictObject({
  maskingWon: Won,
  mediaWon: Won,
  postageWon: Won,
  /** Why the institution itself is the cause of the request; then nothing may be charged (영 47②). Empty otherwise. */
  ownFault: z.string().trim().max(500),
})
export type Costs = z.infer<typeof Costs>

/** 수입인지 (state), 수입증지 (local), or the institution's own way (영 47③). */
export const PaymentMethod = z.enum(['revenue-stamp', 'local-stamp', 'card', 'transfer', 'cash'])
export type PaymentMethod = z.infer<typeof PaymentMethod>

const by = { by: ActorId, at: InstantAt }

export const Fee = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('none') }),
  z.strictObject({ state: z.literal('barred'), costs: Costs }),
  z.strictObject({ state: z.literal('due'), costs: Costs, totalWon: Won }),
  z.strictObject({ state: z.literal('paid'), costs: Costs, totalWon: Won, method: PaymentMethod, ...by }),
  z.strictObject({ state: z.literal('waived'), costs: Costs, totalWon: Won, reason: z.string(), ...by }),
])
export type Fee = z.infer<typeof Fee>

/** What is to be paid for these costs. */
export function feeFor(costs: Costs): Fee {
  const totalWon = costs.maskingWon + costs.mediaWon + costs.postageWon
  if (costs.ownFault !== '') return { state: 'barred', costs }
  return totalWon === 0 ? { state: 'none' } : { state: 'due', costs, totalWon }
}

/** Refuses with `fee-settled` where nothing is due. */
export function pay(fee: Fee, method: PaymentMethod, actor: ActorId, at: string): Fee {
  const { costs, totalWon } = due(fee)
  return { state: 'paid', costs, totalWon, method, by: actor, at }
}

/** Refuses with `fee-settled` where nothing is due, with `reason-missing` without a reason. */
export function waive(fee: Fee, reason: string, actor: ActorId, at: string): Fee {
  const { costs, totalWon } = due(fee)
  if (reason.trim() === '') throw new Refusal('reason-missing', {})
  return { state: 'waived', costs, totalWon, reason, by: actor, at }
}

/** Nothing is handed over before the fee is paid or waived (`fee-unpaid`). */
export function refuseUnpaid(fee: Fee): void {
  if (fee.state === 'due') throw new Refusal('fee-unpaid', { totalWon: fee.totalWon })
}

function due(fee: Fee): Extract<Fee, { state: 'due' }> {
  if (fee.state !== 'due') throw new Refusal('fee-settled', {})
  return fee
}

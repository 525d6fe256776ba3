import { z } from 'zod'
import { Refusal } from './refusal.ts'

export const ActorId = z.string().min(1).max(40).brand<'ActorId'>()
export type ActorId = z.infer<typeof ActorId>

/** 접근권한자, 관리책임자, 입회자, 감사, 시스템관리 (domain of rights: 안전성기준 5; who may do what: §11.1). */
export const Role = z.enum(['officer', 'manager', 'witness', 'auditor', 'administrator'])
export type Role = z.infer<typeof Role>

/** A real person with an account of their own; sharing is not allowed (안전성기준 5). */
export const Actor = z.strictObject({
  id: ActorId,
  loginName: z.string().min(2).max(40),
  name: z.string().min(1).max(60),
  department: z.string().max(60),
  /** 직급 */
  title: z.string().max(60),
  role: Role,
})
export type Actor = z.infer<typeof Actor>

/** What the office may be asked to do, as far as roles go. */
const RIGHTS = [
  'request.receive',
  'request.decide',
  'request.read',
  'hold.change',
  'footage.take-in',
  'footage.view',
  'footage.mask',
  'package.export',
  'ledger.read',
  'ledger.print',
  'ledger.correct',
  /** Of the 접속기록 one's own acts; everybody's. */
  'access.read',
  'access.read-all',
  /** Its monthly review. */
  'review.read',
  'review.sign',
  'retention.check',
  'footage.destroy',
  'settings.change',
  'vault.back-up',
  /** Its recovery code; putting a backup in its place; going on with what is left of it. */
  'vault.recover',
] as const
export type Right = (typeof RIGHTS)[number]

const rightsOf: Record<Role, readonly Right[]> = {
  officer: [
    'request.receive',
    'request.read',
    'footage.take-in',
    'footage.view',
    'footage.mask',
    'package.export',
    'ledger.read',
    'ledger.print',
    'access.read',
    'retention.check',
  ],
  manager: RIGHTS,
  witness: ['request.read', 'ledger.read'],
  auditor: ['request.read', 'ledger.read', 'ledger.print', 'access.read', 'access.read-all', 'review.read'],
  // The access record without content: whom an act concerned is told by `ledger.read` alone (domain §11.1).
  administrator: ['access.read', 'access.read-all', 'settings.change', 'vault.back-up'],
}

export function may(actor: Pick<Actor, 'role'>, right: Right): boolean {
  return rightsOf[actor.role].includes(right)
}

/** Refuses with `not-allowed` where the role does not carry the right. */
export function demand(actor: Pick<Actor, 'role'>, right: Right): void {
  if (!may(actor, right)) throw new Refusal('not-allowed', { right })
}

/** `총무과/주무관/김담당`: how a person stands in column 5 of the ledger. */
export function ledgerName({
  department,
  title,
  name,
}: Pick<Actor, 'department' | 'title' | 'name'>): string {
  return [department, title, name].filter((part) => part !== '').join('/')
}

export const PASSWORD_MINIMUM = 10

/** At least 10 characters of three kinds (letters, digits, others count one each, capitals apart). */
export function isStrong(password: string): boolean {
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/].filter((kind) => kind.test(password)).length
  return Array.from(password).length >= PASSWORD_MINIMUM && kinds >= 3
}

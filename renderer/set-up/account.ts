import { isStrong, PASSWORD_MINIMUM } from '#domain/actor.ts'
import type { Catalogue } from '#i18n/index.ts'

/** An account as it is being typed. */
export interface AccountDraft {
  name: string
  department: string
  title: string
  loginName: string
  password: string
  again: string
}

export const emptyAccount: AccountDraft = {
  name: '',
  department: '',
  title: '',
  loginName: '',
  password: '',
  again: '',
}

export type AccountProblem = keyof Pick<
  Catalogue['setUp'],
  'missing' | 'shortLogin' | 'weakPassword' | 'differentPassword' | 'sameLogin'
>
export type AccountProblems = Partial<Record<keyof AccountDraft, AccountProblem>>

/** What still keeps an account from being made, by field; empty where nothing does. */
export function problemsOf(account: AccountDraft, takenLogin?: string): AccountProblems {
  const problems: AccountProblems = {}
  if (account.name.trim() === '') problems.name = 'missing'
  const loginName = account.loginName.trim()
  if (loginName.length < 2) problems.loginName = 'shortLogin'
  else if (loginName === takenLogin?.trim()) problems.loginName = 'sameLogin'
  if (!isStrong(account.password)) problems.password = 'weakPassword'
  else if (account.password !== account.again) problems.again = 'differentPassword'
  return problems
}

/** The rule of passwords part by part, to be ticked off while typing. */
export function rulesOf(password: string, again: string, { setUp }: Catalogue) {
  const longEnough = Array.from(password).length >= PASSWORD_MINIMUM
  return [
    { text: setUp.passwordLong(PASSWORD_MINIMUM), isMet: longEnough },
    // The domain's rule decides; lengthened with one of its own characters, only the kinds remain to be judged.
    {
      text: setUp.passwordMixed,
      isMet: password !== '' && isStrong(password + password.charAt(0).repeat(PASSWORD_MINIMUM)),
    },
    { text: setUp.passwordSame, isMet: password !== '' && password === again },
  ]
}

/** The account as the office takes it. */
export function accountOf({ name, department, title, loginName, password }: AccountDraft) {
  return {
    name: name.trim(),
    department: department.trim(),
    title: title.trim(),
    loginName: loginName.trim(),
    password,
  }
}

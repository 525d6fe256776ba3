import type { signIn as ko } from '../ko/sign-in.ts'

export const signIn: typeof ko = {
  title: 'Sign in',
  lockedTitle: 'Locked',
  lockedLead: 'Sign in again to return to where you were.',
  language: 'Language',
  korean: '한국어',
  english: 'English',
  loginName: 'Login name',
  password: 'Password',
  submit: 'Sign in',
  opening: 'Opening the vault.',
  warningTitle: 'For authorised persons only',
  warning:
    'Operating cameras for another purpose, or disclosing what one learns from footage at work, is punishable (PIPA arts. 59, 71, 72). Every stretch that is watched is entered in the ledger.',
  recover: 'Open with the recovery code',
  recoverTitle: 'Open with the recovery code',
  recoverLead:
    'Sets a new password for a manager with the code kept on paper. The used code stays valid until the new one is confirmed on paper.',
  recoveryCode: 'Recovery code',
  managerLogin: 'Login name of the manager',
  newPassword: 'New password',
  newPasswordAgain: 'New password again',
  recoverSubmit: 'Change the password and open',
}

import { create } from 'zustand'

/** A recovery code that main has just made: shown until it is said to be on paper, and nowhere kept after that. */
export const useRecoveryCode = create<{ code: string | undefined }>()(() => ({ code: undefined }))

export function keepCode(code: string): void {
  useRecoveryCode.setState({ code })
}

export function forgetCode(): void {
  useRecoveryCode.setState({ code: undefined })
}

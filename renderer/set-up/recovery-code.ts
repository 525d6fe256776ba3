import { create } from 'zustand'

/** A recovery code that main has just made: shown until it was typed back from paper, and nowhere kept after that. */
export const useRecoveryCode = create<{ code: string | undefined; isFirst: boolean }>()(() => ({
  code: undefined,
  isFirst: false,
}))

export function keepCode(code: string, { isFirst = false } = {}): void {
  useRecoveryCode.setState({ code, isFirst })
}

export function forgetCode(): void {
  useRecoveryCode.setState({ code: undefined })
}

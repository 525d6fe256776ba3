import { useState } from 'react'
import { sentenceFor } from './words.ts'

export interface Attempt {
  isBusy: boolean
  /** The sentence of what stopped the last try; none while it runs and after it succeeded. */
  problem: string | undefined
  /** Does the work, one at a time; answers whether it succeeded. */
  run: (work: () => Promise<unknown>) => Promise<boolean>
  clear: () => void
}

/** For a button that asks the office for something: busy while it is under way, and the sentence if it was refused. */
export function useAttempt(): Attempt {
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  return {
    isBusy,
    problem,
    clear: () => setProblem(undefined),
    async run(work) {
      if (isBusy) return false
      setBusy(true)
      setProblem(undefined)
      try {
        await work()
        return true
      } catch (thrown) {
        setProblem(sentenceFor(thrown))
        return false
      } finally {
        setBusy(false)
      }
    },
  }
}

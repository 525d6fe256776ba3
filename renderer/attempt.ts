import { useCallback, useEffect, useRef, useState } from 'react'
import { sentenceFor } from './words.ts'

export interface Attempt {
  isBusy: boolean
  /** The sentence of what stopped the last try; none while it runs and after it succeeded. */
  problem: string | undefined
  /** Does the work, one at a time; answers whether it succeeded. The same function from drawing to drawing. */
  run: (work: () => Promise<unknown>) => Promise<boolean>
}

/** For a button that asks the office for something: busy while it is under way, and the sentence if it was refused. */
export function useAttempt(): Attempt {
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const isRunning = useRef(false)
  const run = useCallback(async (work: () => Promise<unknown>) => {
    if (isRunning.current) return false
    isRunning.current = true
    setBusy(true)
    setProblem(undefined)
    try {
      await work()
      return true
    } catch (thrown) {
      setProblem(sentenceFor(thrown))
      return false
    } finally {
      isRunning.current = false
      setBusy(false)
    }
  }, [])
  return { isBusy, problem, run }
}

/**
 * What the office answers, asked again whenever `ask` is another function (keep it with `useCallback`); none until it
 * has answered, and the sentence where it refused.
 */
export function useAnswer<T>(ask: () => Promise<T>): { answer: T | undefined; problem: string | undefined } {
  const [state, setState] = useState<{ answer: T | undefined; problem: string | undefined }>({
    answer: undefined,
    problem: undefined,
  })
  useEffect(() => {
    let isCurrent = true
    const show = (answer: T | undefined, problem: string | undefined) => {
      if (isCurrent) setState({ answer, problem })
    }
    ask().then(
      (answer) => show(answer, undefined),
      (thrown: unknown) => show(undefined, sentenceFor(thrown)),
    )
    return () => {
      isCurrent = false
    }
  }, [ask])
  return state
}

import { useState } from 'react'
import { Refusal } from '#domain/refusal.ts'
import { type Attempt, useAttempt } from '../attempt.ts'
import { noteStation } from '../frame/station.ts'
import { office } from '../office.ts'

/** What keeps a vault closed and is told on a page of its own. */
const TROUBLES = [
  'vault-needs-mending',
  'clock-far-ahead',
  'vault-damaged',
  'vault-foreign',
  'vault-newer',
  'vault-keys-damaged',
] as const
export type Trouble = Refusal<(typeof TROUBLES)[number]>

export interface Opening {
  loginName: string
  setLoginName: (text: string) => void
  password: string
  setPassword: (text: string) => void
  isReady: boolean
  attempt: Attempt
  /** What the vault was found to be, as long as nobody has decided what to do about it. */
  trouble: Trouble | undefined
  /** Signs in; with what was found and is wanted all the same, once a person has said so. */
  enter: (said?: { mends?: boolean; confirmsClock?: boolean }) => Promise<void>
  /** Leaves everything as it is. */
  stop: () => void
}

function isTrouble(thrown: unknown): thrown is Trouble {
  return thrown instanceof Refusal && (TROUBLES as readonly string[]).includes(thrown.code)
}

/** Signing in, which a damaged vault makes a conversation: what has been agreed to stays agreed to until the end. */
export function useOpening(): Opening {
  const attempt = useAttempt()
  const [loginName, setLoginName] = useState('')
  const [password, setPassword] = useState('')
  const [agreed, agree] = useState({})
  const [trouble, setTrouble] = useState<Trouble>()
  const enter: Opening['enter'] = async (said = {}) => {
    const answers = { ...agreed, ...said }
    agree(answers)
    await attempt.run(async () => {
      try {
        noteStation(await office.station.signIn({ loginName: loginName.trim(), password, ...answers }))
        setPassword('')
      } catch (thrown) {
        if (isTrouble(thrown)) {
          setTrouble(thrown)
          return
        }
        setPassword('')
        throw thrown
      }
    })
  }
  const stop = () => {
    setTrouble(undefined)
    setPassword('')
    agree({})
  }
  const isReady = loginName.trim() !== '' && password !== ''
  return { loginName, setLoginName, password, setPassword, isReady, attempt, trouble, enter, stop }
}

import { useEffect } from 'react'
import { I18nProvider } from 'react-aria-components'
import { useAttempt } from './attempt.ts'
import { Frame } from './frame/Frame.tsx'
import { followStation, useStation } from './frame/station.ts'
import { RecoveryCodePage } from './set-up/RecoveryCodePage.tsx'
import { forgetCode, useRecoveryCode } from './set-up/recovery-code.ts'
import { SetUpScreen } from './set-up/SetUpScreen.tsx'
import { SignInScreen } from './sign-in/SignInScreen.tsx'
import { Notice } from './ui/Notice.tsx'
import { useLanguage, useWords } from './words.ts'

/** The page: which of its faces is shown follows from where the station stands. */
export function App() {
  const language = useLanguage((state) => state.language)
  return (
    <I18nProvider locale={language === 'ko' ? 'ko-KR' : 'en-GB'}>
      <Face />
    </I18nProvider>
  )
}

function Face() {
  const { terms } = useWords()
  const station = useStation((state) => state.station)
  const { code, isFirst } = useRecoveryCode()
  const { problem, run } = useAttempt()
  useEffect(() => {
    const following = followStation()
    void run(() => following)
    return () => {
      following.then(
        (stop) => stop(),
        () => undefined,
      )
    }
  }, [run])

  const phase = station?.phase
  useEffect(() => {
    if (phase === 'locked' || phase === 'closed') forgetCode()
  }, [phase])

  if (problem !== undefined) return <Notice tone="danger">{problem}</Notice>
  if (station === undefined) return <output>{terms.loading}</output>
  // A code that is not on paper yet comes before everything: it cannot be shown again. Main forgets it with the lock.
  if (code !== undefined && station.phase === 'open')
    return <RecoveryCodePage code={code} isFirst={isFirst} />
  if (station.phase === 'new') return <SetUpScreen />
  if (station.phase === 'open' && station.actor !== undefined)
    return <Frame key={station.actor.id} actor={station.actor} />
  return <SignInScreen />
}

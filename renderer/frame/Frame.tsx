import { useEffect, useLayoutEffect, useState } from 'react'
import { type Actor, may } from '#domain/actor.ts'
import { useAttempt } from '../attempt.ts'
import { office } from '../office.ts'
import { followRequests } from '../requests/requests.ts'
import { followDuties } from '../today/duties.ts'
import { Notice } from '../ui/Notice.tsx'
import { reportSeen } from '../viewing/viewing.ts'
import { useWords } from '../words.ts'
import css from './Frame.module.css'
import { followInstitution } from './institution.ts'
import { JobStrip } from './JobStrip.tsx'
import { followJobs } from './jobs.ts'
import { KeysDialog } from './KeysDialog.tsx'
import { goToEntry, Menu } from './Menu.tsx'
import { dismissEnded, followViewing, useOpenViewing } from './open-viewing.ts'
import { RecordingStrip } from './RecordingStrip.tsx'
import { MendedNotice, RecoveryStrips } from './RecoveryStrips.tsx'
import { Screen } from './Screen.tsx'
import { arrive, go, menuOf } from './screen.ts'
import { touch, useStation } from './station.ts'
import { TopBar } from './TopBar.tsx'

/** Everything around a screen while somebody is signed in. */
export function Frame({ actor }: { actor: Actor }) {
  const words = useWords()
  const [areKeysShown, showKeys] = useState(false)
  const ended = useOpenViewing((state) => state.ended)
  const { problem, run } = useAttempt()
  // The lock comes whatever the report does: main knows what was released in any case.
  const lock = () => void run(() => reportSeen().finally(() => office.station.lock()))

  const { id, role } = actor
  // Before anything is seen: the screen that somebody else has left is not, and no first step is taken back.
  useLayoutEffect(() => arrive({ id, role }), [id, role])
  useEffect(() => {
    const followings = [
      followInstitution(),
      followRequests(),
      ...(may({ role }, 'request.read') ? [followDuties()] : []),
      followJobs(),
      ...(may({ role }, 'footage.view') ? [followViewing()] : []),
    ]
    void run(() => Promise.all(followings.map(({ loaded }) => loaded)))
    return () => {
      for (const { stop } of followings) stop()
    }
  }, [id, role, run])
  useActivity()
  useLayoutEffect(() => {
    // By the key's place, not its letter: a Korean keyboard in 한글 mode sends other letters.
    const onKey = (event: KeyboardEvent) => {
      const digit = /^Digit([1-9])$/.exec(event.code)?.[1]
      if (event.ctrlKey && !event.altKey && event.code === 'KeyL') {
        event.preventDefault()
        lock()
      } else if (event.altKey && !event.ctrlKey && digit !== undefined) {
        const entry = menuOf(actor)[Number(digit) - 1]
        if (entry !== undefined) goToEntry(entry)
      } else if (event.altKey && !event.ctrlKey && event.code === 'KeyN') {
        if (may(actor, 'request.receive')) go('receive')
      } else if (event.shiftKey && event.code === 'Slash' && !isTyping(event.target)) showKeys(true)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })

  return (
    <div className={css['frame']}>
      <TopBar actor={actor} onLock={lock} onKeys={() => showKeys(true)} />
      <RecordingStrip />
      <RecoveryStrips />
      <div className={css['middle']}>
        <Menu actor={actor} />
        <main className={css['screen']}>
          {problem !== undefined && (
            <Notice tone="danger" title={words.terms.faultTitle}>
              {problem}
            </Notice>
          )}
          {ended !== undefined && (
            <Notice
              tone="info"
              title={words.frame.left.title}
              onClose={dismissEnded}
              closeLabel={words.frame.left.dismiss}
            >
              {words.frame.left[ended]}
            </Notice>
          )}
          <MendedNotice />
          <Screen />
        </main>
      </div>
      <JobStrip />
      <KeysDialog isOpen={areKeysShown} onClose={() => showKeys(false)} />
    </div>
  )
}

/** Any sign of life keeps the idle lock away. */
function useActivity(): void {
  const phase = useStation(({ station }) => station?.phase)
  useEffect(() => {
    if (phase !== 'open') return
    const onActivity = () => touch()
    const events = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const
    for (const name of events) window.addEventListener(name, onActivity, { passive: true })
    return () => {
      for (const name of events) window.removeEventListener(name, onActivity)
    }
  }, [phase])
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(?:textarea|select)$/i.test(target.tagName) || isTextInput(target))
  )
}

function isTextInput(target: HTMLElement): boolean {
  return target instanceof HTMLInputElement && !['radio', 'checkbox', 'range'].includes(target.type)
}

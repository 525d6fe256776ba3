import { useEffect, useState } from 'react'
import { type Actor, may, type Role } from '#domain/actor.ts'
import { useAttempt } from '../attempt.ts'
import { office } from '../office.ts'
import { followRequests } from '../requests/requests.ts'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words.ts'
import css from './Frame.module.css'
import { forgetInstitution, refreshInstitution } from './institution.ts'
import { JobStrip } from './JobStrip.tsx'
import { followJobs } from './jobs.ts'
import { KeysDialog } from './KeysDialog.tsx'
import { Menu } from './Menu.tsx'
import { dismissEnded, followViewing, refreshViewing, useOpenViewing } from './open-viewing.ts'
import { RecordingStrip } from './RecordingStrip.tsx'
import { Screen } from './Screen.tsx'
import { go, menuOf, useScreen } from './screen.ts'
import { touch, useStation } from './station.ts'
import { TopBar } from './TopBar.tsx'

const VIEWING_EVERY_MS = 1000

/** Everything around a screen while somebody is signed in. */
export function Frame({ actor }: { actor: Actor }) {
  const words = useWords()
  const [areKeysShown, showKeys] = useState(false)
  const ended = useOpenViewing((state) => state.ended)
  const { problem, run } = useAttempt()
  const lock = () => void run(() => office.station.lock())

  const { role } = actor
  useEffect(() => {
    const following = follow(role)
    void run(() => following.loaded)
    return following.stop
  }, [role, run])
  useActivity()
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey && !event.altKey && event.key.toLowerCase() === 'l') {
        event.preventDefault()
        lock()
      } else if (event.altKey && !event.ctrlKey && /^[1-9]$/.test(event.key)) {
        const screen = menuOf(actor)[Number(event.key) - 1]
        if (screen !== undefined) go(screen, useScreen.getState().requestId)
      } else if (event.key === '?' && !isTyping(event.target)) showKeys(true)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })

  return (
    <div className={css['frame']}>
      <TopBar actor={actor} onLock={lock} onKeys={() => showKeys(true)} />
      <RecordingStrip />
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
          <Screen />
        </main>
      </div>
      <JobStrip />
      <KeysDialog isOpen={areKeysShown} onClose={() => showKeys(false)} />
    </div>
  )
}

/** Starts following what the office tells, for as long as this person is signed in. */
function follow(role: Role): { loaded: Promise<unknown>; stop: () => void } {
  const mayView = may({ role }, 'footage.view')
  const stops: (() => void)[] = [forgetInstitution]
  let isOver = false
  const until = (stop: () => void) => (isOver ? stop() : void stops.push(stop))
  if (mayView) {
    until(followViewing())
    // No notice tells that a viewing was opened: main is asked, so that the strip is main's word and nobody else's.
    const timer = setInterval(() => refreshViewing().catch(() => undefined), VIEWING_EVERY_MS)
    until(() => clearInterval(timer))
  }
  const loaded = Promise.all([
    refreshInstitution(),
    followRequests().then(until),
    followJobs().then(until),
    mayView && refreshViewing(),
  ])
  return {
    loaded,
    stop: () => {
      isOver = true
      for (const stop of stops) stop()
    },
  }
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

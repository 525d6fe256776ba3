import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { useAttempt } from '../attempt.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { isPlayerKey } from '../viewing/keys.ts'
import type { OpenViewing } from '../viewing/viewing.ts'
import { sentenceFor, useWords } from '../words.ts'
import { RevealDialog } from './RevealDialog.tsx'
import type { MaskedShow } from './show.ts'
import css from './VisitorPanel.module.css'
import { MaskedCanvas } from './VisitorWindow.tsx'
import { closeVisitor, openVisitor, useVisitor } from './visitor.ts'

/** The visitor's window from the operator's side: opening it, what stands on it, and looking under the masks meanwhile. */
export function VisitorPanel({ open, show }: { open: OpenViewing; show: MaskedShow }) {
  const { playback } = open
  const words = useWords().viewing
  const isOpen = useVisitor((state) => state.window !== undefined)
  const state = useStore(show.picture.store, (picture) => picture.state)
  const isBare = useStore(show.picture.store, (picture) => picture.isBare)
  const thrown = useStore(show.store, (reveal) => reveal.thrown)
  const isAsking = useStore(show.store, (reveal) => reveal.isAsking)
  const opening = useAttempt()
  const toggle = () => void opening.run(async () => (isOpen ? closeVisitor() : openVisitor()))
  const hold = useHold(open, show)
  useVisitorKey(toggle)

  return (
    <section className={css['panel']} aria-label={words.visitor.title}>
      <div className={css['preview']} data-state={state}>
        <MaskedCanvas picture={show.picture} label={words.visitor.preview} className={css['canvas']} />
        {state === 'unready' && <output className={css['word']}>{words.visitor.unready}</output>}
      </div>
      <p className={css['caption']}>{words.visitor.preview}</p>
      <Button size="small" keys="V" isDisabled={opening.isBusy} preventFocusOnPress onPress={toggle}>
        {isOpen ? words.visitor.close : words.visitor.open}
      </Button>
      <button type="button" className={css['hold']} aria-pressed={isBare} title={words.reveal.text} {...hold}>
        <span>{isBare ? words.reveal.now : words.reveal.hold}</span>
        <kbd aria-hidden="true">R</kbd>
      </button>
      {opening.problem !== undefined && <Notice tone="danger">{words.visitor.failed}</Notice>}
      {thrown !== undefined && <Notice tone="danger">{sentenceFor(thrown)}</Notice>}
      {isAsking && <RevealDialog show={show} onClose={() => show.withdraw()} />}
      {isBare && (
        <output className={css['hidden']}>{words.reveal.entered(playback.viewing.requestNumber)}</output>
      )}
    </section>
  )
}

/** V opens and closes the visitor's window. */
function useVisitorKey(toggle: () => void): void {
  const latest = useRef(toggle)
  useEffect(() => {
    latest.current = toggle
  }, [toggle])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.code !== 'KeyV' || event.repeat || !isPlayerKey(event)) return
      event.preventDefault()
      latest.current()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}

/**
 * The masks are off for as long as R or the button is held. Whatever else happens to the hold ends it as well: the
 * window loses the keyboard, is hidden, or the screen goes.
 */
function useHold({ playback }: OpenViewing, show: MaskedShow) {
  const isHeld = useRef(false)
  const hold = () => {
    if (isHeld.current) return
    isHeld.current = true
    void show.hold(playback)
  }
  const release = () => {
    if (!isHeld.current) return
    isHeld.current = false
    show.release(playback.store.getState().atUs)
  }
  const latest = useRef({ hold, release })
  useEffect(() => {
    latest.current = { hold, release }
  })
  useEffect(() => {
    const onDown = (event: KeyboardEvent) => {
      if (event.code !== 'KeyR' || event.repeat || !isPlayerKey(event)) return
      event.preventDefault()
      latest.current.hold()
    }
    const onUp = ({ code }: KeyboardEvent) => code === 'KeyR' && latest.current.release()
    const onEnd = () => latest.current.release()
    window.addEventListener('keydown', onDown)
    window.addEventListener('keyup', onUp)
    window.addEventListener('blur', onEnd)
    document.addEventListener('visibilitychange', onEnd)
    return () => {
      window.removeEventListener('keydown', onDown)
      window.removeEventListener('keyup', onUp)
      window.removeEventListener('blur', onEnd)
      document.removeEventListener('visibilitychange', onEnd)
      onEnd()
    }
  }, [])
  return {
    // The focus stays where it was, so that Space keeps meaning play.
    onMouseDown: (event: { preventDefault(): void }) => event.preventDefault(),
    onPointerDown: hold,
    onPointerUp: release,
    onPointerCancel: release,
    onPointerLeave: release,
  }
}

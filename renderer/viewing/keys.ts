import { useEffect, useRef } from 'react'
import type { Playback } from './playback.ts'
import { epochUs, shuttle } from './player.ts'

/** Esc twice within this time finishes the viewing. */
const ESCAPE_MS = 1500

interface Escape {
  once: () => void
  twice: () => void
}

/**
 * Every key of the player (renderer/viewing's own; `?` is the frame's). Keys typed into a field, pressed on a control
 * that has its own use for them or behind an open dialog are left alone.
 */
export function usePlayerKeys(playback: Playback, escape: Escape): void {
  const latest = useRef(escape)
  useEffect(() => {
    latest.current = escape
  }, [escape])
  useEffect(() => {
    let escapedMs = Number.NEGATIVE_INFINITY
    const onKey = (event: KeyboardEvent) => {
      if (!isPlayerKey(event)) return
      if (event.code === 'Escape') {
        const now = performance.now()
        if (now - escapedMs < ESCAPE_MS) latest.current.twice()
        else latest.current.once()
        escapedMs = now
        event.preventDefault()
        return
      }
      if (actOn(playback, event)) event.preventDefault()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [playback])
}

/** By position of the key, not by its letter: a Korean keyboard in 한글 mode sends other letters. */
function actOn(playback: Playback, { code, shiftKey }: KeyboardEvent): boolean {
  const { speed } = playback.store.getState()
  const { viewing } = playback
  const jumpUs = shiftKey ? 60e6 : 5e6
  switch (code) {
    case 'Space':
      playback.toggle()
      return true
    case 'KeyJ':
      playback.play(shuttle(speed, -1))
      return true
    case 'KeyK':
      playback.pause()
      return true
    case 'KeyL':
      playback.play(shuttle(speed, 1))
      return true
    case 'Comma':
      playback.step(-1)
      return true
    case 'Period':
      playback.step(1)
      return true
    case 'ArrowLeft':
      playback.seekBy(-jumpUs)
      return true
    case 'ArrowRight':
      playback.seekBy(jumpUs)
      return true
    case 'Home':
      playback.seek(epochUs(viewing.fromAt))
      return true
    case 'End':
      playback.seek(epochUs(viewing.toAt))
      return true
    default:
      return chooseByDigit(playback, code)
  }
}

function chooseByDigit(playback: Playback, code: string): boolean {
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(code)?.[1]
  const cameraId = digit === undefined ? undefined : playback.viewing.cameraIds[Number(digit) - 1]
  if (cameraId === undefined) return false
  playback.chooseCamera(cameraId)
  return true
}

/** Whether a key is the player's: no other key held with it, and nothing that has its own use for it. */
export function isPlayerKey(event: KeyboardEvent): boolean {
  return !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing && !belongsElsewhere(event)
}

function belongsElsewhere({ target, code }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return false
  if (document.querySelector('[role="dialog"], [role="alertdialog"]') !== null) return true
  if (
    target.closest(
      'input:not([type=radio], [type=checkbox], [type=range]), textarea, select, [contenteditable]',
    ) !== null
  )
    return true
  if (code === 'Space')
    return target.closest('button, a, [type=radio], [type=checkbox], [role=tab], [role=option]') !== null
  if (code.startsWith('Arrow') || code === 'Home' || code === 'End')
    return target.closest('[role=tab], [type=radio], [role=listbox], [role=menu]') !== null
  return false
}

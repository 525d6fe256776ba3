import { useEffect, useRef } from 'react'
import type { Answer } from '#domain/mask-work.ts'

/** What the keys of the studio do; see `masking.keys` of the catalogue. */
export interface StudioKeys {
  beside: (step: 1 | -1) => void
  visit: () => void
  toggle: () => void
  only: () => void
  join: () => void
  split: () => void
  thing: () => void
  question: (step: 1 | -1) => void
  answer: (given: Answer) => void
  draw: () => void
  holdFrom: () => void
  holdUntil: () => void
  follow: () => void
  remove: () => void
  undo: () => void
  redo: () => void
  preview: () => void
  /** Enter and Esc while a mask is being made; answer whether there was one. */
  put: () => boolean
  drop: () => boolean
}

/**
 * Acts on keys by their position, before the player does: the digits answer here, and choose a camera only with Shift. Left
 * alone while something is typed or a sheet is open.
 */
export function useStudioKeys(keys: StudioKeys): void {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  }, [keys])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.metaKey || event.altKey || event.isComposing || belongsElsewhere(event)) return
      if (!actOn(latest.current, event)) return
      event.preventDefault()
      event.stopPropagation()
    }
    window.addEventListener('keydown', onKey, { capture: true })
    return () => window.removeEventListener('keydown', onKey, { capture: true })
  }, [])
}

const ANSWERS: readonly Answer[] = ['masked', 'mended', 'nobody']

function actOn(keys: StudioKeys, event: KeyboardEvent): boolean {
  const { code, ctrlKey, shiftKey, target } = event
  if (ctrlKey) {
    if (code !== 'KeyZ' && code !== 'KeyY') return false
    if (code === 'KeyY' || shiftKey) keys.redo()
    else keys.undo()
    return true
  }
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(code)?.[1]
  if (digit !== undefined) {
    if (shiftKey) return false
    const given = ANSWERS[Number(digit) - 1]
    if (given !== undefined) keys.answer(given)
    return true
  }
  const isOn = (selector: string) => target instanceof Element && target.closest(selector) !== null
  if (code === 'Escape') return keys.drop()
  if (code === 'Enter') {
    if (isOn('button:not([data-hand]), a, summary')) return false
    if (!keys.put()) keys.visit()
    return true
  }
  if (code.startsWith('Arrow') && isOn('[data-hand], [role=tab], [type=radio]')) return false
  if (code === 'KeyN') keys.question(shiftKey ? -1 : 1)
  else {
    const act = shiftKey ? undefined : plain(keys)[code]
    if (act === undefined) return false
    act()
  }
  return true
}

function plain(keys: StudioKeys): Record<string, () => void> {
  return {
    ArrowDown: () => keys.beside(1),
    ArrowUp: () => keys.beside(-1),
    KeyM: keys.toggle,
    KeyO: keys.only,
    KeyX: keys.join,
    KeyS: keys.split,
    KeyT: keys.thing,
    KeyD: keys.draw,
    BracketLeft: keys.holdFrom,
    BracketRight: keys.holdUntil,
    KeyF: keys.follow,
    Delete: keys.remove,
    KeyP: keys.preview,
  }
}

function belongsElsewhere({ target }: KeyboardEvent): boolean {
  if (document.querySelector('[role="dialog"], [role="alertdialog"]') !== null) return true
  return (
    target instanceof Element &&
    target.closest('select, textarea, input:not([type=range], [type=checkbox], [type=radio])') !== null
  )
}

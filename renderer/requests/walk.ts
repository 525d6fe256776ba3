import type { KeyboardEvent } from 'react'
import { flushSync } from 'react-dom'

const STOPS = 'input, select, textarea, button[type=submit], [data-walk=ask] button'

/**
 * Enter goes to the next field that is needed and Shift+Enter to the one before, as the visitor speaks; Alt+Enter breaks
 * a line and Ctrl+Enter hands the form in. A group of radios is one stop. What lies in `data-walk="skip"` can be left out:
 * it is reached by Tab, and by Enter only where it is wrong. A question in `data-walk="ask"` is a stop while it stands. On a
 * button Enter presses.
 */
export function walk(event: KeyboardEvent<HTMLElement>): void {
  const { target, currentTarget } = event
  if (event.key !== 'Enter' || event.nativeEvent.isComposing || !(target instanceof HTMLElement)) return
  if (event.ctrlKey) {
    event.preventDefault()
    // Leaving the field writes out what was typed, and says what is wrong with it.
    flushSync(() => target.blur())
    target.focus()
    currentTarget.closest('form')?.requestSubmit()
    return
  }
  if (target instanceof HTMLButtonElement && !event.shiftKey) return
  event.preventDefault()
  if (event.altKey) {
    if (target instanceof HTMLTextAreaElement) breakLine(target)
    return
  }
  // What the field left behind may have changed the way: a question that has come up, a field that is wrong.
  flushSync(() => target.blur())
  const stops = stopsOf(currentTarget)
  const next = event.shiftKey
    ? stops.findLast((stop) => isBefore(stop, target) && !isSameGroup(stop, target))
    : stops.find((stop) => isBefore(target, stop) && !isSameGroup(stop, target))
  const stop = next ?? target
  stop.focus()
  stop.closest('fieldset, [data-walk]')?.scrollIntoView({ block: 'nearest' })
}

function stopsOf(form: HTMLElement): HTMLElement[] {
  const stops: HTMLElement[] = []
  for (const field of form.querySelectorAll<HTMLElement>(STOPS)) {
    if (field.matches(':disabled') || isSkipped(field)) continue
    if (field.matches('[type=radio]') && field.tabIndex < 0) continue
    if (stops.some((stop) => isSameGroup(stop, field))) continue
    stops.push(field)
  }
  return stops
}

function isSkipped(field: HTMLElement): boolean {
  if (field.closest('[data-walk=skip]') === null) return false
  return field.getAttribute('aria-invalid') !== 'true'
}

function isSameGroup(a: HTMLElement, b: HTMLElement): boolean {
  const group = a.closest('[role=radiogroup]')
  return group?.contains(b) ?? false
}

function isBefore(a: HTMLElement, b: HTMLElement): boolean {
  return (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
}

function breakLine(area: HTMLTextAreaElement): void {
  area.setRangeText('\n', area.selectionStart, area.selectionEnd, 'end')
  area.dispatchEvent(new Event('input', { bubbles: true }))
}

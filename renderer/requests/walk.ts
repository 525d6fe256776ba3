import type { KeyboardEvent } from 'react'

const STOPS = 'input, select, textarea, button[type=submit]'

/**
 * Enter goes to the next field of a form and Shift+Enter to the one before, as the visitor speaks; Alt+Enter breaks a
 * line. A group marked `data-walk="once"` is one stop, whatever number of boxes it holds. On a button Enter presses.
 */
export function walk(event: KeyboardEvent<HTMLElement>): void {
  const { target, currentTarget } = event
  if (event.key !== 'Enter' || event.nativeEvent.isComposing || !(target instanceof HTMLElement)) return
  if (target instanceof HTMLButtonElement && !event.shiftKey) return
  event.preventDefault()
  if (event.altKey) {
    if (target instanceof HTMLTextAreaElement) breakLine(target)
    return
  }
  const stops = stopsOf(currentTarget)
  const here = stops.findIndex((stop) => stop === target || isSameGroup(stop, target))
  stops[here + (event.shiftKey ? -1 : 1)]?.focus()
}

function stopsOf(form: HTMLElement): HTMLElement[] {
  const stops: HTMLElement[] = []
  for (const field of form.querySelectorAll<HTMLElement>(STOPS)) {
    if (field.matches(':disabled')) continue
    if (field.matches('[type=radio]') && field.tabIndex < 0) continue
    if (stops.some((stop) => isSameGroup(stop, field))) continue
    stops.push(field)
  }
  return stops
}

function isSameGroup(a: HTMLElement, b: HTMLElement): boolean {
  const group = a.closest('[data-walk=once], [role=radiogroup]')
  return group !== null && group.contains(b)
}

function breakLine(area: HTMLTextAreaElement): void {
  area.setRangeText('\n', area.selectionStart, area.selectionEnd, 'end')
  area.dispatchEvent(new Event('input', { bubbles: true }))
}

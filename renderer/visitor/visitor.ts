import { create } from 'zustand'

/** The one page that the shell lets this one open. */
const PAGE = '/visitor.html'
const LOOK_EVERY_MS = 50
const LOAD_WITHIN_MS = 5000

interface VisitorState {
  /** The visitor's window, once its page is there to be drawn on. */
  window: Window | undefined
}

/** The visitor's window. Only the functions below write here. */
export const useVisitor = create<VisitorState>()(() => ({ window: undefined }))

/**
 * Opens the visitor's window and waits for its empty page. Its elements are this page's own: there is no script in it,
 * and nothing that it could ask. Rejects where it does not open.
 */
export async function openVisitor(): Promise<void> {
  if (useVisitor.getState().window?.closed === false) return
  const opened = window.open(PAGE, 'visitor', 'popup')
  if (opened === null) throw new Error('the visitor’s window was not let open')
  const until = performance.now() + LOAD_WITHIN_MS
  // A window stands on an empty document of its own until the page has come.
  while (opened.location.pathname !== PAGE || opened.document.readyState !== 'complete') {
    if (opened.closed || performance.now() > until) {
      opened.close()
      throw new Error('the visitor’s window did not open')
    }
    // oxlint-disable-next-line no-await-in-loop -- waits for the page
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
  useVisitor.setState({ window: opened })
}

export function closeVisitor(): void {
  useVisitor.getState().window?.close()
  useVisitor.setState({ window: undefined })
}

/** Takes notice when the window has been closed by whoever sits before it. Answers how to stop. */
export function watchVisitor(): () => void {
  const timer = setInterval(() => {
    if (useVisitor.getState().window?.closed === true) useVisitor.setState({ window: undefined })
  }, 300)
  return () => clearInterval(timer)
}

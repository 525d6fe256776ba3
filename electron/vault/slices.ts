/** Lets whatever else waits have its turn: work in slices never holds up the window. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** How long a slice of work lasts: two fit into a frame of the screen. */
const SLICE_MS = 8

/** Answers, as often as it is asked, whether the slice has lasted long enough; starts the next one when it has. */
export function slices(): () => boolean {
  let beganAt = performance.now()
  return () => {
    if (performance.now() - beganAt < SLICE_MS) return false
    beganAt = performance.now() + 1
    return true
  }
}

/** Something the page keeps as main says it, from the sign-in to the lock. */
export interface Following {
  /** When main has answered for the first time; rejects where it refused to. */
  loaded: Promise<unknown>
  /** Stops listening at once and forgets what was told; an answer that comes later is dropped. */
  stop: () => void
}

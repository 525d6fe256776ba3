import { type Bridge, createApi } from './api.ts'

declare global {
  interface Window {
    readonly bridge: Bridge
  }
}

/** The one office this page asks. */
export const office = createApi(window.bridge)

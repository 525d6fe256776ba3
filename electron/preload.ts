import { contextBridge, ipcRenderer } from 'electron'

/** The names of the contract's calls and notices, written in at build time: the hatch holds no schema. */
declare const CALLS: readonly string[]
declare const NOTICES: readonly string[]

/** All that a page can reach. What is not in the contract is not passed on, in either direction. */
contextBridge.exposeInMainWorld('bridge', {
  call(channel: string, input: unknown): Promise<unknown> {
    if (!CALLS.includes(channel)) throw new Error(`no such call: ${channel}`)
    return ipcRenderer.invoke(channel, input)
  },
  listen(channel: string, listener: (payload: unknown) => void): () => void {
    if (!NOTICES.includes(channel)) throw new Error(`no such notice: ${channel}`)
    const forward = (_event: unknown, payload: unknown) => listener(payload)
    ipcRenderer.on(channel, forward)
    return () => ipcRenderer.off(channel, forward)
  },
})

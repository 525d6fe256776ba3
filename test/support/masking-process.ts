import { type ChildProcess, fork } from 'node:child_process'
import type { Worker } from '../../electron/masking/room.ts'

/** The masking process under plain Node, with the same messages as Electron's. */
export function maskingProcess(path = 'out/masking.js'): ChildProcess & Worker {
  const child = fork(path, {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  return Object.assign(child, {
    postMessage: (message: unknown) => {
      if (child.connected) child.send(message as object)
    },
  })
}

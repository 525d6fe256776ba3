import { type ChildProcess, fork } from 'node:child_process'
import { FORM_READER_ARGS, type FormWorker } from '../../electron/export/form-reader.ts'

/** The process that takes PDFs apart under plain Node, with the same messages as Electron's. */
export function formProcess(path = 'out/forms.js'): ChildProcess & FormWorker {
  const child = fork(path, {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: FORM_READER_ARGS,
  })
  return Object.assign(child, {
    postMessage: (message: unknown) => {
      if (child.connected) child.send(message as object)
    },
  })
}

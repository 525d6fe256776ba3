import { Refusal } from '../domain/refusal.ts'
import { type FormContent, FromFormReader, type ToFormReader } from './form-words.ts'

/** The process as seen from here; Electron's `UtilityProcess` is one. */
export interface FormWorker {
  postMessage(message: unknown): void
  on(event: 'message', listener: (message: unknown) => void): unknown
  on(event: 'exit', listener: (code: number) => void): unknown
  kill(): boolean
  readonly pid?: number | undefined
}

/** Its objects have to do with little memory: a PDF that blows itself up ends its reader. */
export const FORM_READER_ARGS = ['--max-old-space-size=256']
/** A PDF that takes longer means no good; a sheet of ours takes well under a second. */
const PATIENCE_MS = 8_000
/** On a busy machine a process may take its time to start. */
const START_MS = 30_000

/** The main process's side of PDFs. Each gets a process of its own, which has ended when the promise settles. */
export class FormReader {
  readonly #fork: () => FormWorker
  readonly #patienceMs: number

  constructor(fork: () => FormWorker, patienceMs = PATIENCE_MS) {
    this.#fork = fork
    this.#patienceMs = patienceMs
  }

  /**
   * What has been typed into a PDF's fields, or the pictures of its pages. Refuses with `form-unreadable` where it has
   * neither, is broken or encrypted, takes too long or brings its process down.
   */
  async read(pdf: Uint8Array): Promise<FormContent> {
    const answer = await this.#ask({ kind: 'read', pdf })
    if (answer?.kind !== 'read') throw new Refusal('form-unreadable', {})
    return answer.content
  }

  /** The sheet with fields laid over its links (see `layFields`). */
  async lay(pdf: Uint8Array): Promise<Uint8Array> {
    const answer = await this.#ask({ kind: 'lay', pdf })
    if (answer?.kind !== 'laid') throw new Error('no fields could be laid over the sheet')
    return answer.pdf
  }

  /** Nothing where the process ended without an answer that can be understood. */
  #ask(word: ToFormReader): Promise<FromFormReader | undefined> {
    const worker = this.#fork()
    return new Promise((resolve) => {
      let answer: FromFormReader | undefined
      const end = () => {
        worker.kill()
        kill(worker.pid)
      }
      let patience = setTimeout(end, START_MS)
      worker.on('message', (message) => {
        const said = FromFormReader.safeParse(message)
        if (said.success && said.data.kind === 'ready') {
          clearTimeout(patience)
          patience = setTimeout(end, this.#patienceMs)
          worker.postMessage(word)
          return
        }
        answer = said.data
        end()
      })
      worker.on('exit', () => {
        clearTimeout(patience)
        resolve(answer)
      })
    })
  }
}

function kill(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}

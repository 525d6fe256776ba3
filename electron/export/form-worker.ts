import { PDFDocument } from '@cantoo/pdf-lib'
import { layFields } from './fillable.ts'
import { readFields } from './filled.ts'
import { type FormContent, type FromFormReader, ToFormReader } from './form-words.ts'
import { scannedPictures } from './scan.ts'

/**
 * The process that takes one PDF apart, and ends: Electron's utility process, or a plain Node process with an IPC channel.
 * A PDF comes from anybody; whatever it does to its reader, it does it here, with no vault, no key and no window.
 */

interface Line {
  say(message: FromFormReader): void
  onWord(listener: (message: unknown) => void): void
}

function line(): Line {
  const { parentPort } = process as unknown as {
    parentPort?: {
      postMessage(message: unknown): void
      on(event: 'message', listener: (event: { data: unknown }) => void): void
    }
  }
  if (parentPort !== undefined)
    return {
      say: (message) => parentPort.postMessage(message),
      onWord: (listener) => parentPort.on('message', ({ data }) => listener(data)),
    }
  process.on('disconnect', () => process.exit())
  return {
    say: (message) => void process.send?.(message),
    onWord: (listener) => void process.on('message', listener),
  }
}

async function read(bytes: Uint8Array): Promise<FormContent | undefined> {
  const pdf = await PDFDocument.load(bytes, { updateMetadata: false })
  const form = readFields(pdf)
  const isEmpty = form === undefined || (Object.keys(form.fields).length === 0 && form.others.length === 0)
  // A form that was printed, filled in by hand and scanned again may carry both: fields that nobody typed into, and pages.
  const pictures = isEmpty ? scannedPictures(pdf) : []
  if (pictures.length > 0) return { kind: 'pictures', pictures }
  return form === undefined ? undefined : { kind: 'fields', ...form }
}

async function work(word: ToFormReader): Promise<FromFormReader> {
  if (word.kind === 'lay') return { kind: 'laid', pdf: await layFields(word.pdf) }
  try {
    const content = await read(word.pdf)
    return content === undefined ? { kind: 'unreadable' } : { kind: 'read', content }
  } catch {
    return { kind: 'unreadable' }
  }
}

const station = line()
station.onWord((message) => {
  void work(ToFormReader.parse(message)).then((answer) => station.say(answer))
})
station.say({ kind: 'ready' })

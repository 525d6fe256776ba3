import type { RecordingId } from '../domain/recording.ts'
import { Refusal, type RefusalCode } from '../domain/refusal.ts'
import { partFor } from '../domain/viewing.ts'
import { playConverted, playDirect } from '../footage/stream.ts'
import type { Office } from './office.ts'
import { enterRefused, openOne } from './viewings.ts'

interface Asked {
  viewingId: string
  recordingId: string
  fromUs: number | undefined
  range: string | undefined
  signal: AbortSignal
}

interface Answer {
  status: number
  headers: Record<string, string>
  body: ReadableStream<Uint8Array> | null
}

/**
 * Answers `footage://viewing/<viewingId>/<recordingId>`: only while that viewing is open and only its stretch. Anything
 * else is 403 and entered in the ledger: no viewing, a closed one, a recording or moment that the request does not cover.
 */
export async function serveFootage(office: Office, asked: Asked): Promise<Answer> {
  try {
    const viewing = openOne(office, asked.viewingId)
    try {
      const part = partFor(viewing, asked.recordingId as RecordingId, asked.fromUs)
      const shelf = office.shelf
      if (shelf === undefined) return refused()
      const stretch = { fromUs: part.fromUs, toUs: part.toUs }
      const shelved = await shelf.take(part.recordingId)
      const onServed = (fromUs: number, toUs: number) => shelf.note(part.recordingId, { fromUs, toUs })
      return part.playMode === 'direct'
        ? playDirect(shelved, stretch, asked.range, onServed)
        : await playConverted(shelved, stretch, asked.fromUs ?? part.fromUs, asked.signal, onServed)
    } catch (error) {
      if (error instanceof Refusal && error.code === 'outside-range')
        enterRefused(office, viewing, { recordingId: asked.recordingId, atUs: asked.fromUs ?? -1 })
      throw error
    }
  } catch (error) {
    if (!(error instanceof Refusal)) office.world.reportFault(error)
    else if (STRAY.has(error.code)) enterStray(office, asked, error)
    return refused()
  }
}

/** What is said where there is no viewing to be in. */
const STRAY: ReadonlySet<RefusalCode> = new Set(['viewing-closed', 'not-signed-in', 'not-allowed'])

/** Footage was asked for while no viewing allows it: nobody's request, and perhaps nobody at the desk. */
function enterStray(office: Office, { viewingId, recordingId }: Asked, { code }: Refusal): void {
  if (office.opened === undefined) return
  office.vault.enter({
    kind: 'viewing.refused',
    actor: office.opened.actor?.id ?? 'station',
    subject: `viewing:${viewingId.slice(0, 40)}`,
    details: { request: '–', recordingId: recordingId.slice(0, 40), why: code },
  })
}

function refused(): Answer {
  return { status: 403, headers: {}, body: null }
}

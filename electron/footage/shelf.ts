import { type Interval, joined, type RecordingId } from '../domain/recording.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Watched } from '../domain/viewing.ts'
import { openSealed, type Sealed } from './cipher.ts'
import { type HeldRecording, type ReadBytes, sealedPath } from './clip.ts'
import type { FootageLayout } from './fragments.ts'

/** A recording that the open viewing may read. */
export interface Shelved extends HeldRecording {
  /** `ftyp` and `moov`, decrypted. */
  readonly header: Uint8Array
  /** Refuses with `viewing-closed` once the viewing has ended, with `footage-damaged` where the bytes do not verify. */
  readonly read: ReadBytes
  /** Aborts when the viewing ends. */
  readonly ended: AbortSignal
}

/** What the vault releases of a recording. */
interface Released {
  readonly layout: FootageLayout
  readonly key: Uint8Array
}

interface Place {
  readonly held: HeldRecording
  sealed: Promise<Sealed> | undefined
  reading: number
}

/**
 * The sealed files of one open viewing. A player asks for a file again and again (a seek opens several requests), so
 * keys, headers and the files used last are kept; `close` ends every answer under way and wipes the keys.
 */
export class Shelf {
  readonly #storeDir: string
  readonly #release: (id: RecordingId) => Released
  readonly #mostOpen: number
  readonly #ended = new AbortController()
  /** In the order of last use. */
  readonly #places = new Map<RecordingId, Place>()
  readonly #shelved = new Map<RecordingId, Promise<Shelved>>()
  readonly #served = new Map<RecordingId, Interval[]>()

  /** `release` is asked once for each recording that is really played. */
  constructor(storeDir: string, release: (id: RecordingId) => Released, mostOpen = 16) {
    this.#storeDir = storeDir
    this.#release = release
    this.#mostOpen = mostOpen
  }

  /** Refuses with `viewing-closed`, `footage-damaged`, or as `release` does. */
  take(id: RecordingId): Promise<Shelved> {
    this.#refuseEnded()
    let shelved = this.#shelved.get(id)
    if (shelved === undefined) {
      shelved = this.#put(id)
      this.#shelved.set(id, shelved)
      shelved.catch(() => this.#shelved.delete(id))
    }
    return shelved
  }

  /** Notes that a stretch of a recording left the house. */
  note(id: RecordingId, interval: Interval): void {
    this.#served.set(id, joined([...(this.#served.get(id) ?? []), interval]))
  }

  /** Ends the viewing's access and answers what was released of each recording. */
  close(): Watched[] {
    this.#ended.abort(new Refusal('viewing-closed', {}))
    for (const { held, sealed } of this.#places.values()) {
      held.key.fill(0)
      sealed?.then(closeQuietly, () => {})
    }
    this.#places.clear()
    this.#shelved.clear()
    return [...this.#served].map(([recordingId, intervals]) => ({ recordingId, intervals }))
  }

  async #put(id: RecordingId): Promise<Shelved> {
    const { layout, key } = this.#release(id)
    const held = { storePath: sealedPath(this.#storeDir, id), layout, key }
    const place: Place = { held, sealed: undefined, reading: 0 }
    this.#places.set(id, place)
    const read: ReadBytes = (from, to) => this.#read(id, place, from, to)
    try {
      return { ...held, read, header: await read(0, layout.headerBytes), ended: this.#ended.signal }
    } catch (error) {
      this.#places.delete(id)
      key.fill(0)
      throw error
    }
  }

  async #read(id: RecordingId, place: Place, from: number, to: number): Promise<Uint8Array> {
    this.#refuseEnded()
    this.#places.delete(id)
    this.#places.set(id, place)
    place.reading++
    try {
      place.sealed ??= openSealed(place.held.storePath, place.held.key)
      const sealed = await place.sealed
      const bytes = await sealed.read(from, to)
      this.#refuseEnded()
      return bytes
    } catch (error) {
      // The key may have been wiped, or the file closed, in the middle of it.
      this.#refuseEnded()
      throw error
    } finally {
      place.reading--
      this.#closeUnused()
    }
  }

  #refuseEnded(): void {
    this.#ended.signal.throwIfAborted()
  }

  /** Closes the files used longest ago beyond the number that may be open; they are opened again when they are needed. */
  #closeUnused(): void {
    const open = [...this.#places.values()].filter(({ sealed }) => sealed !== undefined)
    const unused = open.filter(({ reading }) => reading === 0)
    for (const place of unused.slice(0, Math.max(0, open.length - this.#mostOpen))) {
      place.sealed?.then(closeQuietly, () => {})
      place.sealed = undefined
    }
  }
}

/** Nothing was written to it: a file that does not close takes nothing with it. */
async function closeQuietly(sealed: Sealed): Promise<void> {
  await sealed.close().catch(() => {})
}

import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Viewing } from '#domain/viewing.ts'
import type { Office } from '../api.ts'
import type { Playback } from '../viewing/playback.ts'
import { instantOf } from '../viewing/player.ts'
import { ClipMasks } from './masks.ts'
import { MaskedPicture } from './picture.ts'

interface RevealState {
  /** Why the operator looks under the masks: asked once, entered with every look. */
  reason: string | undefined
  /** The reason is being asked for. */
  isAsking: boolean
  /** What stopped the last look from being entered, or from being entered as over. */
  thrown: unknown
}

type Asked = { masking: Pick<Office['masking'], 'clip' | 'boxes'> } & {
  viewings: Pick<Office['viewings'], 'reveal' | 'conceal'>
}

/** A viewing in which everybody is masked but whom the work of people keeps: its masks, its picture, and looks under them. */
export class MaskedShow {
  readonly picture: MaskedPicture
  readonly store: StoreApi<RevealState>
  readonly #viewing: Viewing
  readonly #office: Asked
  readonly #masks: ClipMasks
  /** Counts holds and releases: a hold that is over when its entry stands does not bare anything. */
  #hold = 0
  #isEntered = false

  constructor(viewing: Viewing, office: Asked) {
    this.#viewing = viewing
    this.#office = office
    this.#masks = new ClipMasks(viewing.requestId, office.masking, () => this.picture.repaint())
    this.picture = new MaskedPicture(this.#masks)
    this.store = createStore<RevealState>(() => ({ reason: undefined, isAsking: false, thrown: undefined }))
  }

  /** Keeps the masks ready where the playhead goes, camera by camera. Answers how to stop. */
  follow({ store }: Playback): () => void {
    const { cameraId } = store.getState()
    void this.#masks.turnTo(cameraId)
    return store.subscribe(({ cameraId: now, place }, before) => {
      if (now !== before.cameraId) {
        this.release(before.atUs)
        void this.#masks.turnTo(now)
      }
      // Asked for when the seek begins, the boxes are there before the picture is.
      if (place.kind === 'part') this.#masks.need(place.stretch.part, place.us)
    })
  }

  /** The masks of the clips may have been changed: what is known of them is forgotten and asked for again. */
  renew({ store }: Playback): void {
    void this.#masks.turnTo(store.getState().cameraId)
    this.picture.repaint()
  }

  /** Asks for the reason where it has not been given; else enters the look, and only then takes the masks off. */
  async hold({ store }: Playback): Promise<void> {
    const { reason } = this.store.getState()
    if (reason === undefined) return this.store.setState({ isAsking: true })
    const { cameraId, atUs } = store.getState()
    const hold = ++this.#hold
    try {
      const viewingId = this.#viewing.id
      await this.#office.viewings.reveal({ viewingId, cameraId, at: instantOf(atUs), reason })
    } catch (thrown) {
      return this.store.setState({ thrown })
    }
    this.#isEntered = true
    this.store.setState({ thrown: undefined })
    if (hold === this.#hold) this.picture.bare(true)
    else await this.#conceal(store.getState().atUs)
  }

  /** Puts the masks on again and enters that they are. `atUs` is where the picture stands. */
  release(atUs: number): void {
    this.#hold += 1
    this.picture.bare(false)
    if (this.#isEntered) void this.#conceal(atUs)
  }

  giveReason(reason: string): void {
    this.store.setState({ reason, isAsking: false })
  }

  withdraw(): void {
    this.store.setState({ isAsking: false })
  }

  /** The viewing has ended: an open look has been entered as over by the office. */
  end(): void {
    this.#hold += 1
    this.#isEntered = false
    this.picture.bare(false)
    this.picture.cover()
    this.#masks.forget()
  }

  async #conceal(atUs: number): Promise<void> {
    this.#isEntered = false
    try {
      await this.#office.viewings.conceal({ viewingId: this.#viewing.id, toAt: instantOf(atUs) })
    } catch (thrown) {
      this.store.setState({ thrown })
    }
  }
}

import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Area } from '#domain/masking.ts'
import type { ViewingPart } from '#domain/viewing.ts'
import type { Screen } from '../viewing/projector.ts'
import type { ClipMasks, Masked } from './masks.ts'

/** As the film of the export fills it. */
const FILL = '#000000'
/** Nothing is drawn larger than this: enough for a full screen, and what software drawing keeps up with. */
const LARGEST = { width: 1920, height: 1080 }

type Size = Pick<Masked, 'width' | 'height'>

/** `covered` where there is no picture, `unready` where it is masked whole because its masks are not known (yet). */
export type PictureState = 'covered' | 'unready' | 'masked'

/** A size brought down, where it is larger, to lie within another one; whole pixels, and its shape kept. */
export function within({ width, height }: Size, most: Size): Size {
  const share = Math.min(1, most.width / width, most.height / height)
  return { width: Math.max(1, Math.round(width * share)), height: Math.max(1, Math.round(height * share)) }
}

/** Areas of a picture as they lie on a drawing of another size: no pixel that they touch is left bare. */
export function drawn({ areas, width, height }: Masked, on: Size): Area[] {
  const [across, down] = [on.width / width, on.height / height]
  return areas.map(({ x, y, w, h }) => {
    const [left, top] = [Math.floor(x * across), Math.floor(y * down)]
    return { x: left, y: top, w: Math.ceil((x + w) * across) - left, h: Math.ceil((y + h) * down) - top }
  })
}

/**
 * The masked picture, for as many canvases as look at it: the visitor's window, and the operator's own screen. The frame
 * is taken out of the element as a `VideoFrame`, which carries its own time stamp: so the masks are those of the very
 * frame that is drawn, whatever the element does meanwhile (`requestVideoFrameCallback` may be told of a frame when the
 * next one is already there: "best-effort", video-rvfc §4). Without a frame or without its masks nobody is shown.
 */
export class MaskedPicture implements Screen {
  readonly store: StoreApi<{ state: PictureState; isBare: boolean }>
  readonly #masks: Pick<ClipMasks, 'at'>
  readonly #canvases = new Map<HTMLCanvasElement, 'masked' | 'operator'>()
  readonly #master = new OffscreenCanvas(1, 1)
  #video: HTMLVideoElement | undefined
  #part: ViewingPart | undefined

  constructor(masks: Pick<ClipMasks, 'at'>) {
    this.#masks = masks
    this.store = createStore(() => ({ state: 'covered' as PictureState, isBare: false }))
  }

  /** From which element the picture is taken. Answers how to stop. */
  from(video: HTMLVideoElement): () => void {
    this.#video = video
    return () => {
      this.cover()
      this.#video = undefined
    }
  }

  /** Draws on a canvas as well; `operator` is the one that may be bared. Answers how to stop. */
  on(canvas: HTMLCanvasElement, kind: 'masked' | 'operator'): () => void {
    this.#canvases.set(canvas, kind)
    this.repaint()
    return () => this.#canvases.delete(canvas)
  }

  show(part: ViewingPart): void {
    this.#part = part
    this.#paint()
  }

  cover(): void {
    this.#part = undefined
    for (const canvas of this.#canvases.keys()) blank(canvas)
    this.store.setState({ state: 'covered' })
  }

  /** Takes the masks off the operator's canvas with the next picture, or puts them on again at once. */
  bare(isBare: boolean): void {
    this.store.setState({ isBare })
    if (isBare) return this.repaint()
    const isCovered = this.#part === undefined
    for (const canvas of this.#canvases.keys())
      if (isCovered) blank(canvas)
      else draw(canvas, this.#master, seenSize(canvas, this.#master))
  }

  /** Draws the same picture again: its masks have come, or another canvas. */
  repaint(): void {
    if (this.#part === undefined) for (const canvas of this.#canvases.keys()) blank(canvas)
    // A frame that comes while a seek is under way is shown, and counted as seen, when the seek has ended.
    else if (this.#video?.seeking === false) this.#paint()
  }

  #paint(): void {
    let frame: VideoFrame | undefined
    try {
      const part = this.#part
      if (this.#video === undefined || part === undefined) return this.cover()
      frame = new VideoFrame(this.#video)
      const masked = this.#masks.at(part, frame.timestamp)
      const whole = { width: frame.displayWidth, height: frame.displayHeight }
      const views = [...this.#canvases]
        .map(([canvas, kind]) => ({ canvas, kind, size: seenSize(canvas, whole) }))
        .sort((one, other) => other.size.width - one.size.width)
      this.#drawMaster(frame, views[0]?.size ?? { width: 1, height: 1 }, masked)
      const { isBare } = this.store.getState()
      // Each is drawn from the one before it, which is larger and masked: drawing large pictures is what costs.
      let source: OffscreenCanvas | HTMLCanvasElement = this.#master
      for (const { canvas, kind, size } of views) {
        const isBared = isBare && kind === 'operator'
        draw(canvas, isBared ? frame : source, size)
        if (!isBared) source = canvas
      }
      this.store.setState({ state: masked === undefined ? 'unready' : 'masked' })
    } catch {
      // No frame, no way to draw it: then nothing is seen.
      this.cover()
    } finally {
      frame?.close()
    }
  }

  #drawMaster(frame: VideoFrame, size: Size, masked: Masked | undefined): void {
    const pen = sized(this.#master, size).getContext('2d', { alpha: false })
    if (pen === null) throw new Error('nothing to draw with')
    const whole = { x: 0, y: 0, w: size.width, h: size.height }
    if (masked !== undefined) pen.drawImage(frame, 0, 0, size.width, size.height)
    pen.fillStyle = FILL
    for (const { x, y, w, h } of masked === undefined ? [whole] : drawn(masked, size))
      pen.fillRect(x, y, w, h)
  }
}

/** How large a picture is seen on a canvas: no larger than the picture is. */
function seenSize(canvas: HTMLCanvasElement, whole: Size): Size {
  const dots = canvas.ownerDocument.defaultView?.devicePixelRatio ?? 1
  const room = { width: canvas.clientWidth * dots, height: canvas.clientHeight * dots }
  return within(within(whole, LARGEST), room)
}

function draw(canvas: HTMLCanvasElement, picture: CanvasImageSource, size: Size): void {
  const pen = sized(canvas, size).getContext('2d', { alpha: false })
  pen?.drawImage(picture, 0, 0, size.width, size.height)
}

function blank(canvas: HTMLCanvasElement): void {
  canvas.getContext('2d', { alpha: false })?.fillRect(0, 0, canvas.width, canvas.height)
}

/** Setting a canvas's size clears it even where it stays the same. */
function sized<C extends HTMLCanvasElement | OffscreenCanvas>(canvas: C, { width, height }: Size): C {
  if (canvas.width !== width) canvas.width = width
  if (canvas.height !== height) canvas.height = height
  return canvas
}

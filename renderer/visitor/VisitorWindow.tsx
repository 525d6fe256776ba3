import { useEffect, useRef } from 'react'
import { createPortal } from 'react-dom'
import { useStore } from 'zustand'
import { clock, fullClock } from '../viewing/clock.ts'
import { epochUs } from '../viewing/player.ts'
import type { OpenViewing } from '../viewing/viewing.ts'
import { useLanguage, useWords } from '../words.ts'
import type { MaskedPicture } from './picture.ts'
import type { MaskedShow } from './show.ts'
import { closeVisitor, useVisitor, watchVisitor } from './visitor.ts'

/** What the visitor sees while the window is open; it closes with the screen that shows the viewing. */
export function VisitorWindow({ open, show }: { open: OpenViewing; show: MaskedShow }) {
  const opened = useVisitor((state) => state.window)
  useEffect(watchVisitor, [])
  useEffect(() => closeVisitor, [])
  const page = opened?.document.getElementById('page')
  return page === null || page === undefined
    ? null
    : createPortal(<VisitorPage open={open} show={show} />, page)
}

/** Picture, time, number, and a soft word; the classes are those of visitor.css, the window's own style sheet. */
function VisitorPage({ open, show }: { open: OpenViewing; show: MaskedShow }) {
  const { playback, request } = open
  const words = useWords()
  const { visitor } = words.viewing
  const language = useLanguage((state) => state.language)
  // To the second, which is what is written: the page is not made anew with every picture.
  const atUs = useStore(playback.store, (state) => Math.floor(state.atUs / 1e6) * 1e6)
  const time = fullClock(atUs).slice(0, 19)
  const page = useRef<HTMLElement>(null)
  useEffect(() => {
    const document = page.current?.ownerDocument
    if (document === undefined) return
    document.documentElement.lang = language
    document.title = visitor.title
  }, [language, visitor.title])
  return (
    <main ref={page} className="visitor">
      <div className="picture">
        <MaskedCanvas picture={show.picture} label={visitor.picture(time)} className="canvas" />
        <Unseen open={open} show={show} />
      </div>
      <footer className="foot">
        <span>{words.terms.requestNumber(request.number)}</span>
        <span className="notice">{visitor.notice}</span>
        <time>{time}</time>
      </footer>
    </main>
  )
}

/** Why there is nobody to be seen: no recording, or masks that are not there yet. */
function Unseen({ open, show }: { open: OpenViewing; show: MaskedShow }) {
  const words = useWords().viewing
  const place = useStore(open.playback.store, (state) => state.place)
  const stopped = useStore(open.playback.store, (state) => state.stopped)
  const state = useStore(show.picture.store, (picture) => picture.state)
  if (place.kind === 'gap') {
    const { viewing } = open.playback
    const from = clock(Math.max(place.gap.fromAtUs, epochUs(viewing.fromAt)), true)
    const to = clock(Math.min(place.gap.toAtUs, epochUs(viewing.toAt)), true)
    return <output className="word">{words.noRecording(from, to)}</output>
  }
  return state === 'masked' && stopped === undefined ? null : (
    <output className="word">{words.visitor.unready}</output>
  )
}

interface MaskedCanvasProps {
  picture: MaskedPicture
  label: string
  className: string | undefined
}

/** The masked picture, small beside the controls or large in the visitor's window. */
export function MaskedCanvas({ picture, label, className }: MaskedCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => (canvas.current === null ? undefined : picture.on(canvas.current, 'masked')), [picture])
  return <canvas ref={canvas} className={className} aria-label={label} />
}

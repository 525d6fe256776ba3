import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { Button } from '../ui/Button.tsx'
import type { MaskedShow } from '../visitor/show.ts'
import { sentenceFor, useWords } from '../words.ts'
import { clock, fullClock } from './clock.ts'
import { epochUs, nextStretch } from './player.ts'
import css from './Stage.module.css'
import { type OpenViewing, retryViewing } from './viewing.ts'

/**
 * The picture, dark, with the watermark over it (domain §8.2: request, operator, time). What is shown is the
 * playback's business; here is only what stands over and behind it. `children` lie exactly over the element. In a masked
 * viewing the element is never seen: what is seen is drawn from it, with the masks on.
 */
export function Stage({ open, children }: { open: OpenViewing; children?: ReactNode }) {
  const { playback } = open
  const words = useWords()
  const video = useRef<HTMLVideoElement>(null)
  const atUs = useStore(playback.store, (state) => state.atUs)
  const cameraId = useStore(playback.store, (state) => state.cameraId)
  const camera = open.cameras.find(({ id }) => id === cameraId)

  const { show } = open
  useEffect(() => {
    if (video.current === null) return undefined
    if (show === undefined) return playback.attach(video.current)
    const stops = [
      show.picture.from(video.current),
      show.follow(playback),
      playback.attach(video.current, show.picture),
    ]
    return () => {
      for (const stop of stops.toReversed()) stop()
    }
  }, [playback, show])

  return (
    <section
      className={css['stage']}
      aria-label={words.viewing.stage(
        camera === undefined ? '' : words.terms.camera(camera.number),
        fullClock(atUs),
      )}
    >
      <p className={css['behind']}>{words.viewing.preparing}</p>
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- footage has no sound: none may be recorded (법 25⑤) */}
      <video
        ref={video}
        className={css[show === undefined ? 'video' : 'unseen']}
        crossOrigin="anonymous"
        preload="auto"
        muted
        playsInline
        disablePictureInPicture
        disableRemotePlayback
        tabIndex={-1}
      />
      {show !== undefined && <MaskedView show={show} />}
      {children}
      <GapTile open={open} />
      <StoppedTile open={open} />
      <Watermark open={open} />
    </section>
  )
}

/** What the operator sees of a masked viewing: the same as the visitor, and who is under the masks while they are held off. */
function MaskedView({ show }: { show: MaskedShow }) {
  const words = useWords().viewing
  const canvas = useRef<HTMLCanvasElement>(null)
  const state = useStore(show.picture.store, (picture) => picture.state)
  const isBare = useStore(show.picture.store, (picture) => picture.isBare)
  useEffect(() => (canvas.current === null ? undefined : show.picture.on(canvas.current, 'operator')), [show])
  return (
    <>
      <canvas ref={canvas} className={css['video']} data-state={state} aria-hidden="true" />
      {state === 'unready' && !isBare && <output className={css['unready']}>{words.visitor.unready}</output>}
      {isBare && <p className={css['bare']}>{words.reveal.onStage}</p>}
    </>
  )
}

function Watermark({ open }: { open: OpenViewing }) {
  const words = useWords()
  const now = useNow()
  const line = [
    words.terms.requestNumber(open.request.number),
    open.actorName,
    clock(epochUs(now)).slice(0, 5),
  ]
  return (
    <div className={css['watermark']} aria-hidden="true">
      <span>{line.join(' · ')}</span>
      <span>{line.join(' · ')}</span>
    </div>
  )
}

/** Says that nothing was recorded here, from when to when, and leads on to what was. */
function GapTile({ open }: { open: OpenViewing }) {
  const { playback } = open
  const { viewing } = playback
  const words = useWords().viewing
  const place = useStore(playback.store, (state) => state.place)
  const stretches = useStore(playback.store, (state) => state.stretches)
  if (place.kind !== 'gap') return null
  if (stretches.length === 0) return <div className={css['tile']}>{words.noFootage}</div>
  const fromAtUs = Math.max(place.gap.fromAtUs, epochUs(viewing.fromAt))
  const toAtUs = Math.min(place.gap.toAtUs, epochUs(viewing.toAt))
  const next = nextStretch(stretches, fromAtUs)
  return (
    <div className={css['tile']}>
      <output>{words.noRecording(clock(fromAtUs, true), clock(toAtUs, true))}</output>
      {next !== undefined && (
        <Button onPress={() => playback.seek(next.fromAtUs)}>{words.toNext(clock(next.fromAtUs))}</Button>
      )}
    </div>
  )
}

function StoppedTile({ open }: { open: OpenViewing }) {
  const { playback } = open
  const { terms, viewing: words } = useWords()
  const stopped = useStore(playback.store, (state) => state.stopped)
  if (stopped === undefined) return null
  const camera = open.cameras.find(({ id }) => stopped.why === 'unreadable' && id === stopped.part.cameraId)
  return (
    <div className={css['tile']} role="alert">
      <p>
        {stopped.why === 'unreported'
          ? words.stopped.unreported(sentenceFor(stopped.cause))
          : words.stopped.unreadable(camera === undefined ? '' : terms.camera(camera.number))}
      </p>
      {stopped.why === 'unreadable' && (
        <Button onPress={() => void retryViewing()}>{words.stopped.again}</Button>
      )}
    </div>
  )
}

function useNow(): string {
  const [now, setNow] = useState(() => new Date().toISOString())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date().toISOString()), 10_000)
    return () => clearInterval(timer)
  }, [])
  return now
}

import { useEffect, useRef, useState } from 'react'
import type { Clip } from '#contract/contract.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { EmptyState, Tag } from '../ui/Panel.tsx'
import { clock } from '../viewing/clock.ts'
import type { Playback } from '../viewing/playback.ts'
import { atUsOf } from '../viewing/player.ts'
import { useWords } from '../words.ts'
import { frameLengthUs, momentOf } from './frames.ts'
import { select, useMasking } from './masking.ts'
import { drawPortraits } from './portraits.ts'
import css from './Tray.module.css'

interface TrayProps {
  clip: Clip
  playback: Playback
  onToggle: (track: number) => void
}

/** Everybody who was found, with the picture that shows them best. */
export function Tray({ clip, playback, onToggle }: TrayProps) {
  const words = useWords().masking
  const [source, portraits] = usePortraits(clip, playback)
  const selected = useMasking((state) => state.selected)
  return (
    <section className={css['tray']} aria-label={words.tray.title(clip.tracks.length)}>
      <h2>{words.tray.title(clip.tracks.length)}</h2>
      {clip.tracks.length === 0 ? (
        <EmptyState icon="person" title={words.tray.none}>
          {words.tray.noneText}
        </EmptyState>
      ) : (
        <>
          <p className={css['hint']}>{words.tray.severalHint}</p>
          <p className={css['hint']}>{words.tray.keysHint}</p>
          <ul className={css['cards']}>
            {clip.tracks.map((track) => (
              <Card
                key={track.track}
                clip={clip}
                playback={playback}
                track={track}
                portrait={portraits[track.track]}
                isSelected={track.track === selected}
                onToggle={onToggle}
              />
            ))}
          </ul>
        </>
      )}
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- never seen: the portraits are drawn from it */}
      <video
        ref={source}
        className={css['source']}
        crossOrigin="anonymous"
        muted
        playsInline
        tabIndex={-1}
        aria-hidden="true"
      />
    </section>
  )
}

interface CardProps extends TrayProps {
  track: Clip['tracks'][number]
  portrait: string | undefined
  isSelected: boolean
}

function Card({ clip, playback, track, portrait, isSelected, onToggle }: CardProps) {
  const { terms, masking: words } = useWords()
  const card = useRef<HTMLLIElement>(null)
  const number = track.track
  const isKept = clip.kept.includes(number)
  const seconds = ((track.lastFrame - track.firstFrame + 1) * frameLengthUs(clip)) / 1e6

  useEffect(() => {
    if (isSelected) card.current?.scrollIntoView({ block: 'nearest' })
  }, [isSelected])

  return (
    <li ref={card} className={css['card']} data-selected={isSelected} data-kept={isKept}>
      <button
        type="button"
        className={css['portrait']}
        aria-label={words.tray.goTo(number)}
        onClick={() => {
          select(number)
          goToFrame(playback, clip, track.bestFrame)
        }}
      >
        {portrait === undefined ? <Icon name="person" size={32} /> : <img src={portrait} alt="" />}
      </button>
      <div className={css['facts']}>
        <p className={css['name']}>
          {words.tray.person(number)}
          <Tag tone={isKept ? 'success' : 'neutral'} icon={isKept ? 'check' : 'lock'}>
            {isKept ? words.tray.kept : words.tray.masked}
          </Tag>
        </p>
        <p className={css['times']}>
          {words.tray.seen(timeOf(playback, clip, track.firstFrame), timeOf(playback, clip, track.lastFrame))}
        </p>
        <p className={css['times']}>
          {terms.duration(seconds)} · {words.tray.sure(Math.round(track.meanScore * 100))}
        </p>
        <Button
          size="small"
          aria-label={isKept ? words.tray.mask(number) : words.tray.keep(number)}
          onPress={() => {
            select(number)
            onToggle(number)
          }}
        >
          {isKept ? words.tray.toMask : words.tray.toKeep}
        </Button>
      </div>
    </li>
  )
}

/** Goes to a frame of the clip. */
export function goToFrame(playback: Playback, clip: Clip, frame: number): void {
  const atUs = atUsOfFrame(playback, clip, frame)
  if (atUs === undefined) return
  playback.pause()
  playback.seek(atUs)
}

function atUsOfFrame({ viewing }: Playback, clip: Clip, frame: number): number | undefined {
  const moment = momentOf(clip, frame)
  const part = viewing.parts.find(({ recordingId }) => recordingId === moment?.part.recordingId)
  return moment === undefined || part === undefined ? undefined : atUsOf(part, moment.us)
}

function timeOf(playback: Playback, clip: Clip, frame: number): string {
  const atUs = atUsOfFrame(playback, clip, frame)
  return atUs === undefined ? '' : clock(atUs)
}

function usePortraits(clip: Clip, playback: Playback) {
  const video = useRef<HTMLVideoElement>(null)
  const [urls, setUrls] = useState<Readonly<Record<number, string>>>({})
  const latest = useRef(clip)
  useEffect(() => {
    latest.current = clip
  }, [clip])
  // `clip` is answered anew whenever somebody is kept; the pictures stay those of the same search.
  const search = `${clip.requestId} ${clip.cameraId} ${clip.tracks.length} ${clip.frameCount}`
  useEffect(() => {
    if (video.current === null || search === '') return undefined
    setUrls({})
    return drawPortraits(video.current, playback, latest.current, (track, url) =>
      setUrls((before) => ({ ...before, [track]: url })),
    )
  }, [playback, search])
  return [video, urls] as const
}

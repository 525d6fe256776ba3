import { type DragEvent, memo, useEffect, useRef } from 'react'
import type { Clip } from '#contract/masking.ts'
import type { TrackSummary } from '#domain/masking.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Tag } from '../ui/Panel.tsx'
import type { Playback } from '../viewing/playback.ts'
import { useWords } from '../words.ts'
import { keepOnly, markOrMerge, merge, split, toggleKept, toggleThing } from './changes.ts'
import { frameLengthUs } from './frames.ts'
import { standingOf } from './lanes.ts'
import { select } from './masking.ts'
import { frameOf, goToFrame, timeOf } from './playhead.ts'
import css from './Tray.module.css'

/** What a card carries while it is dragged onto another. */
const DRAGGED = 'application/x-person'

interface PersonCardProps {
  clip: Clip
  playback: Playback
  person: TrackSummary
  portrait: string | undefined
  isSelected: boolean
  /** The number that waits to be joined with another. */
  marked: number | undefined
  onSight: (person: TrackSummary, isInView: boolean) => void
}

/** One person as they were found: the best picture, from when to when, and what may be done about them. */
export const PersonCard = memo(function PersonCard(props: PersonCardProps) {
  const { clip, playback, person, portrait, isSelected, marked } = props
  const words = useWords()
  const { terms, studio } = words
  const { tray } = studio
  const card = useSight(props)
  const number = person.track
  const standing = standingOf(clip.work, number)
  const isKept = standing === 'kept'
  const isNobodyKept = clip.work.kept.length === 0
  const seconds = ((person.lastFrame - person.firstFrame + 1) * frameLengthUs(clip)) / 1e6

  useEffect(() => {
    if (isSelected) card.current?.scrollIntoView({ block: 'nearest' })
  }, [isSelected, card])

  const drop = (event: DragEvent) => {
    const dropped = Number(event.dataTransfer.getData(DRAGGED))
    if (dropped > 0 && dropped !== number) void merge(dropped, number, words)
    event.preventDefault()
  }
  return (
    // Dragging is the quick way for a hand that is at the mouse; X does the same by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <li
      ref={card}
      className={css['card']}
      data-selected={isSelected}
      data-standing={standing}
      data-marked={marked === number}
      draggable
      onDragStart={(event) => event.dataTransfer.setData(DRAGGED, String(number))}
      onDragOver={(event) => {
        if (event.dataTransfer.types.includes(DRAGGED)) event.preventDefault()
      }}
      onDrop={drop}
    >
      <button
        type="button"
        className={css['portrait']}
        aria-label={tray.goTo(number)}
        onClick={() => {
          select(number)
          goToFrame(playback, clip, person.bestFrame)
        }}
      >
        {portrait === undefined ? (
          <Icon name="person" size={28} />
        ) : (
          <img src={portrait} alt="" draggable={false} />
        )}
      </button>
      <div className={css['facts']}>
        <p className={css['name']}>
          {tray.person(number)}
          <Tag tone={isKept ? 'success' : 'neutral'} icon={isKept ? 'check' : 'lock'}>
            {tray[standing]}
          </Tag>
          {person.isVehicle && <Tag>{tray.vehicle}</Tag>}
        </p>
        <p className={css['times']}>
          {tray.seen(timeOf(playback, clip, person.firstFrame), timeOf(playback, clip, person.lastFrame))}
        </p>
        <p className={css['times']}>
          {terms.duration(seconds)} · {tray.sure(Math.round(person.meanScore * 100))}
        </p>
      </div>
      <div className={css['deeds']}>
        {marked !== undefined && marked !== number ? (
          <Button
            size="small"
            aria-label={tray.mergeInto(marked, number)}
            onPress={() => void merge(marked, number, words)}
          >
            {tray.mergeHere}
          </Button>
        ) : (
          standing !== 'thing' && (
            <>
              {(isNobodyKept || (isSelected && !isKept)) && (
                <Button
                  size="small"
                  {...(isNobodyKept && isSelected && { kind: 'primary' as const })}
                  aria-label={tray.keepOnly(number)}
                  onPress={() => {
                    select(number)
                    void keepOnly(number, words)
                  }}
                >
                  {tray.only}
                </Button>
              )}
              {!isNobodyKept && (
                <Button
                  size="small"
                  aria-label={isKept ? tray.mask(number) : tray.keep(number)}
                  onPress={() => {
                    select(number)
                    void toggleKept(number, words)
                  }}
                >
                  {isKept ? tray.toMask : tray.toKeep}
                </Button>
              )}
            </>
          )
        )}
      </div>
      {isSelected && <More {...props} />}
    </li>
  )
})

/** What is done more seldom, on the card that is chosen. */
function More({ clip, playback, person, marked }: PersonCardProps) {
  const words = useWords()
  const { tray } = words.studio
  const number = person.track
  const isThing = clip.work.things.includes(number)
  return (
    <fieldset className={css['more']} aria-label={tray.more(number)}>
      <Button
        size="small"
        aria-label={marked === number ? tray.unmark : tray.merge}
        onPress={() => markOrMerge(number, words)}
      >
        {marked === number ? tray.unmarkShort : tray.mergeShort}
      </Button>
      <Button
        size="small"
        aria-label={tray.split}
        onPress={() => {
          const frame = frameOf(clip, playback.store.getState())
          if (frame !== undefined) void split(number, frame, words)
        }}
      >
        {tray.splitShort}
      </Button>
      <Button size="small" onPress={() => void toggleThing(number, words)}>
        {isThing ? tray.toPerson : tray.toThing}
      </Button>
    </fieldset>
  )
}

/** Tells when a card comes into view or leaves it: only those in view need a picture. */
function useSight({ person, portrait, onSight }: PersonCardProps) {
  const card = useRef<HTMLLIElement>(null)
  const isDrawn = portrait !== undefined
  useEffect(() => {
    if (card.current === null || isDrawn) return undefined
    const observer = new IntersectionObserver(([entry]) => onSight(person, entry?.isIntersecting === true))
    observer.observe(card.current)
    return () => {
      observer.disconnect()
      onSight(person, false)
    }
  }, [person, isDrawn, onSight])
  return card
}

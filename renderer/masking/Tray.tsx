import { useCallback, useEffect, useRef, useState } from 'react'
import type { Clip } from '#contract/masking.ts'
import type { TrackSummary } from '#domain/masking.ts'
import { Button } from '../ui/Button.tsx'
import { SelectField } from '../ui/Choice.tsx'
import { EmptyState } from '../ui/Panel.tsx'
import type { Playback } from '../viewing/playback.ts'
import { useWords } from '../words.ts'
import { type Group, SORTS, type Sort } from './lanes.ts'
import { mark, useMasking } from './masking.ts'
import { PersonCard } from './PersonCard.tsx'
import { Portraits, portraitName } from './portraits.ts'
import { Reasons } from './Reasons.tsx'
import type { ReasonKind } from './reasons.ts'
import css from './Tray.module.css'

const KINDS: readonly ReasonKind[] = ['keep', 'mask', 'thing', 'merge', 'split']
const JOINING: readonly ReasonKind[] = ['merge']

interface TrayProps {
  clip: Clip
  playback: Playback
  groups: readonly Group[]
  sort: Sort
  onSort: (sort: Sort) => void
}

/** Everybody who was found, kept ones first, with the picture that shows them best. */
export function Tray({ clip, playback, groups, sort, onSort }: TrayProps) {
  const { studio } = useWords()
  const { tray } = studio
  const { source, portraits, onSight } = usePortraits(clip, playback)
  const selected = useMasking((state) => state.selected)
  const marked = useMasking((state) => state.marked)
  return (
    <section className={css['tray']} aria-label={tray.title(clip.people.length)}>
      <header className={css['head']}>
        <h2>{tray.title(clip.people.length)}</h2>
        <SelectField<Sort>
          label={tray.sort}
          isLabelHidden
          size="small"
          value={sort}
          onChange={onSort}
          options={SORTS.map((value) => ({ value, label: tray.sorts[value] }))}
        />
      </header>
      {clip.people.length === 0 ? (
        <EmptyState icon="person" title={tray.none}>
          {tray.noneText}
        </EmptyState>
      ) : (
        <>
          {marked === undefined ? (
            <p className={css['hint']}>{tray.hint}</p>
          ) : (
            <div className={css['marked']}>
              <output>{tray.marked(marked)}</output>
              <Button size="small" onPress={() => mark(undefined)}>
                {tray.unmark}
              </Button>
            </div>
          )}
          <div className={css['groups']}>
            {groups.map(({ standing, people }) => (
              <section key={standing}>
                <h3>{tray.group(tray.groups[standing], people.length)}</h3>
                <ul className={css['cards']}>
                  {people.map((person) => (
                    <PersonCard
                      key={person.track}
                      clip={clip}
                      playback={playback}
                      person={person}
                      portrait={portraits[portraitName(person)]}
                      isSelected={person.track === selected}
                      marked={marked}
                      onSight={onSight}
                    />
                  ))}
                </ul>
              </section>
            ))}
          </div>
          <Reasons kinds={marked === undefined ? KINDS : JOINING} />
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

function usePortraits(clip: Clip, playback: Playback) {
  const source = useRef<HTMLVideoElement>(null)
  const drawing = useRef<Portraits>(undefined)
  const [portraits, setPortraits] = useState<Readonly<Record<string, string>>>({})
  const latest = useRef(clip)
  useEffect(() => {
    latest.current = clip
  }, [clip])
  // `clip` is answered anew with every change; the pictures stay those of the same search.
  const search = `${clip.requestId} ${clip.cameraId} ${clip.frameCount}`
  useEffect(() => {
    if (source.current === null || search === '') return undefined
    const made = new Portraits(source.current, playback, latest.current, (name, url) =>
      setPortraits((before) => ({ ...before, [name]: url })),
    )
    drawing.current = made
    return () => {
      drawing.current = undefined
      made.close()
    }
  }, [playback, search])
  const onSight = useCallback((person: TrackSummary, isInView: boolean) => {
    if (isInView) drawing.current?.want(person)
    else drawing.current?.leave(person)
  }, [])
  return { source, portraits, onSight }
}

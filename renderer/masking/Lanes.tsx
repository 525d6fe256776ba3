import { memo, useMemo } from 'react'
import { useStore } from 'zustand'
import type { Clip } from '#contract/masking.ts'
import type { Question } from '#domain/review.ts'
import type { Playback } from '../viewing/playback.ts'
import { momentAt, percent, type Span, zoomOf } from '../viewing/ruler.ts'
import { useWords } from '../words.ts'
import css from './Lanes.module.css'
import { type Bar, lanesOf } from './lanes.ts'
import { lookAt, select, selectHand, useMasking } from './masking.ts'
import { atUsOfFrame } from './playhead.ts'
import { sentenceOf } from './reviewing.ts'

/** Height of a lane and from one to the next, in px. */
const [BAR, LANE] = [8, 11]
/** Two bars of a lane lie at least so far apart. */
const APART_SECONDS = 0.3
const LONG_SECONDS = 4

interface LanesProps {
  clip: Clip
  playback: Playback
}

/** Who is there when, what is masked by hand and what is asked, under the ruler and in its time. A click goes there. */
export function Lanes({ clip, playback }: LanesProps) {
  const { lanes: text } = useWords().studio
  const atUs = useStore(playback.store, (state) => state.atUs)
  const { fromAtUs, toAtUs } = zoomOf(playback.viewing, atUs)
  const span = useMemo(() => ({ fromAtUs, toAtUs }), [fromAtUs, toAtUs])
  const selected = useMasking((state) => state.selected)
  return (
    // Scrolls and holds nothing that takes the focus: the keyboard has to reach it (axe: scrollable-region-focusable).
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className={css['lanes']} aria-label={text.label} tabIndex={0}>
      <div
        className={css['rows']}
        onPointerDown={({ target, currentTarget, clientX }) => {
          const area = currentTarget.querySelector(`.${css['line']}`)?.getBoundingClientRect()
          if (area === undefined || clientX < area.left) return
          if (target instanceof SVGElement) choose(target.dataset)
          playback.seek(momentAt(span, (clientX - area.left) / area.width))
        }}
      >
        <Drawing clip={clip} playback={playback} span={span} selected={selected} />
        <div className={css['over']}>
          <i className={css['head']} style={{ left: `${percent(span, atUs)}%` }} />
        </div>
      </div>
    </section>
  )
}

function choose({ person, hand, question }: DOMStringMap): void {
  if (person !== undefined) select(Number(person))
  if (hand !== undefined) selectHand(hand)
  if (question !== undefined) lookAt(question)
}

interface DrawingProps extends LanesProps {
  span: Span
  selected: number | undefined
}

const Drawing = memo(function Drawing({ clip, playback, span, selected }: DrawingProps) {
  const words = useWords()
  const { lanes: text, picture } = words.studio
  const lanes = useMemo(() => {
    const apart = Math.ceil((APART_SECONDS * clip.fps.num) / clip.fps.den)
    return lanesOf(clip, apart)
  }, [clip])
  const extent = (fromFrame: number, toFrame: number) => {
    const begin = percent(span, atUsOfFrame(playback, clip, fromFrame) ?? span.fromAtUs)
    const end = percent(span, atUsOfFrame(playback, clip, Math.max(fromFrame, toFrame - 1)) ?? span.toAtUs)
    return { x: `${begin}%`, width: `${Math.max(end - begin, 0.3)}%` }
  }
  const hands = clip.work.hands
  return (
    <>
      <Row name={text.questions} height={LANE + 3}>
        {byLength(clip.questions).map((question) => (
          <rect
            key={question.id}
            className={css[question.answer === undefined ? 'open' : 'answered']}
            data-question={question.id}
            {...extent(question.fromFrame, question.toFrame)}
            {...(isLong(question, clip) ? { y: LANE - 2, height: 4 } : { y: 1, height: LANE })}
            rx={1}
          >
            <title>{sentenceOf(question, clip, words)}</title>
          </rect>
        ))}
      </Row>
      {hands.length > 0 && (
        <Row name={text.hands} height={LANE}>
          {hands.map((hand, index) => (
            <rect
              key={hand.id}
              className={css['hand']}
              data-hand={hand.id}
              {...extent(hand.fromFrame, hand.toFrame)}
              y={1}
              height={BAR}
            >
              <title>{picture.hand(index + 1)}</title>
            </rect>
          ))}
        </Row>
      )}
      <Row name={text.people} height={Math.max(lanes.length, 1) * LANE}>
        {lanes.map((lane, row) =>
          lane.map((bar) => (
            <Person
              key={`${bar.number} ${bar.fromFrame}`}
              bar={bar}
              y={row * LANE + 1}
              isSelected={bar.number === selected}
              label={text.person(bar.number, words.studio.tray[bar.standing])}
              extent={extent}
            />
          )),
        )}
      </Row>
    </>
  )
})

/** The long ones first, so that the short ones lie over them. */
const byLength = (questions: readonly Question[]): Question[] =>
  questions.toSorted((a, b) => b.toFrame - b.fromFrame - (a.toFrame - a.fromFrame))

/** What is asked of a long stretch is a line under what is asked of a moment. */
function isLong({ fromFrame, toFrame }: Question, { fps }: Clip): boolean {
  return ((toFrame - fromFrame) * fps.den) / fps.num > LONG_SECONDS
}

function Row({ name, height, children }: { name: string; height: number; children: React.ReactNode }) {
  return (
    <>
      <span className={css['name']}>{name}</span>
      <svg className={css['line']} width="100%" height={height} aria-hidden="true">
        {children}
      </svg>
    </>
  )
}

interface PersonProps {
  bar: Bar
  y: number
  isSelected: boolean
  label: string
  extent: (fromFrame: number, toFrame: number) => { x: string; width: string }
}

function Person({ bar, y, isSelected, label, extent }: PersonProps) {
  return (
    <g className={css[bar.standing]} data-selected={isSelected}>
      <rect
        data-person={bar.number}
        {...extent(bar.fromFrame, bar.toFrame)}
        y={isSelected ? y - 1 : y}
        height={isSelected ? BAR + 2 : BAR}
        rx={1}
      >
        <title>{label}</title>
      </rect>
      {bar.gaps.map((gap) => (
        <rect
          key={gap.fromFrame}
          className={css['gap']}
          data-person={bar.number}
          {...extent(gap.fromFrame, gap.toFrame)}
          y={y + 2}
          height={BAR - 4}
        />
      ))}
    </g>
  )
}

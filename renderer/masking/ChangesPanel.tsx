import type { ChangeLine, Clip } from '#contract/masking.ts'
import type { Catalogue } from '#i18n/index.ts'
import { timeText } from '../moments.ts'
import { EmptyState } from '../ui/Panel.tsx'
import type { Playback } from '../viewing/playback.ts'
import { useWords } from '../words.ts'
import css from './ChangesPanel.module.css'
import { timeOf } from './playhead.ts'

interface ChangesPanelProps {
  clip: Clip
  playback: Playback
}

/** What was changed by hand and holds: what, why, who, when; the latest first. */
export function ChangesPanel({ clip, playback }: ChangesPanelProps) {
  const { changes: text } = useWords().studio
  const words = useWords()
  if (clip.changes.length === 0) return <EmptyState icon="paper" title={text.none} />
  const at = (frame: number) => timeOf(playback, clip, frame)
  return (
    // Scrolls and holds nothing that takes the focus: the keyboard has to reach it (axe: scrollable-region-focusable).
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className={css['changes']} aria-label={text.title} tabIndex={0}>
      <ol>
        {clip.changes.toReversed().map((line, index) => (
          <li key={clip.changes.length - index}>
            <strong>{changeText(line, words, at)}</strong>
            {line.why !== '' && <span>{line.why}</span>}
            <span className={css['by']}>{text.by(line.actorName, timeText(line.at))}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** A change in words: `5번을 3번에 합침`. */
function changeText({ change }: ChangeLine, { studio }: Catalogue, at: (frame: number) => string): string {
  const { changes: text, review } = studio
  switch (change.kind) {
    case 'keep':
      return change.keep ? text.keep(change.number) : text.mask(change.number)
    case 'keep-only':
      return text['keep-only'](change.number)
    case 'thing':
      return change.isThing ? text.thing(change.number) : text.person(change.number)
    case 'merge':
      return text.merge(change.number, change.into)
    case 'split':
      return text.split(change.number, at(change.frame))
    case 'put-hand':
      return text['put-hand'](at(change.hand.fromFrame))
    case 'take-hand':
      return text['take-hand']
    case 'answer':
      return text.answer(review.answered[change.answer])
  }
}

import { memo, useEffect, useRef, useState } from 'react'
import type { Clip } from '#contract/masking.ts'
import type { Question } from '#domain/review.ts'
import { Button } from '../ui/Button.tsx'
import { SelectField } from '../ui/Choice.tsx'
import { Icon } from '../ui/Icon.tsx'
import { EmptyState } from '../ui/Panel.tsx'
import type { Playback } from '../viewing/playback.ts'
import { useWords } from '../words.ts'
import { useMasking } from './masking.ts'
import { timeOf } from './playhead.ts'
import { QuestionCard } from './QuestionCard.tsx'
import { visit, visitBeside } from './queue.ts'
import css from './ReviewPanel.module.css'
import { countsOf, openBeside, sentenceOf } from './reviewing.ts'
import { SignPanel } from './SignPanel.tsx'

interface ReviewPanelProps {
  clip: Clip
  playback: Playback
}

type Filter = 'open' | 'all'

/** What has to be looked at instead of the whole film, one after the other; then the second person's signature. */
export function ReviewPanel({ clip, playback }: ReviewPanelProps) {
  const { review } = useWords().studio
  const questionId = useMasking((state) => state.questionId)
  const [filter, setFilter] = useState<Filter>('open')
  const { all, open } = countsOf(clip)
  const looked = clip.questions.find(({ id }) => id === questionId)
  // What has been answered stays in sight until somebody goes on; then the next is shown.
  const shown = looked ?? openBeside(clip.questions, undefined, 1)
  const listed =
    filter === 'all' ? clip.questions : clip.questions.filter((each) => each.answer === undefined)
  return (
    <div className={css['review']}>
      {all > 0 && (
        <header className={css['head']}>
          <div className={css['progress']}>
            <p>{review.progress(all - open, all)}</p>
            <i className={css['bar']}>
              <i style={{ width: `${((all - open) / all) * 100}%` }} />
            </i>
          </div>
          <Button
            size="small"
            icon="back"
            aria-label={review.previous}
            isDisabled={open === 0}
            onPress={() => visitBeside(playback, -1)}
          />
          <Button
            size="small"
            icon="next"
            aria-label={review.next}
            isDisabled={open === 0}
            onPress={() => visitBeside(playback, 1)}
          />
        </header>
      )}
      {open === 0 && (
        <>
          {clip.needsSignature ? (
            <SignPanel clip={clip} playback={playback} />
          ) : (
            <EmptyState icon="check" title={all === 0 ? review.none : review.done}>
              {all === 0 ? review.noneText : review.doneText}
            </EmptyState>
          )}
        </>
      )}
      {shown !== undefined && (open > 0 || looked !== undefined) && (
        <QuestionCard
          key={shown.id}
          clip={clip}
          playback={playback}
          question={shown}
          isLookedAt={looked !== undefined}
        />
      )}
      {all > 0 && (
        <>
          <div className={css['filter']}>
            <SelectField<Filter>
              label={review.filter}
              isLabelHidden
              size="small"
              value={filter}
              onChange={setFilter}
              options={(['open', 'all'] as const).map((value) => ({ value, label: review.filters[value] }))}
            />
          </div>
          <ol className={css['list']} aria-label={review.questions}>
            {listed.map((question) => (
              <Row
                key={question.id}
                clip={clip}
                playback={playback}
                question={question}
                isLookedAt={question.id === questionId}
              />
            ))}
          </ol>
        </>
      )}
    </div>
  )
}

interface RowProps extends ReviewPanelProps {
  question: Question
  isLookedAt: boolean
}

const Row = memo(function Row({ clip, playback, question, isLookedAt }: RowProps) {
  const words = useWords()
  const { review } = words.studio
  const { answer } = question
  const row = useRef<HTMLLIElement>(null)
  const time = timeOf(playback, clip, question.fromFrame)
  const sentence = sentenceOf(question, clip, words)
  useEffect(() => {
    if (isLookedAt) row.current?.scrollIntoView({ block: 'nearest' })
  }, [isLookedAt])
  return (
    <li ref={row}>
      <button
        type="button"
        className={css['row']}
        aria-current={isLookedAt}
        onClick={() => visit(playback, clip, question)}
      >
        <Icon name={answer === undefined ? 'warning' : 'check'} size={16} />
        <span>{time}</span>{' '}
        <span className={css['what']}>
          {answer === undefined ? sentence : review.answeredRow(sentence, review.answered[answer])}
        </span>
      </button>
    </li>
  )
})

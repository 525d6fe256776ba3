import { useCallback } from 'react'
import type { Clip } from '#contract/masking.ts'
import type { Answer } from '#domain/mask-work.ts'
import type { Question } from '#domain/review.ts'
import { useAnswer } from '../attempt.ts'
import { office } from '../office.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Tag } from '../ui/Panel.tsx'
import type { Playback } from '../viewing/playback.ts'
import { useWords } from '../words.ts'
import { take, useMasking } from './masking.ts'
import { timeOf } from './playhead.ts'
import { give, settle, settleDraft, visit } from './queue.ts'
import { ReasonField, Reasons } from './Reasons.tsx'
import css from './ReviewPanel.module.css'
import { sentenceOf } from './reviewing.ts'

const ANSWERS: readonly Answer[] = ['masked', 'mended', 'nobody']

interface QuestionCardProps {
  clip: Clip
  playback: Playback
  question: Question
  isLookedAt: boolean
}

/** One thing to look at: what, when, what to watch for, and the three answers. */
export function QuestionCard({ clip, playback, question, isLookedAt }: QuestionCardProps) {
  const words = useWords()
  const { review } = words.studio
  const tool = useMasking((state) => state.tool)
  const isMending = (tool.kind === 'draft' || tool.kind === 'draw') && tool.mending === question.id
  return (
    <section className={css['question']} data-kind={question.kind} aria-live="polite">
      <p className={css['when']}>
        {timeOf(playback, clip, question.fromFrame)}
        {question.answer !== undefined && (
          <Tag tone="success" icon="check">
            {review.answered[question.answer]}
          </Tag>
        )}
      </p>
      <h3>{sentenceOf(question, clip, words)}</h3>
      <p className={css['advice']}>{review.advice[question.kind]}</p>
      {question.kind === 'leak' && <LeakPicture clip={clip} questionId={question.id} />}
      {isMending ? (
        <Mending playback={playback} />
      ) : (
        <>
          <Button
            size="small"
            {...(!isLookedAt && { kind: 'primary' as const })}
            icon="play"
            onPress={() => visit(playback, clip, question)}
          >
            {isLookedAt ? review.lookAgain : review.start}
          </Button>
          {isLookedAt ? (
            <div className={css['answers']}>
              {ANSWERS.map((given, index) => (
                <Button
                  key={given}
                  size="small"
                  keys={String(index + 1)}
                  onPress={() => give(playback, given, words)}
                >
                  {review.answers[given]}
                </Button>
              ))}
            </div>
          ) : (
            <p className={css['advice']}>{review.lookFirst}</p>
          )}
          <Reasons kinds={['masked', 'mended', 'nobody']} />
        </>
      )}
      {tool.kind === 'confirm' && tool.question === question.id && <Confirm playback={playback} />}
    </section>
  )
}

function Mending({ playback }: { playback: Playback }) {
  const words = useWords()
  const { review, picture } = words.studio
  const isDraft = useMasking((state) => state.tool.kind === 'draft')
  return (
    <div className={css['mending']}>
      <p>
        <strong>{review.mending}</strong> {isDraft ? picture.draftHint : picture.drawHint}
      </p>
      <ReasonField kind="hand" />
      <div className={css['answers']}>
        {isDraft && (
          <Button kind="primary" size="small" keys="Enter" onPress={() => void settleDraft(playback, words)}>
            {picture.putDraft}
          </Button>
        )}
        <Button size="small" onPress={() => void settle(playback, 'mended', words)}>
          {review.mendedOtherwise}
        </Button>
        <Button size="small" keys="Esc" onPress={() => take({ kind: 'choose' })}>
          {picture.dropDraft}
        </Button>
      </div>
    </div>
  )
}

/** The masked output at the place of a leak. */
function LeakPicture({ clip, questionId }: { clip: Clip; questionId: string }) {
  const { review } = useWords().studio
  const { requestId, cameraId } = clip
  const ask = useCallback(
    () => office.masking.leakPicture({ requestId, cameraId, questionId }),
    [requestId, cameraId, questionId],
  )
  const { answer, problem } = useAnswer(ask)
  if (problem !== undefined) return <Notice tone="danger">{problem}</Notice>
  if (answer === undefined) return null
  return <img className={css['leak']} src={`data:image/jpeg;base64,${answer}`} alt={review.leakPicture} />
}

/** With this answer a suspected person leaves as they are: it is asked back, with its reason. */
function Confirm({ playback }: { playback: Playback }) {
  const words = useWords()
  const { review } = words.studio
  const close = () => take({ kind: 'choose' })
  return (
    <Dialog
      title={review.confirmTitle}
      isOpen
      isPersistent
      onClose={close}
      closeLabel={words.terms.close}
      actions={
        <>
          <Button onPress={close}>{words.terms.cancel}</Button>
          <Button kind="primary" onPress={() => void settle(playback, 'nobody', words)}>
            {review.confirm}
          </Button>
        </>
      }
    >
      <p>{review.confirmText}</p>
      <ReasonField kind="nobody" />
    </Dialog>
  )
}

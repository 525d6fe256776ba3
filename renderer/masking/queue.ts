import type { Clip } from '#contract/masking.ts'
import type { Answer } from '#domain/mask-work.ts'
import type { Question } from '#domain/review.ts'
import type { Catalogue } from '#i18n/index.ts'
import type { Playback } from '../viewing/playback.ts'
import { answer, mend } from './changes.ts'
import { fromFrameOn, widened } from './hands.ts'
import { lookAt, take, useMasking } from './masking.ts'
import { goToFrame } from './playhead.ts'
import { lookFrom, openBeside } from './reviewing.ts'

/** Walking through the questions: seeing each, answering it, on to the next. */

/** Share by which the proposed mask is larger on each side than the place that is asked about. */
const WIDER = 0.2

function current(): { clip: Clip; question: Question } | undefined {
  const { clip, questionId } = useMasking.getState()
  const question = clip?.questions.find(({ id }) => id === questionId)
  return clip === null || clip === undefined || question === undefined ? undefined : { clip, question }
}

/** Goes to where a question can be seen to happen. */
export function visit(playback: Playback, clip: Clip, question: Question): void {
  lookAt(question.id)
  goToFrame(playback, clip, lookFrom(question, clip))
}

/** The next open question, or the one before; none is looked at any more where none is open. */
export function visitBeside(playback: Playback, step: 1 | -1): void {
  const { clip, questionId } = useMasking.getState()
  if (clip === null || clip === undefined) return
  const next = openBeside(clip.questions, questionId, step)
  if (next === undefined) lookAt(undefined)
  else visit(playback, clip, next)
}

/**
 * Answers the question that is being looked at and goes on to the next. Mending opens a mask at its place first; that a
 * leak is nobody is asked back. Nothing happens while none is looked at.
 */
export function give(playback: Playback, given: Answer, words: Catalogue): void {
  const looked = current()
  if (looked === undefined) return
  const { clip, question } = looked
  if (given === 'mended') return propose(playback, clip, question)
  if (given === 'nobody' && question.kind === 'leak') return take({ kind: 'confirm', question: question.id })
  void settle(playback, given, words)
}

/** Answers at once, whatever the answer, and goes on. */
export async function settle(playback: Playback, given: Answer, words: Catalogue): Promise<void> {
  const looked = current()
  take({ kind: 'choose' })
  if (looked !== undefined && (await answer(looked.question.id, given, words))) visitBeside(playback, 1)
}

/** Puts the mask that was proposed for a question, answers it, and goes on. */
export async function settleDraft(playback: Playback, words: Catalogue): Promise<void> {
  const { tool } = useMasking.getState()
  if (tool.kind === 'draft' && (await mend(tool.hand, tool.mending, words))) visitBeside(playback, 1)
}

/** A mask over the place of a question for as long as it lasts, to be fitted; drawn freely where it has no place. */
function propose(playback: Playback, clip: Clip, question: Question): void {
  const { id, box, fromFrame, toFrame } = question
  goToFrame(playback, clip, fromFrame)
  if (box === undefined) return take({ kind: 'draw', mending: id })
  const begin = lookFrom(question, clip)
  const end = Math.min(clip.frameCount, toFrame + fromFrame - begin)
  const hand = fromFrameOn(crypto.randomUUID(), fromFrame, widened(box, WIDER, clip), Math.max(end, toFrame))
  take({ kind: 'draft', hand: { ...hand, fromFrame: begin }, mending: id })
}

import type { Clip } from '#contract/masking.ts'
import { openQuestions, type Question } from '#domain/review.ts'
import type { Catalogue } from '#i18n/index.ts'

/** How many questions there are, and how many of them nobody has answered. */
export function countsOf({ questions }: Pick<Clip, 'questions'>): { all: number; open: number } {
  return { all: questions.length, open: openQuestions(questions).length }
}

/** The open question after (or before) one, around the end; the first where none is looked at. Nothing where none is open. */
export function openBeside(
  questions: readonly Question[],
  currentId: string | undefined,
  step: 1 | -1,
): Question | undefined {
  const at = questions.findIndex(({ id }) => id === currentId)
  if (at === -1) return questions.find(({ answer }) => answer === undefined)
  for (let way = 1; way <= questions.length; way++) {
    const index = (at + step * way + questions.length * way) % questions.length
    const question = questions[index]
    if (question?.answer === undefined) return question
  }
  return undefined
}

/** A question in a sentence: `12번 사람이 화면 한가운데서 사라집니다`. */
export function sentenceOf(question: Question, { work }: Pick<Clip, 'work'>, { studio }: Catalogue): string {
  const { review } = studio
  const [one, other] = question.numbers
  if (question.kind === 'leak') return review.leak[question.leak ?? 'person']
  if (question.kind === 'condition') {
    const kind = question.condition ?? 'no-background'
    return kind === 'stands-still' && one !== undefined
      ? review.sentence.standsStill(review.number(one))
      : review.condition[kind]
  }
  if (question.kind === 'crossing') {
    const named = (number = 0) => review.numberAs(number, work.kept.includes(number))
    return review.sentence.crossing(named(one), named(other))
  }
  return review.sentence[question.kind](review.number(one ?? 0))
}

/** A question is shown from a little before it on, so that it is seen to happen. */
const BEFORE_SECONDS = 0.5

type Rate = Pick<Clip, 'fps' | 'frameCount'>

/** The frame to begin looking at. */
export function lookFrom({ fromFrame }: Pick<Question, 'fromFrame'>, { fps }: Rate): number {
  return Math.max(0, fromFrame - Math.round((BEFORE_SECONDS * fps.num) / fps.den))
}

/** Whether the place of a question is marked in a frame: while it is asked about and half a second around. */
export function isMarkedAt(question: Question, frame: number, clip: Rate): boolean {
  const after = Math.round((BEFORE_SECONDS * clip.fps.num) / clip.fps.den)
  return frame >= lookFrom(question, clip) && frame < question.toFrame + after
}

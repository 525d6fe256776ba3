import { z } from 'zod'
import { shareOf } from './area.ts'
import type { Doubt, Touch } from './doubts.ts'
import { type Answer, Masks, type Worked } from './mask-work.ts'
import { type Area, Condition, type TrackSet } from './masking.ts'

/** What somebody has to look at before masks may be trusted: questions, instead of the whole video. */

/** A place in the rendered film where somebody might be seen. */
export const Leak = z.strictObject({
  fromFrame: z.int().min(0),
  toFrame: z.int().positive(),
  box: z.strictObject({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
  why: z.enum(['bare-mask', 'person', 'face', 'movement']),
})
export type Leak = z.infer<typeof Leak>

/** One thing to look at and answer. `id` stays the same for as long as the same is asked. */
export const Question = z.strictObject({
  id: z.string(),
  kind: z.enum(['unsure', 'appears', 'vanishes', 'gap', 'crossing', 'condition', 'leak']),
  fromFrame: z.int().min(0),
  toFrame: z.int().positive(),
  /** Where to look; nothing for what concerns the whole picture. */
  box: z.strictObject({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }).optional(),
  /** The people's numbers, as they are known now. */
  numbers: z.array(z.int().positive()),
  condition: Condition.shape.kind.optional(),
  leak: Leak.shape.why.optional(),
  answer: z.enum(['masked', 'mended', 'nobody']).optional(),
})
export type Question = z.infer<typeof Question>

/** A leak as it is kept with the clip; its picture lies beside it. */
export type KnownLeak = Leak & { readonly id: string }

/** What the search for people told of a clip beside the boxes. */
export interface Told {
  readonly doubts: readonly Doubt[]
  readonly touches: readonly Touch[]
  readonly conditions: readonly Condition[]
}

/**
 * Everything that has to be looked at, in the order of time. What concerns only people who are kept, or things, is not
 * asked: nothing of them is masked. A crossing is asked where somebody kept touches somebody masked.
 */
export function questionsOf(
  { doubts, touches, conditions }: Told,
  { work, answers }: Pick<Worked, 'work' | 'answers'>,
  leaks: readonly KnownLeak[],
): Question[] {
  const numbers = new Masks(work, { width: 1, height: 1 })
  const isBare = (number: number) => numbers.isKept(number) || numbers.isThing(number)
  const questions: Question[] = []
  const ask = (question: Question) => {
    const answer = answers.get(question.id)
    questions.push(answer === undefined ? question : { ...question, answer })
  }
  for (const { kind, track, fromFrame, toFrame, box } of doubts) {
    const number = numbers.numberOf(track, fromFrame)
    if (isBare(number)) continue
    ask({
      id: `${kind}-${track}-${fromFrame}`,
      kind,
      fromFrame,
      toFrame,
      box: areaOf(box),
      numbers: [number],
    })
  }
  for (const { tracks, fromFrame, toFrame, box } of touches) {
    const [one, other] = tracks.map((track) => numbers.numberOf(track, fromFrame)) as [number, number]
    if (numbers.isThing(one) || numbers.isThing(other)) continue
    if (numbers.isKept(one) === numbers.isKept(other)) continue
    const id = `crossing-${tracks.join('-')}-${fromFrame}`
    ask({ id, kind: 'crossing', fromFrame, toFrame, box: areaOf(box), numbers: [one, other] })
  }
  for (const { kind, fromFrame, toFrame, track } of conditions) {
    const number = track === undefined ? [] : [numbers.numberOf(track, fromFrame)]
    if (number.some(isBare)) continue
    const id = `condition-${kind}-${track ?? 0}-${fromFrame}`
    ask({ id, kind: 'condition', fromFrame, toFrame, numbers: number, condition: kind })
  }
  for (const { id, fromFrame, toFrame, box, why } of leaks)
    ask({ id, kind: 'leak', fromFrame, toFrame, box, numbers: [], leak: why })
  return questions.sort((a, b) => a.fromFrame - b.fromFrame || a.id.localeCompare(b.id))
}

export const openQuestions = (questions: readonly Question[]): Question[] =>
  questions.filter(({ answer }) => answer === undefined)

function areaOf({ x, y, w, h }: Area): Area {
  return { x, y, w, h }
}

/**
 * Which earlier leak a new one is: the same place at the same time, so that an answer need not be given twice. A leak
 * that was answered by mending the mask and is still there is a new one.
 */
export function sameLeak(
  leak: Leak,
  known: readonly KnownLeak[],
  answers: ReadonlyMap<string, Answer>,
): KnownLeak | undefined {
  return known.find(
    (other) =>
      other.why === leak.why &&
      answers.get(other.id) !== 'mended' &&
      // An answer about a part of the time says nothing about the rest of it.
      other.fromFrame <= leak.fromFrame &&
      other.toFrame >= leak.toFrame &&
      shareOf(leak.box, other.box) > 0.5,
  )
}

/** So many stretches without a question are looked at by whoever signs the masks. */
const SAMPLES = 20
/** Each is this long. */
export const SAMPLE_SECONDS = 1
/** Whoever answers a question about a longer stretch does not look at every second of it. */
const LOOKED_AT_SECONDS = 5

/**
 * Frames at which stretches begin that nothing is asked about, chosen by `random` (0 ≤ r < 1): what is looked at besides the
 * questions, so that what no rule suspected is not left unseen. Fewer where the clip has fewer.
 */
export function cleanSamples(
  questions: readonly Question[],
  { frameCount, fps }: { frameCount: number; fps: TrackSet['fps'] },
  random: () => number,
): number[] {
  const length = Math.max(1, Math.round((SAMPLE_SECONDS * fps.num) / fps.den))
  const most = (LOOKED_AT_SECONDS * fps.num) / fps.den
  const looked = questions.filter(
    ({ kind, fromFrame, toFrame }) => kind !== 'condition' && toFrame - fromFrame <= most,
  )
  const clean: number[] = []
  for (let frame = 0; frame < frameCount; frame += length) {
    const isAsked = looked.some(({ fromFrame, toFrame }) => fromFrame < frame + length && toFrame > frame)
    if (!isAsked) clean.push(frame)
  }
  for (let index = clean.length - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1))
    ;[clean[index], clean[other]] = [clean[other] as number, clean[index] as number]
  }
  return clean.slice(0, SAMPLES).sort((a, b) => a - b)
}

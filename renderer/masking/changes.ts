import type { AskedChange, Clip } from '#contract/masking.ts'
import type { Answer, HandMask } from '#domain/mask-work.ts'
import type { Catalogue } from '#i18n/index.ts'
import { office } from '../office.ts'
import { type MaskingState, mark, select, take, takeClip, useMasking } from './masking.ts'
import { type ReasonKind, reasonFor } from './reasons.ts'

/**
 * Everything that changes the masks. Changes are sent one after the other in the order they were wanted, each decided on
 * the clip as it is by then; what stopped one is kept in `thrown` and shown.
 */

type Subject = NonNullable<MaskingState['subject']>
let last: Promise<unknown> = Promise.resolve()

function inTurn(work: (subject: Subject, clip: Clip) => Promise<Clip> | undefined): Promise<boolean> {
  const done = last.then(async () => {
    const { subject, clip } = useMasking.getState()
    if (subject === undefined || clip === null || clip === undefined) return false
    const asked = work(subject, clip)
    if (asked === undefined) return false
    const answer = await asked
    if (useMasking.getState().subject !== subject) return false
    takeClip(answer)
    useMasking.setState({ thrown: undefined })
    return true
  })
  const settled = done.catch((thrown: unknown) => {
    useMasking.setState({ thrown })
    return false
  })
  last = settled
  return settled
}

/** Makes a change; answers whether it was made. */
function change(decide: (clip: Clip) => AskedChange | undefined, why: string): Promise<boolean> {
  return inTurn((subject, clip) => {
    const asked = decide(clip)
    return asked === undefined ? undefined : office.masking.change({ ...subject, change: asked, why })
  })
}

const known = ({ people }: Clip, number: number) => people.some(({ track }) => track === number)

/** Lets a person stay visible, or masks them again. */
export function toggleKept(number: number, words: Catalogue): Promise<boolean> {
  const isKept = useMasking.getState().clip?.work.kept.includes(number) === true
  return change(
    ({ work }) => ({ kind: 'keep', number, keep: !work.kept.includes(number) }),
    reasonFor(isKept ? 'mask' : 'keep', words),
  )
}

export function keepOnly(number: number, words: Catalogue): Promise<boolean> {
  return change(() => ({ kind: 'keep-only', number }), reasonFor('keep', words))
}

export function toggleThing(number: number, words: Catalogue): Promise<boolean> {
  return change(
    ({ work }) => ({ kind: 'thing', number, isThing: !work.things.includes(number) }),
    reasonFor('thing', words),
  )
}

/** Joins a number with another, under whose number both go on. */
export async function merge(number: number, into: number, words: Catalogue): Promise<boolean> {
  mark(undefined)
  if (number === into) return false
  const isDone = await change(
    (clip) => (known(clip, number) && known(clip, into) ? { kind: 'merge', number, into } : undefined),
    reasonFor('merge', words),
  )
  if (isDone) select(into)
  return isDone
}

/** The first press marks a number, the second joins it with the one chosen by then; the same number twice unmarks it. */
export function markOrMerge(number: number, words: Catalogue): void {
  const { marked } = useMasking.getState()
  if (marked === undefined) mark(number)
  else void merge(marked, number, words)
}

/** From a frame on a number is somebody else. */
export function split(number: number, frame: number, words: Catalogue): Promise<boolean> {
  return change(
    (clip) => (known(clip, number) && frame > 0 ? { kind: 'split', number, frame } : undefined),
    reasonFor('split', words),
  )
}

export async function putHand(hand: HandMask, words: Catalogue): Promise<boolean> {
  const isDone = await change(() => ({ kind: 'put-hand', hand }), reasonFor('hand', words))
  if (isDone) useMasking.setState({ handId: hand.id })
  return isDone
}

export function takeHand(id: string, words: Catalogue): Promise<boolean> {
  return change(
    ({ work }) => (work.hands.some((hand) => hand.id === id) ? { kind: 'take-hand', id } : undefined),
    reasonFor('take-hand', words),
  )
}

/** Lets a mask follow what is under it; answers when the job has begun. */
export async function followHand(handId: string): Promise<void> {
  const { subject } = useMasking.getState()
  if (subject === undefined) return
  try {
    await office.masking.follow({ ...subject, handId })
    useMasking.setState({ thrown: undefined })
  } catch (thrown) {
    useMasking.setState({ thrown })
  }
}

export function answer(question: string, given: Answer, words: Catalogue): Promise<boolean> {
  const kind: ReasonKind = given
  return change(() => ({ kind: 'answer', question, answer: given }), reasonFor(kind, words))
}

/** Puts the mask that mends what a question is about, and answers the question with it. */
export async function mend(hand: HandMask, question: string, words: Catalogue): Promise<boolean> {
  take({ kind: 'choose' })
  return (await putHand(hand, words)) && answer(question, 'mended', words)
}

export function undo(): Promise<boolean> {
  return inTurn((subject, clip) => (clip.canUndo ? office.masking.undo(subject) : undefined))
}

export function redo(): Promise<boolean> {
  return inTurn((subject, clip) => (clip.canRedo ? office.masking.redo(subject) : undefined))
}

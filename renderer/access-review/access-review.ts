import { create } from 'zustand'
import type { AccessReview, FindingLine, MonthLine } from '#contract/access-review.ts'
import type { ReviewSettings } from '#domain/access-review.ts'
import { go } from '../frame/screen.ts'
import { office } from '../office.ts'

interface Reviewing {
  /** The latest first; empty until main has answered. */
  months: readonly MonthLine[]
  settings: ReviewSettings | undefined
  month: string | undefined
  /** The month at hand; undefined while it is being counted. */
  review: AccessReview | undefined
  /** Which finding is looked at. */
  index: number
  /** What is typed and not kept yet, by finding. */
  typed: Readonly<Record<string, string>>
}

const nothing: Reviewing = {
  months: [],
  settings: undefined,
  month: undefined,
  review: undefined,
  index: 0,
  typed: {},
}

export const useReview = create<Reviewing>()(() => nothing)

/** What is typed is kept when the hand rests so long, and at every step away from it. */
const REST_MS = 400

let timer: ReturnType<typeof setTimeout> | undefined

/** Goes to the screen with this month in hand. */
export function openReview(month: string): void {
  useReview.setState({ ...nothing, month })
  go('access-review')
}

/** Asks for the months, and then for the one at hand: by itself the oldest that waits for a signature. */
export async function refreshReview(): Promise<void> {
  const { months, settings } = await office.accessReview.months()
  const waiting = months.findLast(({ isOver, signature }) => isOver && signature === null)
  const month = useReview.getState().month ?? waiting?.month ?? months[0]?.month
  useReview.setState({ months, settings, month })
  if (month !== undefined) await show(month)
}

/** Takes another month in hand. */
export async function chooseMonth(month: string): Promise<void> {
  await keepTyped()
  useReview.setState({ month, review: undefined, index: 0, typed: {} })
  await show(month)
}

/** Of several months asked for the one that is wanted last is shown. */
async function show(month: string): Promise<void> {
  const review = await office.accessReview.show({ month })
  if (useReview.getState().month === month) useReview.setState({ review })
}

/** The finding that is looked at. */
export function currentFinding({
  review,
  index,
}: Pick<Reviewing, 'review' | 'index'>): FindingLine | undefined {
  return review?.findings[index]
}

/** Looks at another finding; past the last comes the first again. */
export async function lookAt(index: number): Promise<void> {
  const count = useReview.getState().review?.findings.length ?? 0
  if (count > 0) useReview.setState({ index: (index + count) % count })
  await keepTyped()
}

/** What stands in the field of a finding. */
export function textOf({ typed }: Pick<Reviewing, 'typed'>, { id, explanation }: FindingLine): string {
  return typed[id] ?? explanation?.text ?? ''
}

/** Something is typed: kept when the hand rests. `whenRefused` is told what stopped it then. */
export function type(
  finding: FindingLine,
  text: string,
  whenRefused: (work: () => Promise<void>) => void,
): void {
  useReview.setState(({ typed }) => ({ typed: { ...typed, [finding.id]: text } }))
  clearTimeout(timer)
  timer = setTimeout(() => whenRefused(keepTyped), REST_MS)
}

/** Keeps everything that is typed. What could not be kept stays typed. */
export async function keepTyped(): Promise<void> {
  clearTimeout(timer)
  const { month, review, typed } = useReview.getState()
  if (month === undefined || review === undefined) return
  for (const [findingId, text] of Object.entries(typed)) {
    const finding = review.findings.find(({ id }) => id === findingId)
    if (finding !== undefined) await keep(month, finding, text)
  }
}

async function keep(month: string, { id, lastSeq }: FindingLine, text: string): Promise<void> {
  const explanation = await office.accessReview.explain({ month, findingId: id, text, lastSeq })
  const isExplained = text.trim() !== ''
  useReview.setState(({ review, typed }) => {
    const { [id]: kept, ...rest } = typed
    const findings = review?.findings.map((finding) =>
      finding.id === id ? { ...finding, explanation, isExplained } : finding,
    )
    return {
      // Whoever goes on typing meanwhile has it kept the next time.
      typed: kept === text ? rest : typed,
      review: review && { ...review, findings: findings ?? [] },
    }
  })
}

/** Keeps this explanation and looks at the next finding that has none; stays where there is none. */
export async function keepAndGoOn(): Promise<void> {
  await keepTyped()
  const { review, index } = useReview.getState()
  if (review === undefined) return
  const { findings } = review
  const order = findings.map((_, step) => (index + 1 + step) % findings.length)
  const next = order.find((place) => findings[place]?.isExplained === false)
  if (next !== undefined) useReview.setState({ index: next })
}

/** How far the explaining has come. */
export function progressOf({ findings }: Pick<AccessReview, 'findings'>): { explained: number; all: number } {
  return { explained: findings.filter(({ isExplained }) => isExplained).length, all: findings.length }
}

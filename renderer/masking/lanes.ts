import type { Clip } from '#contract/masking.ts'
import type { TrackSummary } from '#domain/masking.ts'

/** In the order in which people are shown. */
const STANDINGS = ['kept', 'masked', 'thing'] as const
export type Standing = (typeof STANDINGS)[number]

/** A person's time on a lane. */
export interface Bar {
  readonly number: number
  readonly standing: Standing
  readonly fromFrame: number
  readonly toFrame: number
  /** Stretches in which the person was not seen. */
  readonly gaps: readonly { fromFrame: number; toFrame: number }[]
}

/** How a number stands in the masks as they are. */
export function standingOf({ kept, things }: Clip['work'], number: number): Standing {
  if (things.includes(number)) return 'thing'
  return kept.includes(number) ? 'kept' : 'masked'
}

/**
 * Everybody's time on as few lanes as there are people at once: those kept on lanes of their own, then the masked, then
 * what is no person. `apartFrames` lie between two bars of a lane.
 */
export function lanesOf(
  { people, work, questions }: Pick<Clip, 'people' | 'work' | 'questions'>,
  apartFrames: number,
): Bar[][] {
  const gaps = new Map<number, { fromFrame: number; toFrame: number }[]>()
  for (const { kind, numbers, fromFrame, toFrame } of questions) {
    if (kind !== 'gap') continue
    for (const number of numbers) gaps.set(number, [...(gaps.get(number) ?? []), { fromFrame, toFrame }])
  }
  const bars = people.map((person) => barOf(person, standingOf(work, person.track), gaps))
  return STANDINGS.flatMap((standing) =>
    packed(
      bars.filter((bar) => bar.standing === standing),
      apartFrames,
    ),
  )
}

function barOf(
  { track, firstFrame, lastFrame }: TrackSummary,
  standing: Standing,
  gaps: ReadonlyMap<number, Bar['gaps']>,
): Bar {
  return {
    number: track,
    standing,
    fromFrame: firstFrame,
    toFrame: lastFrame + 1,
    gaps: gaps.get(track) ?? [],
  }
}

/** Each bar on the first lane that is free when it begins. */
function packed(bars: readonly Bar[], apartFrames: number): Bar[][] {
  const lanes: Bar[][] = []
  for (const bar of bars.toSorted((a, b) => a.fromFrame - b.fromFrame)) {
    const free = lanes.find((lane) => (lane.at(-1)?.toFrame ?? 0) + apartFrames <= bar.fromFrame)
    if (free === undefined) lanes.push([bar])
    else free.push(bar)
  }
  return lanes
}

export const SORTS = ['time', 'length', 'unsure'] as const
export type Sort = (typeof SORTS)[number]

/** Those who stand alike. */
export interface Group {
  readonly standing: Standing
  readonly people: readonly TrackSummary[]
}

/** People in groups, kept first; empty groups are left out. */
export function groupsOf({ people, work }: Pick<Clip, 'people' | 'work'>, sort: Sort): Group[] {
  const sorted = people.toSorted((a, b) => {
    if (sort === 'length') return b.lastFrame - b.firstFrame - (a.lastFrame - a.firstFrame)
    return sort === 'unsure' ? a.meanScore - b.meanScore : a.firstFrame - b.firstFrame || a.track - b.track
  })
  return STANDINGS.map((standing) => ({
    standing,
    people: sorted.filter(({ track }) => standingOf(work, track) === standing),
  })).filter((group) => group.people.length > 0)
}

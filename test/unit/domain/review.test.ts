import { describe, expect, it } from 'vitest'
import { doubtsOf, touchesOf } from '#domain/doubts.ts'
import { type MaskChange, worked } from '#domain/mask-work.ts'
import { type Box, type TrackSet, trackSummaries } from '#domain/masking.ts'
import { cleanSamples, type KnownLeak, openQuestions, questionsOf, sameLeak } from '#domain/review.ts'

const person = (track: number, x: number, score = 0.8): Box => ({ track, x, y: 120, w: 40, h: 100, score })
const setOf = (frames: readonly (readonly Box[])[], conditions: TrackSet['conditions'] = []): TrackSet => ({
  width: 640,
  height: 360,
  fps: { num: 10, den: 1 },
  vehicles: [],
  conditions,
  partFrames: [frames.length],
  frames,
})
const clipOf = (length: number, boxes: (frame: number) => Box[]) =>
  setOf(Array.from({ length }, (_, frame) => boxes(frame)))
const kinds = (set: TrackSet) => doubtsOf(set).map(({ kind, track, fromFrame }) => [kind, track, fromFrame])
const asked = (set: TrackSet, changes: MaskChange[] = [], leaks: KnownLeak[] = []) => {
  const told = { doubts: doubtsOf(set), touches: touchesOf(set), conditions: set.conditions }
  return questionsOf(told, worked(trackSummaries(set), changes), leaks)
}

describe('doubts', () => {
  it('are not raised about somebody who is there from the first frame to the last', () => {
    expect(kinds(clipOf(50, () => [person(1, 300)]))).toEqual([])
  })

  it('are raised about who appears or vanishes in mid-picture, and not at its edge', () => {
    const middle = clipOf(50, (frame) => (frame >= 20 && frame < 40 ? [person(1, 300)] : []))
    expect(kinds(middle)).toEqual([
      ['appears', 1, 20],
      ['vanishes', 1, 39],
    ])
    expect(kinds(clipOf(50, (frame) => (frame >= 20 && frame < 40 ? [person(1, 5)] : [])))).toEqual([])
  })

  it('are not raised about who vanishes behind somebody who is masked as well', () => {
    const behind = clipOf(50, (frame) => [person(1, 300), ...(frame < 20 ? [person(2, 305)] : [])])
    expect(kinds(behind)).toEqual([])
  })

  it('are raised about who was not seen for a while, and not about a moment', () => {
    const gap = (length: number) =>
      clipOf(50, (frame) => [person(1, 300, frame >= 20 && frame < 20 + length ? 0 : 0.8)])
    expect(kinds(gap(8))).toEqual([['gap', 1, 20]])
    expect(kinds(gap(4))).toEqual([])
  })

  it('are raised once about who was seen weakly for long, however often', () => {
    const weak = clipOf(90, (frame) => [person(1, 300, frame % 30 < 15 ? 0.2 : 0.8)])
    expect(kinds(weak)).toEqual([['unsure', 1, 0]])
    expect(kinds(clipOf(90, (frame) => [person(1, 300, frame < 10 ? 0.2 : 0.8)]))).toEqual([])
  })
})

describe('the questions of a review', () => {
  const crossing = clipOf(60, (frame) => [person(1, 100 + frame * 7), person(2, 500 - frame * 7)])

  it('are asked about a crossing only where one is kept and the other masked', () => {
    expect(asked(crossing)).toEqual([])
    const [question, ...others] = asked(crossing, [{ kind: 'keep-only', number: 2 }])
    expect(question).toMatchObject({ kind: 'crossing', numbers: [1, 2] })
    expect(others).toEqual([])
    const both: MaskChange[] = [
      { kind: 'keep', number: 1, keep: true },
      { kind: 'keep', number: 2, keep: true },
    ]
    expect(asked(crossing, both)).toEqual([])
  })

  it('are not asked about who is kept, or is a thing', () => {
    const middle = clipOf(50, (frame) => (frame >= 20 && frame < 40 ? [person(1, 300)] : []))
    expect(asked(middle)).toHaveLength(2)
    expect(asked(middle, [{ kind: 'keep-only', number: 1 }])).toEqual([])
    expect(asked(middle, [{ kind: 'thing', number: 1, isThing: true }])).toEqual([])
  })

  it('are open until they are answered, and again when the answer is undone', () => {
    const middle = clipOf(50, (frame) => (frame >= 20 && frame < 40 ? [person(1, 300)] : []))
    const answer: MaskChange = { kind: 'answer', question: 'appears-1-20', answer: 'masked' }
    expect(openQuestions(asked(middle))).toHaveLength(2)
    expect(openQuestions(asked(middle, [answer])).map(({ kind }) => kind)).toEqual(['vanishes'])
    expect(asked(middle, [answer])[0]).toMatchObject({ answer: 'masked' })
  })

  it('are asked under the numbers that people have now', () => {
    const gap = clipOf(50, (frame) => [person(1, 300, frame >= 20 && frame < 28 ? 0 : 0.8), person(2, 10)])
    const [question] = asked(gap, [{ kind: 'merge', number: 1, into: 2 }])
    expect(question).toMatchObject({ id: 'gap-1-20', numbers: [2] })
  })

  it('are asked about every condition and leak', () => {
    const set = setOf([[person(1, 300)]], [{ kind: 'camera-moves', fromFrame: 0, toFrame: 1 }])
    const leak: KnownLeak = {
      id: 'leak-1',
      fromFrame: 0,
      toFrame: 1,
      box: { x: 1, y: 2, w: 3, h: 4 },
      why: 'movement',
    }
    expect(asked(set, [], [leak]).map(({ kind, condition, leak: why }) => [kind, condition, why])).toEqual([
      ['condition', 'camera-moves', undefined],
      ['leak', undefined, 'movement'],
    ])
  })
})

describe('a leak', () => {
  const box = { x: 100, y: 100, w: 40, h: 80 }
  const known: KnownLeak = { id: 'leak-1', fromFrame: 10, toFrame: 30, box, why: 'person' }

  it('is known where the same was asked for all of its time', () => {
    const again = { fromFrame: 12, toFrame: 30, box: { ...box, x: 104 }, why: 'person' as const }
    expect(sameLeak(again, [known], new Map())).toBe(known)
    expect(sameLeak(again, [known], new Map([['leak-1', 'nobody']]))).toBe(known)
  })

  it('is a new one longer, elsewhere, of another kind, or where it was said to be mended', () => {
    const leak = { fromFrame: 12, toFrame: 30, box, why: 'person' as const }
    expect(sameLeak({ ...leak, toFrame: 31 }, [known], new Map())).toBeUndefined()
    expect(sameLeak({ ...leak, box: { ...box, x: 135 } }, [known], new Map())).toBeUndefined()
    expect(sameLeak({ ...leak, why: 'movement' }, [known], new Map())).toBeUndefined()
    expect(sameLeak(leak, [known], new Map([['leak-1', 'mended']]))).toBeUndefined()
  })
})

describe('what is looked at besides the questions', () => {
  const fps = { num: 10, den: 1 }
  const leak = { fromFrame: 0, toFrame: 45, kind: 'leak' as const, id: 'leak-1', numbers: [] }

  it('are twenty different seconds that nothing is asked about', () => {
    let seed = 7
    const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647
    const frames = cleanSamples([leak], { frameCount: 900, fps }, random)
    expect(frames).toHaveLength(20)
    expect(new Set(frames).size).toBe(20)
    expect(frames.every((frame) => frame >= 50 && frame % 10 === 0)).toBe(true)
    expect(frames).not.toEqual(cleanSamples([leak], { frameCount: 900, fps }, random))
  })

  it('are as many as there are', () => {
    expect(cleanSamples([leak], { frameCount: 70, fps }, () => 0)).toEqual([50, 60])
    expect(cleanSamples([leak], { frameCount: 50, fps }, () => 0)).toEqual([])
  })

  it('are taken from long questions too, of which nobody looks at every second', () => {
    const long = { ...leak, toFrame: 51 }
    expect(cleanSamples([long], { frameCount: 50, fps }, () => 0)).toHaveLength(5)
  })
})

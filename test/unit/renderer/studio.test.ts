import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Clip } from '#contract/masking.ts'
import type { Box, TrackSummary } from '#domain/masking.ts'
import type { Question } from '#domain/review.ts'
import { catalogue } from '#i18n/index.ts'
import { groupsOf, lanesOf } from '../../../renderer/masking/lanes.ts'
import { isMarkedAt, lookFrom, openBeside, sentenceOf } from '../../../renderer/masking/reviewing.ts'

const words = catalogue('ko')
const bestBox: Box = { x: 0, y: 0, w: 10, h: 20, score: 0.9, track: 1 }

function person(track: number, firstFrame: number, lastFrame: number, meanScore = 0.9): TrackSummary {
  const seen = { seenFrames: lastFrame - firstFrame, bestFrame: firstFrame, bestBox, meanScore }
  return { track, isVehicle: false, firstFrame, lastFrame, ...seen }
}

function question(id: string, fromFrame: number, rest: Partial<Question> = {}): Question {
  return { id, kind: 'vanishes', fromFrame, toFrame: fromFrame + 1, numbers: [1], ...rest }
}

const work: Clip['work'] = { numbering: [], kept: [2], things: [4], hands: [] }

describe('lanes', () => {
  test('nobody shares a lane with whoever is there at the same time, and nobody is left out', () => {
    const anybody = fc.record({ first: fc.nat(500), length: fc.nat(100), kept: fc.boolean() })
    fc.assert(
      fc.property(fc.array(anybody, { maxLength: 60 }), (all) => {
        const people = all.map(({ first, length }, index) => person(index + 1, first, first + length))
        const kept = all.flatMap((each, index) => (each.kept ? [index + 1] : []))
        const lanes = lanesOf({ people, work: { ...work, kept, things: [] }, questions: [] }, 3)
        expect(lanes.flat()).toHaveLength(people.length)
        for (const lane of lanes) {
          expect(new Set(lane.map(({ standing }) => standing)).size).toBe(1)
          for (const [index, bar] of lane.entries())
            if (index > 0) expect(bar.fromFrame).toBeGreaterThanOrEqual((lane[index - 1]?.toFrame ?? 0) + 3)
        }
      }),
    )
  })

  test('those kept come first, and a gap lies in the bar of its person', () => {
    const people = [person(1, 0, 50), person(2, 0, 80)]
    const gap = question('gap-1-20', 20, { kind: 'gap', toFrame: 30 })
    const [first, second] = lanesOf({ people, work, questions: [gap] }, 1)
    expect(first?.map(({ number, standing }) => [number, standing])).toEqual([[2, 'kept']])
    expect(second?.[0]?.gaps).toEqual([{ fromFrame: 20, toFrame: 30 }])
  })
})

test('the tray shows those kept first, in the order that was chosen', () => {
  const people = [person(1, 0, 10, 0.9), person(2, 5, 8), person(3, 20, 90, 0.4), person(4, 0, 99)]
  const numbers = (sort: 'time' | 'length' | 'unsure') =>
    groupsOf({ people, work }, sort).map((group) => group.people.map(({ track }) => track))
  expect(numbers('time')).toEqual([[2], [1, 3], [4]])
  expect(numbers('length')).toEqual([[2], [3, 1], [4]])
  expect(numbers('unsure')).toEqual([[2], [3, 1], [4]])
})

describe('questions', () => {
  const rate = { fps: { num: 10, den: 1 }, frameCount: 100 }

  test('the next open one is found around the end, forwards and backwards', () => {
    const all = [question('a', 0), question('b', 5, { answer: 'masked' }), question('c', 9)]
    expect(openBeside(all, undefined, 1)?.id).toBe('a')
    expect(openBeside(all, 'a', 1)?.id).toBe('c')
    expect(openBeside(all, 'c', 1)?.id).toBe('a')
    expect(openBeside(all, 'a', -1)?.id).toBe('c')
    expect(openBeside(all, 'b', 1)?.id).toBe('c')
  })

  test('whoever is the last stays where they are until it is answered', () => {
    expect(openBeside([question('a', 0)], 'a', 1)?.id).toBe('a')
    expect(openBeside([question('a', 0, { answer: 'nobody' })], 'a', 1)).toBeUndefined()
    expect(openBeside([], undefined, 1)).toBeUndefined()
  })

  test('are looked at from half a second before, and marked until half a second after', () => {
    expect(lookFrom(question('a', 20), rate)).toBe(15)
    expect(lookFrom(question('a', 2), rate)).toBe(0)
    const marked = [14, 15, 25, 26].map((frame) => isMarkedAt(question('a', 20), frame, rate))
    expect(marked).toEqual([false, true, true, false])
  })

  test('say in a sentence what there is to see', () => {
    const sentence = (asked: Question) => sentenceOf(asked, { work }, words)
    expect(sentence(question('a', 0, { numbers: [12] }))).toBe('12번 사람이 화면 한가운데서 사라집니다')
    const touching = question('b', 0, { kind: 'crossing', numbers: [2, 7] })
    expect(sentence(touching)).toBe('2번(유지)과 7번(가림)이 겹칩니다')
    const condition: Partial<Question> = { kind: 'condition', numbers: [], condition: 'camera-moves' }
    expect(sentence(question('c', 0, condition))).toBe('카메라가 움직였습니다')
    const leak: Partial<Question> = { kind: 'leak', numbers: [], leak: 'person' }
    expect(sentence(question('d', 0, leak))).toBe('출력에서 사람이 보이는 것 같습니다')
  })
})

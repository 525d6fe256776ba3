import { describe, expect, test } from 'vitest'
import type { RecordingId } from '#domain/recording.ts'
import { Watching, withReport } from '../../../renderer/viewing/watching.ts'

const a = 'a' as RecordingId
const b = 'b' as RecordingId

describe('what was on the screen', () => {
  test('frames played one after another are one stretch, a jump begins another', () => {
    const watching = new Watching()
    watching.frame(a, 1_000_000, 100_000, false)
    watching.frame(a, 1_500_000, 100_000, true)
    watching.frame(a, 9_000_000, 100_000, false)
    watching.frame(b, 0, 100_000, true)
    expect(watching.take()).toEqual([
      {
        recordingId: a,
        intervals: [
          { fromUs: 1_000_000, toUs: 1_600_000 },
          { fromUs: 9_000_000, toUs: 9_100_000 },
        ],
      },
      { recordingId: b, intervals: [{ fromUs: 0, toUs: 100_000 }] },
    ])
    expect(watching.take()).toEqual([])
  })

  test('a report in the middle of playing leaves no hole', () => {
    const watching = new Watching()
    watching.frame(a, 0, 100_000, false)
    const first = watching.take()
    watching.frame(a, 400_000, 100_000, true)
    const seen = withReport(withReport(new Map(), first), watching.take())
    expect(seen.get(a)).toEqual([{ fromUs: 0, toUs: 500_000 }])
  })

  test('rewinding counts what was passed', () => {
    const watching = new Watching()
    watching.frame(a, 5_000_000, 100_000, false)
    watching.frame(a, 4_000_000, 100_000, true)
    expect(watching.take()[0]?.intervals).toEqual([{ fromUs: 4_000_000, toUs: 5_100_000 }])
  })

  test('a still shown elsewhere ties nothing to what is being played', () => {
    const watching = new Watching()
    watching.frame(a, 0, 100_000, false)
    watching.still(a, 50_000_000, 100_000)
    watching.frame(a, 100_000, 100_000, true)
    expect(watching.take()[0]?.intervals).toEqual([
      { fromUs: 0, toUs: 200_000 },
      { fromUs: 50_000_000, toUs: 50_100_000 },
    ])
  })

  test('what could not be reported is owed still', () => {
    const watching = new Watching()
    watching.frame(a, 0, 100_000, false)
    const owed = watching.take()
    watching.frame(a, 100_000, 100_000, false)
    watching.putBack(owed)
    expect(watching.take()).toEqual([{ recordingId: a, intervals: [{ fromUs: 0, toUs: 200_000 }] }])
  })
})

import type { Clip } from '#contract/masking.ts'
import type { HandMask } from '#domain/mask-work.ts'
import { handAreaAt } from '#domain/mask-work.ts'
import { useJobs } from '../frame/jobs.ts'
import { RunningJob } from '../frame/RunningJob.tsx'
import { Button } from '../ui/Button.tsx'
import { CheckBox } from '../ui/Choice.tsx'
import { EmptyState } from '../ui/Panel.tsx'
import type { Playback } from '../viewing/playback.ts'
import { useWords } from '../words.ts'
import { followHand, putHand, takeHand } from './changes.ts'
import css from './HandsPanel.module.css'
import { fixed, holdFrom, holdUntil, isFixed, unfixed } from './hands.ts'
import { selectHand, take, useMasking } from './masking.ts'
import { goToFrame, timeOf, useFrame } from './playhead.ts'
import { ReasonField, Reasons } from './Reasons.tsx'

interface HandsPanelProps {
  clip: Clip
  playback: Playback
}

/** Masks that were drawn by hand, when they hold, and letting them follow. */
export function HandsPanel({ clip, playback }: HandsPanelProps) {
  const { hands: text, picture } = useWords().studio
  const handId = useMasking((state) => state.handId)
  const isDrawing = useMasking((state) => state.tool.kind === 'draw')
  const { hands } = clip.work
  return (
    <div className={css['hands']}>
      <Button
        icon={isDrawing ? 'close' : 'plus'}
        size="small"
        keys="D"
        onPress={() => take({ kind: isDrawing ? 'choose' : 'draw' })}
      >
        {isDrawing ? text.stopDrawing : text.draw}
      </Button>
      <ReasonField kind="hand" />
      <Following />
      {hands.length === 0 ? (
        <EmptyState icon="plus" title={text.none}>
          {text.noneText}
        </EmptyState>
      ) : (
        <ul className={css['list']} aria-label={text.list}>
          {hands.map((hand, index) => (
            <li key={hand.id} data-selected={hand.id === handId}>
              <button
                type="button"
                className={css['name']}
                aria-current={hand.id === handId}
                onClick={() => {
                  selectHand(hand.id)
                  if (!isFixed(hand, clip.frameCount)) goToFrame(playback, clip, placeOf(hand))
                }}
              >
                <strong>{picture.hand(index + 1)}</strong> <span>{whenOf(hand, clip, playback, text)}</span>
              </button>
              {hand.id === handId && <Deeds clip={clip} playback={playback} hand={hand} />}
            </li>
          ))}
        </ul>
      )}
      <Reasons kinds={['take-hand']} />
    </div>
  )
}

/** A frame in which the mask can be seen where it was drawn. */
function placeOf({ fromFrame, toFrame, keyframes }: HandMask): number {
  return Math.min(Math.max(keyframes[0]?.frame ?? fromFrame, fromFrame), toFrame - 1)
}

function whenOf(
  hand: HandMask,
  clip: Clip,
  playback: Playback,
  text: { whole: string; keyframes: (count: number) => string },
): string {
  if (isFixed(hand, clip.frameCount)) return text.whole
  const times = [hand.fromFrame, hand.toFrame - 1].map((frame) => timeOf(playback, clip, frame))
  return `${times.join('~')} · ${text.keyframes(hand.keyframes.length)}`
}

function Deeds({ clip, playback, hand }: HandsPanelProps & { hand: HandMask }) {
  const words = useWords()
  const { hands: text } = words.studio
  const frame = useFrame(clip, playback)
  const area = frame === undefined ? undefined : handAreaAt(hand, frame)
  const isWhole = isFixed(hand, clip.frameCount)
  const from = frame === undefined ? undefined : holdFrom(hand, frame)
  const until = frame === undefined ? undefined : holdUntil(hand, frame)
  const put = (changed: HandMask | undefined) => {
    if (changed !== undefined) void putHand(changed, words)
  }
  return (
    <div className={css['deeds']}>
      <CheckBox
        isSelected={isWhole}
        isDisabled={area === undefined}
        onChange={(whole) => {
          if (area === undefined || frame === undefined) return
          put(whole ? fixed(hand, area, clip.frameCount) : unfixed(hand, frame, clip.frameCount))
        }}
      >
        {text.fixed}
      </CheckBox>
      {!isWhole && (
        <>
          <Button size="small" keys="[" isDisabled={from === undefined} onPress={() => put(from)}>
            {text.fromHere}
          </Button>
          <Button size="small" keys="]" isDisabled={until === undefined} onPress={() => put(until)}>
            {text.untilHere}
          </Button>
          <Button size="small" keys="F" onPress={() => void followHand(hand.id)}>
            {text.follow}
          </Button>
        </>
      )}
      <Button size="small" keys="Del" onPress={() => void takeHand(hand.id, words)}>
        {text.remove}
      </Button>
    </div>
  )
}

/** How far the following of a mask is, while one is followed. */
function Following() {
  const { hands: text } = useWords().studio
  const job = useJobs(({ byId }) =>
    Object.values(byId).find(({ kind, state }) => kind === 'follow' && state === 'running'),
  )
  if (job?.state !== 'running') return null
  return <RunningJob job={job} label={text.following} size="normal" />
}

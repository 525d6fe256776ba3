import { useCallback, useEffect, useState } from 'react'
import type { Clip } from '#contract/masking.ts'
import { SAMPLE_SECONDS } from '#domain/review.ts'
import { useAnswer } from '../attempt.ts'
import { timeText } from '../moments.ts'
import { office } from '../office.ts'
import { SecondPersonDialog } from '../sign-in/SecondPersonDialog.tsx'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Notice } from '../ui/Notice.tsx'
import type { Playback } from '../viewing/playback.ts'
import { useWords } from '../words.ts'
import { setPreview, takeClip } from './masking.ts'
import { frameOf, goToFrame, timeOf } from './playhead.ts'
import css from './SignPanel.module.css'

const NONE: readonly number[] = []

interface SignPanelProps {
  clip: Clip
  playback: Playback
}

/** Whether a second person has signed; until then, what they look at. Scenes are drawn anew when the masks have changed. */
export function SignPanel({ clip, playback }: SignPanelProps) {
  const { gate } = useWords().studio
  const { changes, signed } = clip
  return signed === undefined ? (
    <Sampling key={changes.length} clip={clip} playback={playback} />
  ) : (
    <Notice tone="success">{gate.signed(signed.actorName, timeText(signed.at))}</Notice>
  )
}

/** The second person looks at scenes that nothing was asked about, as they will leave, and signs the masks as they are. */
function Sampling({ clip, playback }: SignPanelProps) {
  const { sign } = useWords().studio
  const { requestId, cameraId } = clip
  const [isSigning, setSigning] = useState(false)
  const ask = useCallback(() => office.masking.samples({ requestId, cameraId }), [requestId, cameraId])
  const { answer, problem } = useAnswer(ask)
  const frames = answer ?? NONE
  const { seen, playing, start, stop } = useSampling(clip, playback, frames)
  const seenCount = frames.filter((frame) => seen.has(frame)).length
  const isSeen = answer !== undefined && seenCount === frames.length
  return (
    <section className={css['sign']} aria-label={sign.title}>
      <h3>{sign.title}</h3>
      <p className={css['text']}>{sign.text}</p>
      {problem !== undefined && <Notice tone="danger">{problem}</Notice>}
      <output className={css['count']}>
        {answer?.length === 0 ? sign.noSamples : sign.samples(seenCount, frames.length)}
      </output>
      <ol className={css['samples']}>
        {frames.map((frame, index) => {
          const isDone = seen.has(frame)
          return (
            <li key={frame}>
              <button
                type="button"
                data-seen={isDone}
                aria-current={playing === frame}
                aria-label={`${sign.sample(index + 1, timeOf(playback, clip, frame))} · ${isDone ? sign.seen : sign.unseen}`}
                onClick={() => start(frame)}
              >
                {isDone ? <Icon name="check" size={16} /> : index + 1}
              </button>
            </li>
          )
        })}
      </ol>
      <div className={css['actions']}>
        {answer?.length === 0 ? null : playing === undefined ? (
          <Button
            size="small"
            icon="play"
            {...(!isSeen && { kind: 'primary' as const })}
            isDisabled={frames.length === 0}
            onPress={() => start()}
          >
            {sign.play}
          </Button>
        ) : (
          <Button size="small" onPress={stop}>
            {sign.stop}
          </Button>
        )}
        <Button
          size="small"
          icon="key"
          {...(isSeen && { kind: 'primary' as const })}
          isDisabled={!isSeen}
          onPress={() => {
            stop()
            setSigning(true)
          }}
        >
          {sign.sign}
        </Button>
      </div>
      {!isSeen && <p className={css['text']}>{sign.seeFirst}</p>}
      {isSigning && <SignDialog clip={clip} playback={playback} onClose={() => setSigning(false)} />}
    </section>
  )
}

/** Plays the scenes one after the other with the preview on, and notes which have been seen to their end. */
function useSampling(clip: Clip, playback: Playback, frames: readonly number[]) {
  const [seen, setSeen] = useState<ReadonlySet<number>>(new Set())
  const [playing, setPlaying] = useState<number>()
  const length = Math.max(1, Math.round((SAMPLE_SECONDS * clip.fps.num) / clip.fps.den))

  useEffect(() => {
    if (playing === undefined) return undefined
    goToFrame(playback, clip, playing)
    playback.play(1)
    const last = Math.min(playing + length, clip.frameCount) - 1
    const stop = playback.store.subscribe((state) => {
      const frame = frameOf(clip, state)
      // The last frame of all stands still; everywhere else the scene is left by playing on.
      if (frame === undefined || frame < last || frame > last + length) return
      // Once: pausing tells of itself here as well.
      stop()
      setSeen((before) => new Set(before).add(playing))
      const next = frames.find((each) => each > playing)
      if (next === undefined) playback.pause()
      setPlaying(next)
    })
    return stop
    // oxlint-disable-next-line react/exhaustive-deps -- the clip is answered anew only with a change, which draws anew
  }, [playing, playback, length])

  return {
    seen,
    playing,
    /** From a scene on, or from the first that has not been seen. */
    start: (frame?: number) => {
      setPreview(true)
      setPlaying(frame ?? frames.find((each) => !seen.has(each)) ?? frames[0])
    },
    stop: () => {
      playback.pause()
      setPlaying(undefined)
    },
  }
}

function SignDialog({ clip, playback, onClose }: SignPanelProps & { onClose: () => void }) {
  const { sign } = useWords().studio
  const { requestId, cameraId } = clip
  return (
    <SecondPersonDialog
      title={sign.dialog}
      login={sign.login}
      password={sign.password}
      submit={sign.submit}
      onSubmit={async (credentials) => {
        // What has been seen counts when it has been entered.
        await playback.report()
        takeClip(await office.masking.sign({ requestId, cameraId, ...credentials }))
      }}
      onClose={onClose}
    >
      <p>{sign.dialogText}</p>
    </SecondPersonDialog>
  )
}

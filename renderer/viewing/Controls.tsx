import { useStore } from 'zustand'
import { Button } from '../ui/Button.tsx'
import { useWords } from '../words.ts'
import css from './Controls.module.css'
import { clock, fullClock } from './clock.ts'
import { epochUs, SPEEDS } from './player.ts'
import type { OpenViewing } from './viewing.ts'

const shapes = {
  toStart: 'M5 4v16M19 4L8 12l11 8z',
  frameBack: 'M8 5v14M16 6l-5 6 5 6',
  play: 'M7 4l13 8-13 8z',
  pause: 'M8 4v16M16 4v16',
  frameOn: 'M16 5v14M8 6l5 6-5 6',
  toEnd: 'M19 4v16M5 4l11 8-11 8z',
} as const

/** Transport, speed and the clock: true time, and beside it what the camera itself wrote into the picture. */
export function Controls({ open }: { open: OpenViewing }) {
  const { playback } = open
  const words = useWords().viewing
  const speed = useStore(playback.store, (state) => state.speed)
  const { viewing } = playback
  const isPlaying = speed !== 0
  return (
    <section className={css['controls']} aria-label={words.controls.label}>
      <div className={css['transport']}>
        <Transport
          shape="toStart"
          label={words.controls.toStart}
          onPress={() => playback.seek(epochUs(viewing.fromAt))}
        />
        <Transport shape="frameBack" label={words.controls.frameBack} onPress={() => playback.step(-1)} />
        <Transport
          shape={isPlaying ? 'pause' : 'play'}
          label={isPlaying ? words.controls.pause : words.controls.play}
          onPress={() => playback.toggle()}
        />
        <Transport shape="frameOn" label={words.controls.frameOn} onPress={() => playback.step(1)} />
        <Transport
          shape="toEnd"
          label={words.controls.toEnd}
          onPress={() => playback.seek(epochUs(viewing.toAt))}
        />
      </div>
      <fieldset className={css['speeds']} aria-label={words.controls.speeds}>
        {SPEEDS.map((step) => (
          <button
            key={step}
            type="button"
            className={css['speed']}
            aria-pressed={speed === step}
            aria-label={step < 0 ? words.controls.backwards(-step) : words.controls.forwards(step)}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => playback.play(step)}
          >
            {step < 0 ? `−${-step}×` : `${step}×`}
          </button>
        ))}
      </fieldset>
      <Clock open={open} />
    </section>
  )
}

interface TransportProps {
  shape: keyof typeof shapes
  label: string
  onPress: () => void
}

/** A click leaves the focus where it was, so that Space keeps meaning play. */
function Transport({ shape, label, onPress }: TransportProps) {
  return (
    <Button kind="quiet" size="small" aria-label={label} onPress={onPress} preventFocusOnPress>
      <svg className={css['shape']} width={20} height={20} viewBox="0 0 24 24" aria-hidden="true">
        <path d={shapes[shape]} />
      </svg>
    </Button>
  )
}

function Clock({ open }: { open: OpenViewing }) {
  const { playback, cameras } = open
  const words = useWords().viewing
  const atUs = useStore(playback.store, (state) => state.atUs)
  const cameraId = useStore(playback.store, (state) => state.cameraId)
  const aheadSeconds = cameras.find(({ id }) => id === cameraId)?.clockAheadSeconds ?? 0
  return (
    <p className={css['clock']}>
      <time>{fullClock(atUs)}</time>
      {aheadSeconds !== 0 && (
        <span className={css['shown']}>
          {words.shownClock(
            clock(atUs + aheadSeconds * 1e6),
            aheadSeconds > 0 ? `−${aheadSeconds}` : `+${-aheadSeconds}`,
          )}
        </span>
      )}
    </p>
  )
}

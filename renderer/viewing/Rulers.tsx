import { useState } from 'react'
import { useStore } from 'zustand'
import { Notice } from '../ui/Notice.tsx'
import { sentenceFor, useWords } from '../words.ts'
import { clock } from './clock.ts'
import { epochUs, gapsOf } from './player.ts'
import css from './Rulers.module.css'
import { marksOf, momentAt, percent, recordedSpans, type Span, seenSpans, zoomOf } from './ruler.ts'
import { attemptMoment, daysOf, type OpenViewing } from './viewing.ts'

/** The whole day and the window within it. What has been watched is drawn as the ledger has it. */
export function Rulers({ open }: { open: OpenViewing }) {
  const words = useWords()
  const [refused, setRefused] = useState<string>()
  return (
    <div className={css['rulers']}>
      {refused !== undefined && (
        <Notice tone="warning" onClose={() => setRefused(undefined)} closeLabel={words.terms.close}>
          {refused}
        </Notice>
      )}
      <DayRuler
        open={open}
        onOutside={(atUs) => attemptMoment(atUs).catch((thrown: unknown) => setRefused(sentenceFor(thrown)))}
      />
      <RangeRuler open={open} />
      <Legend />
    </div>
  )
}

function DayRuler({ open, onOutside }: { open: OpenViewing; onOutside: (atUs: number) => void }) {
  const { playback, recordings } = open
  const { viewing } = playback
  const words = useWords().viewing.rulers
  const atUs = useStore(playback.store, (state) => state.atUs)
  const cameraId = useStore(playback.store, (state) => state.cameraId)
  const seen = useStore(playback.store, (state) => state.seen)
  const days = daysOf(viewing)
  const span = { fromAtUs: epochUs(days.fromAt), toAtUs: epochUs(days.toAt) }
  const allowed = { fromAtUs: epochUs(viewing.fromAt), toAtUs: epochUs(viewing.toAt) }
  const before = { fromAtUs: span.fromAtUs, toAtUs: allowed.fromAtUs }
  const after = { fromAtUs: allowed.toAtUs, toAtUs: span.toAtUs }
  const end = (moment: number) => (moment === span.toAtUs ? '24:00' : clock(moment, true))
  return (
    <div className={css['ruler']}>
      <span className={css['name']}>{words.day}</span>
      <div className={css['line']}>
        {recordedSpans(recordings, cameraId).map((recorded) => (
          <Block key={recorded.fromAtUs} className={css['recorded']} on={span} block={recorded} />
        ))}
        <Outside
          on={span}
          block={before}
          label={words.before(clock(before.fromAtUs, true), clock(before.toAtUs, true))}
          edgeAtUs={before.toAtUs - 1000}
          onOutside={onOutside}
        />
        <Outside
          on={span}
          block={after}
          label={words.after(clock(after.fromAtUs, true), end(after.toAtUs))}
          edgeAtUs={after.fromAtUs}
          onOutside={onOutside}
        />
        <Block className={css['allowed']} on={span} block={allowed} />
        {seenSpans(viewing, seen, cameraId).map((watched) => (
          <Block key={watched.fromAtUs} className={css['seen']} on={span} block={watched} />
        ))}
        <div
          className={css['touch']}
          style={position(span, allowed)}
          onPointerDown={(event) => playback.seek(momentAt(allowed, shareOf(event)))}
        />
        <i className={css['head']} style={{ left: `${percent(span, atUs)}%` }} />
      </div>
      <Marks span={span} most={8} endAtUs={span.toAtUs} />
    </div>
  )
}

interface OutsideProps {
  on: Span
  block: Span
  label: string
  /** The moment that is asked for when the button is pressed by keyboard. */
  edgeAtUs: number
  onOutside: (atUs: number) => void
}

/** Hatched: what the request does not cover. It can be pressed, and answers why not. */
function Outside({ on, block, label, edgeAtUs, onOutside }: OutsideProps) {
  const words = useWords().viewing.rulers
  if (block.toAtUs <= block.fromAtUs) return null
  return (
    <button
      type="button"
      className={css['outside']}
      style={position(on, block)}
      aria-label={label}
      title={words.outside}
      onClick={(event) => onOutside(event.detail === 0 ? edgeAtUs : momentAt(block, shareOf(event)))}
    />
  )
}

/** The window itself, zoomed: arrow keys and dragging move the playhead. */
export function RangeRuler({ open }: { open: OpenViewing }) {
  const { playback } = open
  const { viewing } = playback
  const words = useWords().viewing
  const atUs = useStore(playback.store, (state) => state.atUs)
  const cameraId = useStore(playback.store, (state) => state.cameraId)
  const stretches = useStore(playback.store, (state) => state.stretches)
  const seen = useStore(playback.store, (state) => state.seen)
  const span = zoomOf(viewing, atUs)
  return (
    <div className={css['ruler']}>
      <span className={css['name']}>{words.rulers.range}</span>
      <div className={css['line']}>
        {stretches.map(({ part, fromAtUs, toAtUs }) => (
          <Block key={part.recordingId} className={css['open']} on={span} block={{ fromAtUs, toAtUs }} />
        ))}
        {gapsOf(stretches, span.fromAtUs, span.toAtUs).map((gap) => (
          <Block
            key={gap.fromAtUs}
            className={css['gap']}
            on={span}
            block={gap}
            title={words.noRecording(clock(gap.fromAtUs, true), clock(gap.toAtUs, true))}
          />
        ))}
        {seenSpans(viewing, seen, cameraId).map((watched) => (
          <Block key={watched.fromAtUs} className={css['seen']} on={span} block={watched} />
        ))}
        <input
          type="range"
          className={css['slider']}
          aria-label={words.rulers.playhead}
          aria-valuetext={clock(atUs)}
          min={0}
          max={Math.round((span.toAtUs - span.fromAtUs) / 1000)}
          value={Math.round((atUs - span.fromAtUs) / 1000)}
          onChange={(event) => playback.seek(span.fromAtUs + event.target.valueAsNumber * 1000)}
        />
        <i className={css['head']} style={{ left: `${percent(span, atUs)}%` }} />
      </div>
      <Marks span={span} most={8} />
    </div>
  )
}

/** Times under a ruler; those at its ends stay inside it. `endAtUs` is written as 24:00. */
function Marks({ span, most, endAtUs }: { span: Span; most: number; endAtUs?: number }) {
  return (
    <div className={css['marks']} aria-hidden="true">
      {marksOf(span, most).map((mark) => {
        const left = percent(span, mark)
        const place = left < 3 ? css['first'] : left > 96 ? css['last'] : undefined
        return (
          <span key={mark} className={place} style={{ left: `${left}%` }}>
            {mark === endAtUs ? '24:00' : clock(mark, true)}
          </span>
        )
      })}
    </div>
  )
}

function Legend() {
  const words = useWords().viewing.rulers
  return (
    <ul className={css['legend']}>
      <li className={css['keySeen']}>{words.legendSeen}</li>
      <li className={css['keyRecorded']}>{words.legendRecorded}</li>
      <li className={css['keyOutside']}>{words.legendOutside}</li>
    </ul>
  )
}

interface BlockProps {
  className: string | undefined
  on: Span
  block: Span
  title?: string
}

function Block({ className, on, block, title }: BlockProps) {
  if (block.toAtUs <= on.fromAtUs || block.fromAtUs >= on.toAtUs) return null
  return <i className={className} style={position(on, block)} title={title} />
}

function position(on: Span, block: Span): { left: string; width: string } {
  const left = percent(on, block.fromAtUs)
  return { left: `${left}%`, width: `${percent(on, block.toAtUs) - left}%` }
}

function shareOf({ currentTarget, clientX }: { currentTarget: Element; clientX: number }): number {
  const { left, width } = currentTarget.getBoundingClientRect()
  return (clientX - left) / width
}

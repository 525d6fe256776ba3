import { useStore } from 'zustand'
import { requesterName } from '#domain/request-form.ts'
import { VisitorPanel } from '../visitor/VisitorPanel.tsx'
import { useWords } from '../words.ts'
import { rangeToSecond } from './clock.ts'
import css from './RequestCard.module.css'
import { seenSeconds } from './ruler.ts'
import type { OpenViewing } from './viewing.ts'

/** What may be seen and why, and how much of it the ledger says has been. */
export function RequestCard({ open }: { open: OpenViewing }) {
  const { playback, request } = open
  const { viewing } = playback
  const { terms, viewing: words } = useWords()
  const seen = useStore(playback.store, (state) => state.seen)
  const facts: [title: string, text: string][] = [
    [words.card.viewingPurpose, words.purpose[viewing.purpose]],
    ...(viewing.purpose === 'show'
      ? [[words.card.picture, words.picture[viewing.picture]] as [string, string]]
      : []),
    [words.card.requester, requesterName(request.form)],
    [words.card.range, rangeToSecond(viewing.fromAt, viewing.toAt)],
    [words.card.purpose, request.form.purpose],
    ...(request.form.clues === '' ? [] : [[words.card.clues, request.form.clues] as [string, string]]),
    [words.card.seen, terms.duration(seenSeconds(seen))],
  ]
  return (
    <aside className={css['card']} aria-label={words.card.title}>
      <h2>{terms.requestNumber(request.number)}</h2>
      <CameraChoice open={open} />
      {open.show !== undefined && <VisitorPanel open={open} show={open.show} />}
      <dl>
        {facts.map(([title, text]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </aside>
  )
}

/** One camera at a time, all on the same clock; the digit keys choose as well. */
function CameraChoice({ open }: { open: OpenViewing }) {
  const { playback, cameras } = open
  const words = useWords().viewing
  const cameraId = useStore(playback.store, (state) => state.cameraId)
  return (
    <fieldset className={css['cameras']} aria-label={words.cameraChoice}>
      {cameras.map(({ id, number, place }, index) => (
        <button
          key={id}
          type="button"
          aria-pressed={id === cameraId}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => playback.chooseCamera(id)}
        >
          {words.cameraTab(number, place)}
          {index < 9 && <kbd aria-hidden="true">{index + 1}</kbd>}
        </button>
      ))}
    </fieldset>
  )
}

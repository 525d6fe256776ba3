import { dayOf } from '#domain/time.ts'
import { now } from '../frame/station.ts'
import { timeText } from '../moments.ts'
import { TypedField } from '../ui/TextField.tsx'
import { parseDay, parseTime } from '../ui/typed.ts'
import { useWords } from '../words.ts'
import { place, spansOf } from './coverage.ts'
import { type Draft, edit, type Field, useDraft } from './draft.ts'
import css from './ReceiveScreen.module.css'
import type { Footage } from './useFootage.ts'

const HOURS = [0, 6, 12, 18, 24]

/** The day and the times; below them the day as a strip, with what is held and what is asked for. */
export function WhenFields({
  errorOf,
  footage,
}: {
  errorOf: (field: Field) => string | undefined
  footage: Footage
}) {
  const { form } = useWords().requests
  const draft = useDraft((state) => state.draft)
  const thisYear = Number(dayOf(now()).slice(0, 4))
  const day = (text: string) => parseDay(text, thisYear)
  const field = (name: keyof Draft & Field) => ({
    value: String(draft[name]),
    onChange: (value: string) => edit({ [name]: value }),
    error: errorOf(name),
  })
  return (
    <>
      <div className={css['times']}>
        <TypedField label={form.fromOn} hint={form.dayHint} parse={day} {...field('fromOn')} />
        <TypedField label={form.fromTime} hint={form.timeHint} parse={parseTime} {...field('fromTime')} />
        <TypedField label={form.toTime} parse={parseTime} {...field('toTime')} />
        <TypedField label={form.toOn} parse={day} {...field('toOn')} />
      </div>
      <DayStrip footage={footage} />
    </>
  )
}

function DayStrip({ footage: { day, asked, recordings } }: { footage: Footage }) {
  const { form } = useWords().requests
  if (day === undefined) return null
  const spans = spansOf(recordings, day)
  return (
    <figure className={css['strip']}>
      <figcaption>
        <strong>{form.strip}</strong>{' '}
        {spans.length === 0
          ? form.stripNone
          : form.stripSome(spans.map((span) => spanText(span.fromAt, span.toAt)).join(', '))}
      </figcaption>
      <div className={css['rail']} aria-hidden="true">
        {spans.map((span) => {
          const { left, width } = place(span, day)
          return (
            <span
              key={span.fromAt}
              className={css['held']}
              style={{ left: `${left}%`, width: `${width}%` }}
            />
          )
        })}
        {asked !== undefined && asked.fromAt < asked.toAt && <AskedMark {...place(asked, day)} />}
      </div>
      <div className={css['hours']} aria-hidden="true">
        {HOURS.map((hour) => (
          <span key={hour}>{String(hour).padStart(2, '0')}</span>
        ))}
      </div>
    </figure>
  )
}

function AskedMark({ left, width }: { left: number; width: number }) {
  return <span className={css['asked']} style={{ left: `${left}%`, width: `${width}%` }} />
}

/** The end of a day is 24:00, not the 00:00 of the next. */
function spanText(fromAt: string, toAt: string): string {
  const to = timeText(toAt)
  return `${timeText(fromAt)}~${to === '00:00' ? '24:00' : to}`
}

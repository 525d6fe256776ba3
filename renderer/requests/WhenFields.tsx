import { useRef } from 'react'
import { now } from '../frame/station.ts'
import { dayText, timeText } from '../moments.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { TypedField } from '../ui/TextField.tsx'
import { parseTime } from '../ui/typed.ts'
import { useWords } from '../words.ts'
import { place, spansOf } from './coverage.ts'
import { edit, useDraft } from './draft.ts'
import { useFields } from './fields.ts'
import { dayIn, nextDayMeant } from './form.ts'
import css from './ReceiveScreen.module.css'
import type { Footage } from './useFootage.ts'

const HOURS = [0, 6, 12, 18, 24]

/** The day and the times; below them the day as a strip, with what is held and what is asked for. */
export function WhenFields({ footage }: { footage: Footage }) {
  const { form } = useWords().requests
  const field = useFields()
  const isNightAsked = useDraft(({ draft }) => nextDayMeant(draft, now()) !== undefined)
  const toTime = field('toTime')
  return (
    <>
      <div className={css['times']}>
        <TypedField
          label={form.fromOn}
          hint={form.dayHint}
          parse={(text) => dayIn('fromOn', text, now())}
          {...field('fromOn')}
        />
        <TypedField label={form.fromTime} hint={form.timeHint} parse={parseTime} {...field('fromTime')} />
        {/* A night that goes on is asked about below, not called wrong. */}
        <TypedField
          label={form.toTime}
          hint={form.timeHint}
          parse={parseTime}
          {...toTime}
          error={isNightAsked ? undefined : toTime.error}
        />
        <div data-walk="skip">
          <TypedField label={form.toOn} parse={(text) => dayIn('toOn', text, now())} {...field('toOn')} />
        </div>
      </div>
      <NightQuestion />
      <DayStrip footage={footage} />
    </>
  )
}

/** An end before its start means the night that goes on: one key says so. */
function NightQuestion() {
  const words = useWords()
  const { form } = words.requests
  const draft = useDraft((state) => state.draft)
  const question = useRef<HTMLDivElement>(null)
  const nextOn = nextDayMeant(draft, now())
  const time = parseTime(draft.toTime)
  if (nextOn === undefined || time === undefined) return null
  const goOn = () => {
    // Answered, the question goes away with its button: the way leads on from here.
    const after = question.current?.closest('fieldset')?.nextElementSibling
    edit({ toOn: nextOn })
    after?.querySelector<HTMLElement>('input')?.focus()
  }
  return (
    <div ref={question} data-walk="ask">
      <Notice
        tone="warning"
        title={form.nextDay(dayText(nextOn, words), time)}
        action={
          <Button size="small" onPress={goOn}>
            {form.nextDayYes}
          </Button>
        }
      />
    </div>
  )
}

function DayStrip({ footage: { day, asked, recordings } }: { footage: Footage }) {
  const { form } = useWords().requests
  if (day === undefined || recordings === undefined) return null
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
        {asked !== undefined && <AskedMark {...place(asked, day)} />}
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

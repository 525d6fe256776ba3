import { useState } from 'react'
import type { FootageRequest } from '#domain/request.ts'
import { addDays, dayOf } from '#domain/time.ts'
import { now } from '../../frame/station.ts'
import { dayText } from '../../moments.ts'
import { office } from '../../office.ts'
import { SelectField } from '../../ui/Choice.tsx'
import { Card } from '../../ui/Panel.tsx'
import { TextField, TypedField } from '../../ui/TextField.tsx'
import { parseDay } from '../../ui/typed.ts'
import { useWords } from '../../words.ts'
import { SmallForm } from './SmallForm.tsx'
import css from './Steps.module.css'

interface PartProps {
  request: FootageRequest
  mayAct: boolean
}

/** What follows from giving footage to an agency: publication, telling the subject, the recipient's own destruction. */
export function AftercarePanel({ request, mayAct }: PartProps) {
  const { aftercare: words } = useWords().decisions
  const { publication, subjectTold, recipient } = request.aftercare
  if (publication === undefined && subjectTold === undefined && recipient === undefined) return null
  return (
    <Card title={words.title}>
      <Publication request={request} mayAct={mayAct} />
      <SubjectTold request={request} mayAct={mayAct} />
      <Recipient request={request} mayAct={mayAct} />
    </Card>
  )
}

function Publication({ request, mayAct }: PartProps) {
  const catalogue = useWords()
  const { aftercare: words } = catalogue.decisions
  const [url, setUrl] = useState('')
  const [from, setFrom] = useState(() => dayOf(now()))
  const [to, setTo] = useState(() => addDays(dayOf(now()), 9))
  const { publication } = request.aftercare
  if (publication === undefined) return null
  const { posted, dueOn } = publication
  const [fromOn, toOn] = [parseDay(from), parseDay(to)]
  return (
    <section className={css['stack']}>
      <h3>{words.publication}</h3>
      {posted === undefined ? (
        <p>{words.publicationDue(dayText(dueOn, catalogue))}</p>
      ) : (
        <p>{words.posted(posted.url, dayText(posted.fromOn, catalogue), dayText(posted.toOn, catalogue))}</p>
      )}
      {posted === undefined && mayAct && (
        <SmallForm
          request={request}
          submit={words.post}
          isReady={url.trim() !== '' && fromOn !== undefined && toOn !== undefined}
          onSubmit={(seen) =>
            office.requests.post({ ...seen, url: url.trim(), fromOn: fromOn ?? from, toOn: toOn ?? to })
          }
        >
          <TextField label={words.url} value={url} onChange={setUrl} maxLength={500} />
          <div className={css['pair']}>
            <Day label={words.fromOn} value={from} onChange={setFrom} />
            <Day label={words.toOn} value={to} onChange={setTo} />
          </div>
        </SmallForm>
      )}
    </section>
  )
}

function SubjectTold({ request, mayAct }: PartProps) {
  const catalogue = useWords()
  const { aftercare: words } = catalogue.decisions
  const [how, setHow] = useState('')
  const { subjectTold } = request.aftercare
  if (subjectTold === undefined) return null
  return (
    <section className={css['stack']}>
      <h3>{words.tell}</h3>
      <p>
        {subjectTold.told === undefined
          ? words.tellDue(dayText(subjectTold.sinceOn, catalogue))
          : words.told(subjectTold.told.how)}
      </p>
      {subjectTold.told === undefined && mayAct && (
        <SmallForm
          request={request}
          submit={words.tellSubmit}
          isReady={how.trim() !== ''}
          onSubmit={(seen) => office.requests.tellSubject({ ...seen, how: how.trim() })}
        >
          <TextField label={words.how} value={how} onChange={setHow} maxLength={300} />
        </SmallForm>
      )}
    </section>
  )
}

const RESULTS = ['destroyed', 'archived', 'passed-on', 'returned', 'extended'] as const
type Result = (typeof RESULTS)[number]

function Recipient({ request, mayAct }: PartProps) {
  const catalogue = useWords()
  const { aftercare: words } = catalogue.decisions
  const { recipient } = request.aftercare
  if (recipient === undefined) return null
  const { result, confirmed, destroyByOn, askOn, askedOn } = recipient
  const isWaiting = result === undefined && mayAct
  return (
    <section className={css['stack']}>
      <h3>{words.recipient}</h3>
      {confirmed !== undefined && (
        <p>
          {words.confirmed([dayText(confirmed.on, catalogue), confirmed.note].filter(Boolean).join(' · '))}
        </p>
      )}
      {isWaiting && confirmed === undefined && <Confirmation request={request} />}
      {result === undefined ? (
        <p>{words.recipientDue(dayText(destroyByOn, catalogue), dayText(askOn, catalogue))}</p>
      ) : (
        <p>{words.answered(words.whats[result.what], dayText(result.on, catalogue), result.note)}</p>
      )}
      {askedOn.length > 0 && (
        <p className={css['quiet']}>{words.asked(askedOn.map((on) => dayText(on, catalogue)).join(', '))}</p>
      )}
      {isWaiting && (
        <SmallForm
          request={request}
          submit={words.ask}
          onSubmit={(seen) => office.requests.askRecipient(seen)}
        />
      )}
      {isWaiting && <Answer request={request} />}
    </section>
  )
}

function Confirmation({ request }: { request: FootageRequest }) {
  const { aftercare: words } = useWords().decisions
  const [day, setDay] = useState(() => dayOf(now()))
  const [note, setNote] = useState('')
  const on = parseDay(day)
  return (
    <SmallForm
      request={request}
      submit={words.confirm}
      isReady={on !== undefined}
      onSubmit={(seen) => office.requests.confirmRecipient({ ...seen, on: on ?? day, note: note.trim() })}
    >
      <div className={css['pair']}>
        <Day label={words.confirmedOn} value={day} onChange={setDay} />
        <TextField label={words.confirmedNote} value={note} onChange={setNote} maxLength={300} />
      </div>
    </SmallForm>
  )
}

function Answer({ request }: { request: FootageRequest }) {
  const { aftercare: words } = useWords().decisions
  const [what, setWhat] = useState<Result>('destroyed')
  const [day, setDay] = useState(() => dayOf(now()))
  const [note, setNote] = useState('')
  const on = parseDay(day)
  return (
    <SmallForm
      request={request}
      submit={words.answer}
      isReady={on !== undefined}
      onSubmit={(seen) =>
        office.requests.answerRecipient({ ...seen, what, on: on ?? day, note: note.trim() })
      }
    >
      <div className={css['pair']}>
        <SelectField<Result>
          label={words.what}
          value={what}
          onChange={setWhat}
          options={RESULTS.map((value) => ({ value, label: words.whats[value] }))}
        />
        <Day label={what === 'extended' ? words.newDestroyBy : words.on} value={day} onChange={setDay} />
      </div>
      <TextField label={words.note} value={note} onChange={setNote} maxLength={300} />
    </SmallForm>
  )
}

function Day(props: { label: string; value: string; onChange: (text: string) => void }) {
  const { aftercare: words } = useWords().decisions
  return (
    <TypedField
      parse={(text) => parseDay(text)}
      error={parseDay(props.value) === undefined ? words.dayWrong : undefined}
      {...props}
    />
  )
}

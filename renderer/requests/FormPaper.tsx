import { useCallback } from 'react'
import { dayOf } from '#domain/time.ts'
import { useAnswer } from '../attempt.ts'
import { useInstitution } from '../frame/institution.ts'
import { now } from '../frame/station.ts'
import { dayText, rangeText } from '../moments.ts'
import { office } from '../office.ts'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words.ts'
import { type PersonDraft, useDraft, windowOf } from './draft.ts'
import css from './FormPaper.module.css'

/** The 청구서 as it will read on paper, and what follows from it. */
export function FormPaper() {
  const { requests, terms } = useWords()
  const { paper } = requests
  const draft = useDraft((state) => state.draft)
  const { institution, cameras } = useInstitution()
  const window = windowOf(draft)
  const places = cameras
    .filter(({ id }) => draft.cameraIds.includes(id))
    .map(({ number, place }) => requests.form.camera(number, place))
  return (
    <aside className={css['aside']}>
      <section className={css['paper']} aria-label={paper.label}>
        <span className={css['number']}>{paper.form}</span>
        <h2 className={css['title']}>{paper.title}</h2>
        <p className={css['kinds']}>
          {(['existence', 'view', 'copy'] as const).map((kind) => (
            <span key={kind}>
              {draft.kind === kind ? '☑' : '□'} {terms.requestKind[kind]}
            </span>
          ))}
        </p>
        <dl className={css['lines']}>
          <PersonLines title={paper.requester} person={draft.requester} />
          <Line title={paper.relation}>{terms.relation[draft.relation]}</Line>
          {draft.relation === 'self' ? (
            <Line title={paper.subject}>{paper.sameAsRequester}</Line>
          ) : (
            <PersonLines title={paper.subject} person={draft.subject} />
          )}
          <Line title={paper.range}>{window === undefined ? '' : rangeText(window.fromAt, window.toAt)}</Line>
          <Line title={paper.place}>{places.join(', ')}</Line>
          <Line title={paper.purpose}>{draft.purpose}</Line>
          {draft.clues !== '' && <Line title={paper.clues}>{draft.clues}</Line>}
        </dl>
        <p className={css['addressee']}>{paper.addressee(institution?.name ?? '')}</p>
      </section>
      <Due />
    </aside>
  )
}

function PersonLines({ title, person }: { title: string; person: PersonDraft }) {
  return (
    <Line title={title}>
      {[
        [person.name, person.phone],
        [person.birthOn, person.address],
      ]
        .map((line) => line.filter((text) => text !== '').join(' · '))
        .join('\n')
        .trim()}
    </Line>
  )
}

function Line({ title, children }: { title: string; children: string }) {
  return (
    <div className={css['line']}>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Due() {
  const words = useWords()
  const { paper } = words.requests
  const receivedOn = dayOf(now())
  // Without an answer no day is shown; the office works it out again when the request is received.
  const { answer: due } = useAnswer(useCallback(() => office.requests.due({ receivedOn }), [receivedOn]))
  return (
    <dl className={css['follows']}>
      <div>
        <dt>{paper.due}</dt>
        <dd>{due !== undefined && paper.dueText(dayText(due.dueOn, words), dayText(due.targetOn, words))}</dd>
      </div>
      <div>
        <dt>{paper.next}</dt>
        <dd>{paper.nextText}</dd>
      </div>
      {due?.yearKnown === false && <Notice tone="warning">{paper.dueUnsure}</Notice>}
    </dl>
  )
}

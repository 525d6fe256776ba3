import { useCallback, useState } from 'react'
import type { FindingLine } from '#contract/access-review.ts'
import type { ActKind } from '#domain/ledger/entry.ts'
import type { RequestId } from '#domain/request-form.ts'
import { useAnswer } from '../attempt.ts'
import { go } from '../frame/screen.ts'
import { readable, readableSubject } from '../ledger/acts.ts'
import { momentText } from '../moments.ts'
import { office } from '../office.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Tag } from '../ui/Panel.tsx'
import { Table } from '../ui/Table.tsx'
import { TextArea } from '../ui/TextField.tsx'
import { useWords } from '../words.ts'
import css from './AccessReview.module.css'
import { useSentence } from './sentence.ts'

interface FindingCardProps {
  finding: FindingLine
  place: string
  text: string
  /** Absent where nothing can be said any more, or not by this person. */
  onType: ((text: string) => void) | undefined
  onStep: (step: 1 | -1) => void
  onKeep: () => void
  areActsShown: boolean
  onActs: () => void
}

/** One unusual thing: what, when, whose, which requests; and why it was so. */
export function FindingCard(props: FindingCardProps) {
  const { finding, place, text, onType, onStep, onKeep, areActsShown, onActs } = props
  const { accessReview: words } = useWords()
  const { findings: said } = words
  const { kind, explanation, isExplained, isOwn } = finding
  const hasGrown = explanation !== null && explanation.lastSeq !== finding.lastSeq
  return (
    <section className={css['finding']} aria-label={words.kind[kind]}>
      <header className={css['findingHead']}>
        <h3>{words.kind[kind]}</h3>
        {isOwn && (
          <Tag tone="warning" icon="person">
            {said.own}
          </Tag>
        )}
        <Tag tone={isExplained ? 'success' : 'neutral'} {...(isExplained && { icon: 'check' })}>
          {isExplained ? said.explained : said.open}
        </Tag>
        <span className={css['place']}>{place}</span>
      </header>
      <p className={css['sentence']}>{useSentence(finding)}</p>
      <p className={css['quiet']}>{said.span(momentText(finding.firstAt), momentText(finding.lastAt))}</p>
      <div className={css['links']}>
        <Button size="small" icon="book" keys="A" onPress={onActs}>
          {areActsShown ? said.hideActs : said.acts(finding.count)}
        </Button>
        {finding.requests.slice(0, LINKS).map(({ id, number }, index) => (
          <Button
            key={id}
            size="small"
            icon="paper"
            {...(index === 0 && { keys: 'R' })}
            onPress={() => go('requests', id as RequestId)}
          >
            {said.request(number)}
          </Button>
        ))}
      </div>
      {areActsShown && <FindingActs finding={finding} />}
      {hasGrown && onType !== undefined && <Notice tone="warning">{said.grown}</Notice>}
      {onType === undefined ? (
        <Said finding={finding} />
      ) : (
        <>
          <ul className={css['quick']} aria-label={said.quick}>
            {words.quick[kind].map((reason) => (
              <li key={reason}>
                <Button size="small" onPress={() => onType(reason)}>
                  {reason}
                </Button>
              </li>
            ))}
          </ul>
          <TextArea
            label={said.explanation}
            hint={said.explanationHint}
            value={text}
            onChange={onType}
            rows={2}
            maxLength={2000}
          />
        </>
      )}
      <div className={css['steps']}>
        <Button size="small" icon="back" keys="P" onPress={() => onStep(-1)}>
          {said.previous}
        </Button>
        <Button size="small" icon="next" keys="N" onPress={() => onStep(1)}>
          {said.next}
        </Button>
        {onType !== undefined && (
          <Button
            size="small"
            icon="check"
            keys="Ctrl+Enter"
            isDisabled={text.trim() === ''}
            onPress={onKeep}
          >
            {said.keep}
          </Button>
        )}
      </div>
    </section>
  )
}

/** Requests that a card leads to; the others are found by its entries. */
const LINKS = 4

/** What was said, where nothing can be added. */
function Said({ finding: { explanation } }: { finding: FindingLine }) {
  const { findings: said } = useWords().accessReview
  if (explanation === null || explanation.text === '') return null
  return (
    <figure className={css['said']}>
      <blockquote>{explanation.text}</blockquote>
      <figcaption className={css['quiet']}>
        {said.by(explanation.byName, momentText(explanation.at))}
      </figcaption>
    </figure>
  )
}

/** The entries behind it, as the access record has them. */
function FindingActs({ finding: { seqs, count } }: { finding: FindingLine }) {
  const { ledger, accessReview: words, terms } = useWords()
  const [asked] = useState(seqs)
  const { answer, problem } = useAnswer(useCallback(() => office.accessReview.acts({ seqs: asked }), [asked]))
  if (problem !== undefined) return <Notice tone="danger">{problem}</Notice>
  if (answer === undefined) return <output>{terms.loading}</output>
  const columns = words.findings.actColumns
  const nameOf = (kind: string) => (Object.hasOwn(ledger.act, kind) ? ledger.act[kind as ActKind] : kind)
  return (
    <div className={css['acts']}>
      {count > seqs.length && <p>{words.findings.someActs(seqs.length, count)}</p>}
      <Table
        label={ledger.acts}
        rows={answer}
        rowKey={({ seq }) => seq}
        columns={[
          { title: columns.seq, cell: ({ seq }) => seq.toLocaleString(), align: 'end' },
          { title: columns.at, cell: ({ at }) => momentText(at, 'second'), isShort: true },
          {
            title: columns.actor,
            cell: ({ actorName }) => (actorName === 'station' ? ledger.actWords.subjects.station : actorName),
            isShort: true,
          },
          { title: columns.act, cell: ({ kind }) => nameOf(kind), isShort: true },
          {
            title: columns.subject,
            cell: ({ subject }) => readableSubject(subject, ledger.actWords),
          },
          {
            title: columns.summary,
            cell: ({ summary }) => readable(summary, ledger.actWords),
          },
        ]}
      />
    </div>
  )
}

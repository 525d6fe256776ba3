import { type ReactNode, useCallback, useEffect, useRef } from 'react'
import type { AccessDetail, RowDetail } from '#contract/ledger.ts'
import { may } from '#domain/actor.ts'
import type { ProvisionLine } from '#domain/ledger/registers.ts'
import { ROW_COLUMNS } from '#domain/ledger/row.ts'
import type { RequestId } from '#domain/request-form.ts'
import { useAnswer } from '../attempt.ts'
import { go, menuOf } from '../frame/screen.ts'
import { useStation } from '../frame/station.ts'
import { momentText } from '../moments.ts'
import { office } from '../office.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Tag } from '../ui/Panel.tsx'
import { useWords } from '../words.ts'
import { readable, readableSubject } from './acts.ts'
import { type Opened, open } from './ledger.ts'
import css from './SidePanel.module.css'
import { actName } from './views.tsx'

/** A line, with everything that belongs to it. */
export function SidePanel({ opened, onCorrect }: { opened: Opened; onCorrect: (detail: RowDetail) => void }) {
  if (opened.of === 'row') return <RowPanel no={opened.no} onCorrect={onCorrect} />
  return opened.of === 'act' ? <ActPanel seq={opened.seq} /> : <ProvisionPanel line={opened.line} />
}

interface FrameProps {
  title: string
  problem?: string | undefined
  isThere: boolean
  children: ReactNode
}

function Frame({ title, problem, isThere, children }: FrameProps) {
  const { terms, ledger: words } = useWords()
  const panel = useRef<HTMLElement>(null)
  // Another line is another panel: it begins at its top.
  useEffect(() => panel.current?.scrollTo(0, 0), [title])
  return (
    <aside ref={panel} className={css['panel']} aria-label={title}>
      <header className={css['head']}>
        <h2>{title}</h2>
        <Button
          kind="quiet"
          size="small"
          icon="close"
          aria-label={words.panel.close}
          onPress={() => open(undefined)}
        />
      </header>
      {problem !== undefined ? (
        <Notice tone="danger">{problem}</Notice>
      ) : isThere ? (
        children
      ) : (
        <output>{terms.loading}</output>
      )}
    </aside>
  )
}

function RowPanel({ no, onCorrect }: { no: number; onCorrect: (detail: RowDetail) => void }) {
  const { ledger: words } = useWords()
  const actor = useStation(({ station }) => station?.actor)
  // A new entry may say more about the line.
  const size = useStation(({ station }) => station?.ledgerSize)
  // oxlint-disable-next-line react/exhaustive-deps -- asked again with every entry
  const { answer: detail, problem } = useAnswer(useCallback(() => office.ledger.row({ no }), [no, size]))
  const line = detail?.line
  return (
    <Frame title={words.panel.row(no)} problem={problem} isThere={line?.no === no}>
      {detail !== undefined && line !== undefined && (
        <>
          <div className={css['tags']}>
            <Tag tone="primary">{words.kind[line.kind]}</Tag>
            {line.corrects !== undefined && <Tag tone="warning">{words.corrects(line.corrects)}</Tag>}
            {line.correctedBy !== undefined && (
              <Tag tone="warning">{words.correctedBy(line.correctedBy)}</Tag>
            )}
            {line.isErased && <Tag>{words.erased}</Tag>}
          </div>
          <Facts facts={ROW_COLUMNS.map((column) => [words.columns[column], line[column]])} />
          <RequestLink request={detail.request} />
          <h3>{words.panel.history}</h3>
          <ol className={css['history']}>
            {detail.acts.map((act) => (
              <HistoryEntry key={act.seq} act={act} />
            ))}
          </ol>
          {line.correctedBy !== undefined ? (
            <Button size="small" onPress={() => open({ of: 'row', no: line.correctedBy ?? no })}>
              {words.panel.correctLatest(line.correctedBy)}
            </Button>
          ) : (
            actor !== undefined &&
            may(actor, 'ledger.correct') &&
            !line.isErased && (
              <Button size="small" onPress={() => onCorrect(detail)}>
                {words.panel.correct}
              </Button>
            )
          )}
        </>
      )}
    </Frame>
  )
}

/** One entry of a line: what it did to it, when, by whom, and what it added. */
function HistoryEntry({ act }: { act: RowDetail['acts'][number] }) {
  const { ledger: words } = useWords()
  const { role, no = 0, reason, result, safety } = act
  const did =
    role === 'wrote'
      ? words.panel.wrote(no)
      : role === 'corrected'
        ? words.panel.corrected(no)
        : words.panel.amended
  const added = [reason, result, safety].filter((text) => text !== undefined)
  return (
    <li>
      <strong>{did}</strong>
      <span className={css['quiet']}>
        {momentText(act.at)} · {act.name} · {actName(act.kind, words)}
      </span>
      {added.map((text) => (
        <span key={text}>{text}</span>
      ))}
    </li>
  )
}

function ActPanel({ seq }: { seq: number }) {
  const { ledger: words } = useWords()
  const { answer: act, problem } = useAnswer(useCallback(() => office.ledger.act({ seq }), [seq]))
  return (
    <Frame title={words.panel.act(seq)} problem={problem} isThere={act?.seq === seq}>
      {act !== undefined && <ActFacts act={act} />}
    </Frame>
  )
}

function ActFacts({ act }: { act: AccessDetail }) {
  const { ledger: words } = useWords()
  const { who, at, place, concerned, work, request, result } = words.actColumns
  const summary = readable(act.summary, words.actWords)
  return (
    <Facts
      facts={[
        [words.panel.kind, actName(act.kind, words)],
        [who, act.loginName === '' ? words.filter.station : `${act.loginName} (${act.name})`],
        [at, momentText(act.at, 'second')],
        [place, act.place],
        [concerned, act.concerned ?? words.hidden],
        [work, words.works[act.work]],
        [request, act.requestNumber ?? '-'],
        [result, words.results[act.result]],
        [words.panel.subject, readableSubject(act.subject, words.actWords)],
        [words.panel.details, act.isErased ? words.erased : summary === '' ? words.panel.noDetails : summary],
      ]}
    />
  )
}

const PROVISION_COLUMNS = [
  'file',
  'usedBy',
  'givenTo',
  'when',
  'form',
  'basis',
  'purpose',
  'what',
  'safety',
] as const

function ProvisionPanel({ line }: { line: ProvisionLine }) {
  const { ledger: words } = useWords()
  return (
    <Frame title={words.panel.provision(line.number)} isThere>
      <div className={css['tags']}>
        <Tag tone="primary">{words.kind[line.kind]}</Tag>
      </div>
      <Facts facts={PROVISION_COLUMNS.map((column) => [words.provisionColumns[column], line[column]])} />
      <RequestLink request={{ id: line.requestId, number: line.number }} />
    </Frame>
  )
}

function Facts({ facts }: { facts: readonly (readonly [name: string, text: string])[] }) {
  return (
    <dl className={css['facts']}>
      {facts.map(([name, text]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Goes to the request, where whoever is at the desk has that screen. */
function RequestLink({ request }: { request: { id: string; number: string } | null }) {
  const { terms, ledger: words } = useWords()
  const actor = useStation(({ station }) => station?.actor)
  if (request === null) return null
  return (
    <p className={css['request']}>
      <span>
        {words.panel.request} {terms.requestNumber(request.number)}
      </span>
      {actor !== undefined && menuOf(actor).includes('requests') && (
        <Button size="small" icon="next" onPress={() => go('requests', request.id as RequestId)}>
          {words.panel.openRequest}
        </Button>
      )}
    </p>
  )
}

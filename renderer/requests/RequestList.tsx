import { type KeyboardEvent, useCallback, useRef } from 'react'
import { may } from '#domain/actor.ts'
import type { FootageRequest } from '#domain/request.ts'
import { requesterName } from '#domain/request-form.ts'
import { dayOf } from '#domain/time.ts'
import { useAnswer } from '../attempt.ts'
import { go } from '../frame/screen.ts'
import { now, useStation } from '../frame/station.ts'
import { dayText, momentText } from '../moments.ts'
import { office } from '../office.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { EmptyState, Tag } from '../ui/Panel.tsx'
import { Table } from '../ui/Table.tsx'
import { useWords } from '../words.ts'
import { DueTag } from './DueTag.tsx'
import css from './RequestsScreen.module.css'
import { useRequests } from './requests.ts'
import { SearchFields } from './SearchFields.tsx'
import { isNarrowed, look, PAGE_SIZE, queryOf, useSearch } from './search.ts'

/** Every request there is, by what is looked for; those under way unless others are asked for. */
export function RequestList() {
  const { requests, terms } = useWords()
  const actor = useStation(({ station }) => station?.actor)
  const mayReceive = actor !== undefined && may(actor, 'request.receive')
  const textField = useRef<HTMLInputElement>(null)
  const page = useRef<HTMLDivElement>(null)
  const { answer, problem } = useFound()
  const search = useSearch()
  const receive = mayReceive && (
    <Button kind="primary" icon="plus" keys="Alt+N" onPress={() => go('receive')}>
      {requests.receive}
    </Button>
  )
  const isEmptyStation = answer?.total === 0 && !isNarrowed(search)
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- carries the arrow keys between the controls inside
    <div ref={page} className={css['page']} onKeyDown={(event) => moveByArrow(event, textField.current)}>
      <header className={css['head']}>
        <h1>{requests.title}</h1>
        {!isEmptyStation && receive}
      </header>
      <SearchFields textField={textField} />
      {problem !== undefined && <Notice tone="danger">{problem}</Notice>}
      {answer === undefined ? (
        <output>{terms.loading}</output>
      ) : isEmptyStation ? (
        <EmptyState icon="paper" title={requests.emptyTitle} action={receive}>
          {requests.emptyText}
        </EmptyState>
      ) : answer.total === 0 ? (
        <EmptyState
          icon="paper"
          title={requests.search.none}
          action={
            search.state !== 'any' && (
              <Button onPress={() => look({ state: 'any' })}>{requests.search.everywhere}</Button>
            )
          }
        >
          {requests.search.noneText}
        </EmptyState>
      ) : (
        <>
          <Rows rows={answer.requests} />
          <Pages total={answer.total} />
        </>
      )}
    </div>
  )
}

/** What the office finds; asked again whenever it tells of a change. */
function useFound() {
  const search = useSearch()
  const byId = useRequests((state) => state.byId)
  const ask = useCallback(
    () => office.requests.search(queryOf(search, dayOf(now()))),
    // A change of any request may bring it in, move it or take it out.
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- asked again because of it, not with it
    [search, byId],
  )
  return useAnswer(ask)
}

function Rows({ rows }: { rows: readonly FootageRequest[] }) {
  const words = useWords()
  const { requests, terms } = words
  return (
    <Table<FootageRequest>
      label={requests.list}
      rows={rows}
      rowKey={({ id }) => id}
      onOpen={({ id }) => go('requests', id)}
      openLabel={({ number }) => requests.open(number)}
      columns={[
        {
          title: requests.columns.number,
          cell: ({ number }) => terms.requestNumber(number),
          isShort: true,
        },
        { title: requests.columns.requester, cell: ({ form }) => requesterName(form) },
        { title: requests.columns.kind, cell: ({ form }) => terms.requestKind[form.kind], isShort: true },
        {
          title: requests.columns.state,
          isShort: true,
          cell: ({ state }) => (
            <Tag tone={state === 'proposed' ? 'primary' : 'neutral'}>{terms.requestState[state]}</Tag>
          ),
        },
        {
          title: requests.columns.due,
          isShort: true,
          cell: (request) => (
            <span className={css['due']}>
              <DueTag request={request} />
              {'dueOn' in request && dayText(request.dueOn, words)}
            </span>
          ),
        },
        {
          title: requests.columns.received,
          cell: ({ receivedAt }) => momentText(receivedAt),
          isShort: true,
        },
      ]}
    />
  )
}

function Pages({ total }: { total: number }) {
  const words = useWords().requests.search
  const page = useSearch((state) => state.page)
  const from = page * PAGE_SIZE
  const to = Math.min(total, from + PAGE_SIZE)
  return (
    <nav className={css['pages']} aria-label={words.label}>
      <output>{words.found(from + 1, to, total)}</output>
      {total > PAGE_SIZE && (
        <>
          <Button size="small" icon="back" isDisabled={page === 0} onPress={() => look({ page: page - 1 })}>
            {words.earlier}
          </Button>
          <Button size="small" icon="next" isDisabled={to === total} onPress={() => look({ page: page + 1 })}>
            {words.later}
          </Button>
        </>
      )}
    </nav>
  )
}

/** ↓ leads from the search into the rows and on, ↑ back; Enter opens the one that has the focus. */
function moveByArrow(event: KeyboardEvent<HTMLElement>, textField: HTMLInputElement | null): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (step === undefined || !(event.target instanceof HTMLElement)) return
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('tbody button')]
  const stops = textField === null ? rows : [textField, ...rows]
  const next = stops[stops.indexOf(event.target) + step]
  if (!stops.includes(event.target) || next === undefined) return
  event.preventDefault()
  next.focus()
}

import { may } from '#domain/actor.ts'
import type { FootageRequest } from '#domain/request.ts'
import type { RequestId } from '#domain/request-form.ts'
import { go } from '../frame/screen.ts'
import { useStation } from '../frame/station.ts'
import { dayText, momentText } from '../moments.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState, Tag } from '../ui/Panel.tsx'
import { Table } from '../ui/Table.tsx'
import { useWords } from '../words.ts'
import { DueTag } from './DueTag.tsx'
import { RequestDetail } from './RequestDetail.tsx'
import css from './RequestsScreen.module.css'
import { inOrder, useRequests } from './requests.ts'

/** All requests, or the one that was gone to. */
export function RequestsScreen({ requestId }: { requestId?: RequestId }) {
  const request = useRequests(({ byId }) => (requestId === undefined ? undefined : byId[requestId]))
  return request === undefined ? <RequestList /> : <RequestDetail key={request.id} request={request} />
}

function RequestList() {
  const words = useWords()
  const { requests, terms } = words
  const { byId, isLoaded } = useRequests()
  const actor = useStation(({ station }) => station?.actor)
  const mayReceive = actor !== undefined && may(actor, 'request.receive')
  const rows = inOrder(byId)
  const receive = mayReceive && (
    <Button kind="primary" icon="plus" onPress={() => go('receive')}>
      {requests.receive}
    </Button>
  )
  return (
    <>
      <header className={css['head']}>
        <h1>{requests.title}</h1>
        {rows.length > 0 && receive}
      </header>
      {!isLoaded ? (
        <output>{terms.loading}</output>
      ) : rows.length === 0 ? (
        <EmptyState icon="paper" title={requests.emptyTitle} action={receive}>
          {requests.emptyText}
        </EmptyState>
      ) : (
        <Table<FootageRequest>
          label={requests.list}
          rows={rows}
          rowKey={({ id }) => id}
          onOpen={({ id }) => go('requests', id)}
          openLabel={({ number }) => requests.open(number)}
          columns={[
            { title: requests.columns.number, cell: ({ number }) => requests.number(number), isShort: true },
            { title: requests.columns.requester, cell: ({ requester }) => requester.name },
            { title: requests.columns.kind, cell: ({ kind }) => terms.requestKind[kind], isShort: true },
            {
              title: requests.columns.state,
              cell: ({ state }) => (
                <Tag tone={state === 'approved' ? 'primary' : 'neutral'}>{terms.requestState[state]}</Tag>
              ),
            },
            {
              title: requests.columns.due,
              isShort: true,
              cell: (request) => (
                <span className={css['due']}>
                  <DueTag request={request} />
                  {request.state !== 'fulfilled' && dayText(request.dueOn, words)}
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
      )}
    </>
  )
}

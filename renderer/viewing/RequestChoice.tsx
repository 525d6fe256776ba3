import type { FootageRequest } from '#domain/request.ts'
import { type RequestId, requesterName } from '#domain/request-form.ts'
import { numbersOf, useInstitution } from '../frame/institution.ts'
import { dayText } from '../moments.ts'
import { searchable, useRequests } from '../requests/requests.ts'
import { EmptyState } from '../ui/Panel.tsx'
import { Table } from '../ui/Table.tsx'
import { useWords } from '../words.ts'
import { rangeToSecond } from './clock.ts'

/** The requests whose footage may be opened now, the nearest deadline first. */
export function RequestChoice({ onChoose }: { onChoose: (requestId: RequestId) => void }) {
  const words = useWords()
  const { choose } = words.viewing
  const { byId, isLoaded } = useRequests()
  const cameras = useInstitution((state) => state.cameras)
  if (!isLoaded) return <output>{words.terms.loading}</output>
  const requests = searchable(byId)
  if (requests.length === 0) {
    return (
      <EmptyState icon="paper" title={choose.empty}>
        {choose.emptyText}
      </EmptyState>
    )
  }
  const cameraNames = ({ form }: FootageRequest) =>
    numbersOf(cameras, form.cameraIds)
      .map((number) => words.terms.camera(number))
      .join(', ')
  return (
    <Table
      label={choose.title}
      rows={requests}
      rowKey={({ id }) => id}
      onOpen={({ id }) => onChoose(id)}
      openLabel={({ number }) => choose.open(number)}
      columns={[
        { title: choose.number, cell: ({ number }) => words.terms.requestNumber(number), isShort: true },
        { title: choose.requester, cell: ({ form }) => requesterName(form), isShort: true },
        { title: choose.range, cell: ({ form }) => rangeToSecond(form.fromAt, form.toAt) },
        { title: choose.cameras, cell: cameraNames },
        {
          title: choose.dueOn,
          cell: (request) => ('dueOn' in request ? dayText(request.dueOn, words) : ''),
          isShort: true,
        },
      ]}
    />
  )
}

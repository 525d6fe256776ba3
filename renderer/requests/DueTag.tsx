import type { FootageRequest } from '#domain/request.ts'
import { dayOf } from '#domain/time.ts'
import { now } from '../frame/station.ts'
import { daysUntil } from '../moments.ts'
import { Tag } from '../ui/Panel.tsx'
import { useWords } from '../words.ts'

const SOON_DAYS = 3

/** D-day of a request: in red and in words once it is overdue. */
export function DueTag({ request }: { request: FootageRequest }) {
  const { requests } = useWords()
  if (request.state === 'fulfilled')
    return (
      <Tag tone="success" icon="check">
        {requests.done}
      </Tag>
    )
  const days = daysUntil(request.dueOn, dayOf(now()))
  if (days < 0)
    return (
      <Tag tone="danger" icon="danger">
        {requests.overdueBy(-days)}
      </Tag>
    )
  return (
    <Tag tone={days <= SOON_DAYS ? 'warning' : 'neutral'} {...(days <= SOON_DAYS && { icon: 'clock' })}>
      {requests.dueIn(days)}
    </Tag>
  )
}

import { urgency } from '#domain/deadline.ts'
import { type FootageRequest, isDue } from '#domain/request.ts'
import { dayOf, daysBetween } from '#domain/time.ts'
import { now } from '../frame/station.ts'
import { Tag } from '../ui/Panel.tsx'
import { useWords } from '../words.ts'
import { useLaw } from './law.ts'

/**
 * D-day of a request that has to be answered: three business days before its target it stands out, one before it warns,
 * and past the last lawful day it is red, in words and with a mark. What is answered says so.
 */
export function DueTag({ request }: { request: FootageRequest }) {
  const { requests, terms } = useWords()
  const holidays = useLaw((state) => state.holidays)
  const { state } = request
  if (state === 'inquiry') return <Tag>{requests.noDue}</Tag>
  if (state === 'postponed' || state === 'withdrawn') return <Tag>{terms.requestState[state]}</Tag>
  if (!isDue(request) || !('dueOn' in request)) {
    const isDone = state === 'closed' || state === 'fulfilled'
    return (
      <Tag tone="success" icon="check">
        {isDone ? requests.done : requests.answered}
      </Tag>
    )
  }
  const todayOn = dayOf(now())
  const days = daysBetween(todayOn, request.dueOn)
  switch (urgency(request, todayOn, holidays)) {
    case 'overdue':
      return (
        <Tag tone="danger" icon="danger">
          {requests.overdueBy(-days)}
        </Tag>
      )
    case 'tomorrow':
      return (
        <Tag tone="warning" icon="warning">
          {requests.dueTomorrow(days)}
        </Tag>
      )
    case 'near':
      return (
        <Tag tone="warning" icon="clock">
          {requests.dueIn(days)}
        </Tag>
      )
    case 'calm':
      return <Tag>{requests.dueIn(days)}</Tag>
  }
}

import { may } from '#domain/actor.ts'
import type { FootageRequest } from '#domain/request.ts'
import { dayOf } from '#domain/time.ts'
import { useAnswer } from '../attempt.ts'
import { go } from '../frame/screen.ts'
import { now, useStation } from '../frame/station.ts'
import { dayText } from '../moments.ts'
import { office } from '../office.ts'
import { DueTag } from '../requests/DueTag.tsx'
import { open, useRequests } from '../requests/requests.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Card, EmptyState } from '../ui/Panel.tsx'
import { useWords } from '../words.ts'
import { FirstSteps } from './FirstSteps.tsx'
import { alertsOf } from './notices.ts'
import css from './TodayScreen.module.css'

/** Home: what is due, what waits to be approved, what has to be looked after. */
export function TodayScreen() {
  const words = useWords()
  const { today } = words
  const { byId, isLoaded } = useRequests()
  const station = useStation((state) => state.station)
  // Unknown until main has answered; nothing is said of it then.
  const { answer: held } = useAnswer(office.recordings.summary)
  const hasFootage = held === undefined ? undefined : held.length > 0
  const actor = station?.actor
  if (actor === undefined || !isLoaded) return <output>{words.terms.loading}</output>
  const requests = open(byId)
  const todayOn = dayOf(now())
  const isNew = Object.keys(byId).length === 0 && hasFootage === false
  const mayReceive = may(actor, 'request.receive')
  const alerts = alertsOf({ todayOn, requests, freeBytes: station?.freeBytes, hasFootage }, words)
  return (
    <>
      <header className={css['head']}>
        <h1>
          {today.title} <span className={css['day']}>{dayText(todayOn, words)}</span>
        </h1>
        {mayReceive && !isNew && (
          <Button kind="primary" icon="plus" onPress={() => go('receive')}>
            {today.receive}
          </Button>
        )}
      </header>
      {isNew && mayReceive ? (
        <FirstSteps actor={actor} />
      ) : (
        <div className={css['columns']}>
          <Due requests={requests} />
          <Waiting requests={requests.filter(({ state }) => state === 'verified')} />
          <Card title={today.notices}>
            {alerts.length === 0 ? (
              <EmptyState icon="check" title={today.noNotices}>
                {today.noNoticesText}
              </EmptyState>
            ) : (
              alerts.map(({ tone, sentence }) => (
                <Notice key={sentence} tone={tone}>
                  {sentence}
                </Notice>
              ))
            )}
          </Card>
        </div>
      )}
    </>
  )
}

function Due({ requests }: { requests: readonly FootageRequest[] }) {
  const words = useWords()
  const { today, terms } = words
  return (
    <Card title={today.due}>
      {requests.length === 0 ? (
        <EmptyState icon="paper" title={today.noDue}>
          {today.noDueText}
        </EmptyState>
      ) : (
        <ul className={css['cards']}>
          {requests.map((request) => (
            <li key={request.id}>
              <button type="button" className={css['request']} onClick={() => go('requests', request.id)}>
                <span className={css['line']}>
                  <strong>{terms.requestNumber(request.number)}</strong>
                  <DueTag request={request} />
                </span>
                <span>
                  {request.requester.name} · {terms.requestKind[request.kind]} ·{' '}
                  {terms.requestState[request.state]}
                </span>
                <span className={css['until']}>{today.until(dayText(request.dueOn, words))}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

function Waiting({ requests }: { requests: readonly FootageRequest[] }) {
  const { today } = useWords()
  return (
    <Card title={today.waiting}>
      {requests.length === 0 ? (
        <EmptyState icon="check" title={today.noWaiting}>
          {today.noWaitingText}
        </EmptyState>
      ) : (
        <ul className={css['cards']}>
          {requests.map(({ id, number, requester }) => (
            <li key={id}>
              <button type="button" className={css['request']} onClick={() => go('requests', id)}>
                <strong>{today.approve(number)}</strong>
                <span>{requester.name}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

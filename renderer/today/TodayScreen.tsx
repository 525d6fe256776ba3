import { useState } from 'react'
import { type Actor, may } from '#domain/actor.ts'
import { dayOf } from '#domain/time.ts'
import { useAnswer } from '../attempt.ts'
import { CalendarPanel } from '../calendar/CalendarPanel.tsx'
import { go } from '../frame/screen.ts'
import { now, useStation } from '../frame/station.ts'
import { dayText } from '../moments.ts'
import { office } from '../office.ts'
import { openSettings } from '../settings/side.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Card, EmptyState } from '../ui/Panel.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { useWords } from '../words.ts'
import { Due } from './Due.tsx'
import { useDuties } from './duties.ts'
import { FirstSteps } from './FirstSteps.tsx'
import { ownWork, waitsForMe } from './inbox.ts'
import { alertsOf } from './notices.ts'
import css from './TodayScreen.module.css'
import { Waiting } from './Waiting.tsx'

type Side = 'inbox' | 'calendar'

/** Whether anybody has ever asked for anything here: a station of years whose desk is clear is not new. */
async function hasRequests(): Promise<boolean> {
  const { total } = await office.requests.search({ text: '', offset: 0, limit: 1 })
  return total > 0
}
const unasked = async (): Promise<undefined> => undefined

/** Home: what is due, what waits to be approved, what has to be looked after; and the same as a calendar. */
export function TodayScreen() {
  const words = useWords()
  const { today } = words
  const actor = useStation(({ station }) => station?.actor)
  const isLoaded = useDuties((state) => state.isLoaded)
  const [side, setSide] = useState<Side>('inbox')
  // Unknown until main has answered; nothing is said of it then.
  const { answer: held } = useAnswer(office.recordings.summary)
  const hasFootage = held === undefined ? undefined : held.length > 0
  const mayReceive = actor !== undefined && may(actor, 'request.receive')
  const { answer: isUsed } = useAnswer(mayReceive ? hasRequests : unasked)
  if (actor === undefined) return <output>{words.terms.loading}</output>
  const mayRead = may(actor, 'request.read')
  const isNew = mayReceive && isUsed === false && hasFootage === false
  if (mayRead && !isLoaded) return <output>{words.terms.loading}</output>
  const inbox = <Inbox actor={actor} hasFootage={hasFootage} isNew={isNew} />
  return (
    <>
      <header className={css['head']}>
        <h1>
          {today.title} <span className={css['day']}>{dayText(dayOf(now()), words)}</span>
        </h1>
        {mayReceive && !isNew && (
          <Button kind="primary" icon="plus" onPress={() => go('receive')}>
            {today.receive}
          </Button>
        )}
      </header>
      {mayReceive ? (
        <Tabs<Side>
          label={today.sides}
          selected={side}
          onSelect={setSide}
          tabs={[
            { id: 'inbox', title: today.inbox, panel: inbox },
            { id: 'calendar', title: today.calendar, panel: <CalendarPanel /> },
          ]}
        />
      ) : (
        inbox
      )}
    </>
  )
}

interface InboxProps {
  actor: Actor
  hasFootage: boolean | undefined
  isNew: boolean
}

function Inbox({ actor, hasFootage, isNew }: InboxProps) {
  const { requests, station } = useDuties()
  const notices = <Notices hasFootage={hasFootage} />
  if (isNew)
    return (
      <>
        <FirstSteps actor={actor} />
        {notices}
      </>
    )
  if (!may(actor, 'request.receive')) return notices
  const own = ownWork(station, dayOf(now()))
  return (
    <div className={css['columns']}>
      <Due lines={requests.filter((line) => !waitsForMe(line))} />
      <Waiting actor={actor} requests={requests.filter(waitsForMe)} station={own} />
      {notices}
    </div>
  )
}

function Notices({ hasFootage }: { hasFootage: boolean | undefined }) {
  const words = useWords()
  const { today } = words
  const { requests, station } = useDuties()
  const told = useStation((state) => state.station)
  const maySet = told?.actor !== undefined && may(told.actor, 'settings.change')
  const alerts = alertsOf(
    {
      requests,
      station,
      isClockBehind: told?.isClockBehind ?? false,
      freeBytes: told?.freeBytes,
      hasFootage,
    },
    words,
  )
  return (
    <Card title={today.notices}>
      {alerts.length === 0 ? (
        <EmptyState icon="check" title={today.noNotices}>
          {today.noNoticesText}
        </EmptyState>
      ) : (
        alerts.map(({ tone, sentence, place }) => (
          <Notice key={sentence} tone={tone}>
            {sentence}
            {place === 'holidays' && maySet && (
              <div className={css['act']}>
                <Button size="small" onPress={() => openSettings('law')}>
                  {today.goHolidays}
                </Button>
              </div>
            )}
          </Notice>
        ))
      )}
    </Card>
  )
}

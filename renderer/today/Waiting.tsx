import { useState } from 'react'
import type { DutyLine, StationDutyLine } from '#contract/requests.ts'
import { type Actor, may } from '#domain/actor.ts'
import { dayOf, daysBetween } from '#domain/time.ts'
import { openReview } from '../access-review/access-review.ts'
import { go } from '../frame/screen.ts'
import { now } from '../frame/station.ts'
import { dayText } from '../moments.ts'
import { openSettings } from '../settings/side.ts'
import { Button } from '../ui/Button.tsx'
import { Card, EmptyState, Tag } from '../ui/Panel.tsx'
import { useWords } from '../words.ts'
import { DutyCards } from './DutyCards.tsx'
import { FinishDialog, type YearlyLine } from './FinishDialog.tsx'
import css from './TodayScreen.module.css'

type OwnLine = StationDutyLine & { count: number }

interface WaitingProps {
  actor: Actor
  requests: readonly DutyLine[]
  station: readonly OwnLine[]
}

/** Decisions that wait for this person, then what the station itself owes. */
export function Waiting({ actor, requests, station }: WaitingProps) {
  const { today } = useWords()
  const [finished, finish] = useState<YearlyLine>()
  return (
    <Card title={today.waiting}>
      {requests.length + station.length === 0 ? (
        <EmptyState icon="check" title={today.noWaiting}>
          {today.noWaitingText}
        </EmptyState>
      ) : (
        <>
          <DutyCards lines={requests} />
          <ul className={css['cards']}>
            {station.map((line) => (
              <li key={`${line.kind} ${line.period}`} className={css['own']}>
                <StationLine actor={actor} line={line} onFinish={finish} />
              </li>
            ))}
          </ul>
        </>
      )}
      {finished !== undefined && <FinishDialog line={finished} onClose={() => finish(undefined)} />}
    </Card>
  )
}

interface StationLineProps {
  actor: Actor
  line: OwnLine
  onFinish: (line: YearlyLine) => void
}

function StationLine({ actor, line, onFinish }: StationLineProps) {
  const words = useWords()
  const { today } = words
  const { kind, period, text, dueOn, count } = line
  const name = today.stationDuty[kind]
  const hold = count > 1 ? today.holdsToReview(count) : text
  const about =
    kind === 'hold-review'
      ? hold
      : kind === 'expired'
        ? today.expiredFrom(text)
        : kind === 'access-review'
          ? today.reviewOf(today.period(period), Number(text))
          : kind === 'backup'
            ? words.recovery.backup.due(text === '' ? '' : dayText(text, words))
            : kind === 'recovery-code'
              ? words.recovery.replaceCode.text
              : today.period(period)
  const lateDays = daysBetween(dueOn, dayOf(now()))
  const isDue = lateDays >= 0
  // A month that nobody has signed by the end of the next one is late; the others are looked at when they are due.
  const isLate = kind === 'access-review' && lateDays > 0
  return (
    <>
      <span className={css['line']}>
        <strong>{name}</strong>
        {isLate ? (
          <Tag tone="danger" icon="danger">
            {today.late(lateDays)}
          </Tag>
        ) : (
          <Tag tone={isDue ? 'warning' : 'neutral'} {...(isDue && { icon: 'clock' })}>
            {today.until(dayText(dueOn, words))}
          </Tag>
        )}
      </span>
      <span className={css['line']}>
        <span className={css['until']}>{about}</span>
        {(kind === 'retention-check' || kind === 'expired') && (
          <Button size="small" aria-label={`${name} ${today.goCheck}`} onPress={() => go('retention')}>
            {today.goCheck}
          </Button>
        )}
        {kind === 'access-review' && (
          <Button
            size="small"
            aria-label={`${today.period(period)} ${name} ${today.goReview}`}
            onPress={() => openReview(period)}
          >
            {today.goReview}
          </Button>
        )}
        {(kind === 'backup' || kind === 'recovery-code') && may(actor, 'settings.change') && (
          <Button size="small" onPress={() => openSettings('recovery')}>
            {kind === 'backup' ? words.recovery.backup.go : words.recovery.replaceCode.go}
          </Button>
        )}
        {kind === 'hold-review' && (
          <Button size="small" aria-label={`${name} ${today.goHolds}`} onPress={() => go('retention')}>
            {today.goHolds}
          </Button>
        )}
        {(kind === 'self-check' || kind === 'plan-check') && may(actor, 'request.decide') && (
          <Button
            size="small"
            aria-label={`${name} ${today.finish}`}
            onPress={() => onFinish({ kind, period, dueOn, text })}
          >
            {today.finish}
          </Button>
        )}
      </span>
    </>
  )
}

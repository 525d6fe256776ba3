import { useCallback } from 'react'
import { useAnswer } from '../attempt.ts'
import { dayText } from '../moments.ts'
import { office } from '../office.ts'
import { DutyCards } from '../today/DutyCards.tsx'
import { useDuties } from '../today/duties.ts'
import { Notice } from '../ui/Notice.tsx'
import { Card, EmptyState } from '../ui/Panel.tsx'
import { useWords } from '../words.ts'
import css from './Calendar.module.css'

/** What falls due on one day. */
export function DayList({ on }: { on: string }) {
  const words = useWords()
  const { today, terms } = words
  const known = useDuties((state) => state.requests)
  const ask = useCallback(() => {
    void known
    return office.duties.inbox({ fromOn: on, untilOn: on })
  }, [on, known])
  const { answer, problem } = useAnswer(ask)
  const isEmpty = answer !== undefined && answer.requests.length + answer.station.length === 0
  return (
    <Card title={today.month.list(dayText(on, words))}>
      {problem !== undefined && <Notice tone="danger">{problem}</Notice>}
      {answer === undefined && problem === undefined && <output>{terms.loading}</output>}
      {isEmpty && <EmptyState icon="today" title={today.month.nothing} />}
      {answer !== undefined && !isEmpty && (
        <>
          <DutyCards lines={answer.requests} />
          <ul className={css['own']}>
            {answer.station.map(({ kind, period, text }) => (
              <li key={`${kind} ${period}`}>
                <strong>{today.stationDuty[kind]}</strong>{' '}
                {kind === 'hold-review'
                  ? text
                  : kind === 'expired'
                    ? today.expiredFrom(text)
                    : period === ''
                      ? ''
                      : today.period(period)}
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  )
}

import { useCallback, useEffect, useRef, useState } from 'react'
import { dayOf } from '#domain/time.ts'
import { useAnswer } from '../attempt.ts'
import { now } from '../frame/station.ts'
import { office } from '../office.ts'
import { useDuties } from '../today/duties.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words.ts'
import css from './Calendar.module.css'
import { DayCell, type DayCounts } from './DayCell.tsx'
import { DayList } from './DayList.tsx'
import { dayAfterKey, inMonth, monthDays } from './month.ts'

/** A month of due days: how much of what falls on each, days off marked, one day's list beside it. */
export function CalendarPanel() {
  const { today, terms } = useWords()
  const todayOn = dayOf(now())
  const [on, setOn] = useState(todayOn)
  const page = useRef<HTMLTableElement>(null)
  const month = on.slice(0, 7)
  const days = monthDays(month)
  // Whatever changes what is to be done changes the counts as well.
  const requests = useDuties((state) => state.requests)
  const ask = useCallback(() => {
    void requests
    const shown = monthDays(month)
    return office.duties.calendar({ fromOn: shown[0] ?? '', toOn: shown.at(-1) ?? '' })
  }, [month, requests])
  const { answer, problem } = useAnswer(ask)
  const known = new Map(answer?.map((day) => [day.on, day]))
  const blank: Omit<DayCounts, 'on'> = { isOff: false, counts: {} }
  const hasMoved = useRef(false)
  useEffect(() => {
    if (hasMoved.current) page.current?.querySelector<HTMLElement>(`[data-on="${on}"]`)?.focus()
    hasMoved.current = false
  }, [on])
  const goByKey = (key: string): boolean => {
    const nextOn = dayAfterKey(key, on, todayOn)
    if (nextOn === undefined) return false
    hasMoved.current = true
    setOn(nextOn)
    return true
  }
  const [year = 0, number = 0] = month.split('-').map(Number)
  return (
    <div className={css['panel']}>
      <section className={css['sheet']} aria-label={today.calendar}>
        <header className={css['head']}>
          <Button
            size="small"
            icon="back"
            aria-label={today.month.previous}
            onPress={() => setOn(inMonth(on, -1))}
          />
          <h2 aria-live="polite">{today.month.title(year, number)}</h2>
          <Button
            size="small"
            icon="next"
            aria-label={today.month.next}
            onPress={() => setOn(inMonth(on, 1))}
          />
          <Button size="small" onPress={() => setOn(todayOn)}>
            {today.month.today}
          </Button>
        </header>
        {problem !== undefined && <Notice tone="danger">{problem}</Notice>}
        <table ref={page} className={css['month']} aria-label={today.month.title(year, number)}>
          <thead>
            <tr>
              {terms.weekdays.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {days
              .filter((_, index) => index % 7 === 0)
              .map((mondayOn, week) => (
                <tr key={mondayOn}>
                  {days.slice(week * 7, week * 7 + 7).map((dayOn) => (
                    <DayCell
                      key={dayOn}
                      day={known.get(dayOn) ?? { on: dayOn, ...blank }}
                      isOfMonth={dayOn.startsWith(month)}
                      isToday={dayOn === todayOn}
                      isChosen={dayOn === on}
                      onChoose={() => setOn(dayOn)}
                      onKey={goByKey}
                    />
                  ))}
                </tr>
              ))}
          </tbody>
        </table>
        <p className={css['keys']}>{today.month.keys.map((each) => each.join(' ')).join(' · ')}</p>
      </section>
      <DayList key={on} on={on} />
    </div>
  )
}

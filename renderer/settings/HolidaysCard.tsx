import { useState } from 'react'
import { dayOf } from '#domain/time.ts'
import { now } from '../frame/station.ts'
import { useLaw } from '../requests/law.ts'
import { Button } from '../ui/Button.tsx'
import { RadioRow } from '../ui/Choice.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Card } from '../ui/Panel.tsx'
import { useWords } from '../words.ts'
import { HolidayYear } from './HolidayYear.tsx'
import { fixedDays, missingYears } from './holiday-draft.ts'
import css from './SettingsScreen.module.css'

/** Days off, by year; a year that is missing is said loudly, for due days go wrong without it. */
export function HolidaysCard() {
  const { settings } = useWords()
  const said = settings.holidays
  const holidays = useLaw((state) => state.holidays)
  const todayOn = dayOf(now())
  const [chosen, choose] = useState(todayOn.slice(0, 4))
  const missing = missingYears(todayOn, holidays)
  const years = [...new Set([...Object.keys(holidays), chosen])].sort()
  const days = holidays[chosen]
  return (
    <Card title={said.title}>
      <p className={css['quiet']}>{said.text}</p>
      {missing.map((year) => (
        <Notice
          key={year}
          tone="warning"
          action={
            <Button size="small" icon="plus" onPress={() => choose(year)}>
              {said.start(year)}
            </Button>
          }
        >
          {said.missing(year)}
        </Notice>
      ))}
      <div className={css['years']}>
        <RadioRow
          label={said.years}
          value={chosen}
          onChange={choose}
          options={years.map((year) => ({ value: year, label: said.year(year) }))}
        />
        <NextYear after={years.at(-1) ?? chosen} onStart={choose} />
      </div>
      {days === undefined && <Notice tone="info">{said.startText}</Notice>}
      <HolidayYear key={chosen} year={chosen} saved={days} first={days ?? fixedDays(chosen)} />
    </Card>
  )
}

function NextYear({ after, onStart }: { after: string; onStart: (year: string) => void }) {
  const { settings } = useWords()
  const year = String(Number(after) + 1)
  return (
    <Button icon="plus" onPress={() => onStart(year)}>
      {settings.holidays.start(year)}
    </Button>
  )
}

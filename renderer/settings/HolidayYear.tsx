import { type KeyboardEvent, useState } from 'react'
import { useAttempt } from '../attempt.ts'
import { dayText } from '../moments.ts'
import { office } from '../office.ts'
import { refreshLaw } from '../requests/law.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { TypedField } from '../ui/TextField.tsx'
import { parseDay } from '../ui/typed.ts'
import { useWords } from '../words.ts'
import { withDay } from './holiday-draft.ts'
import css from './SettingsScreen.module.css'

interface HolidayYearProps {
  year: string
  /** None where the year is not loaded. */
  saved: readonly string[] | undefined
  /** What the list begins with. */
  first: readonly string[]
}

/** A year's days off, changed as a draft and saved as one act; what was just saved can be undone by another. */
export function HolidayYear({ year, saved, first }: HolidayYearProps) {
  const words = useWords()
  const { settings } = words
  const said = settings.holidays
  const attempt = useAttempt()
  const [days, setDays] = useState(first)
  const [typed, setTyped] = useState('')
  const [hasTried, setTried] = useState(false)
  /** The list before the last saving. */
  const [before, setBefore] = useState<readonly string[]>()
  const [told, tell] = useState<string>()
  const on = parseDay(typed, Number(year))
  const problem =
    on?.startsWith(year) !== true ? said.wrong(year) : days.includes(on) ? said.known : undefined
  const isChanged = saved === undefined || saved.join() !== days.join()
  const add = () => {
    setTried(true)
    if (on === undefined || problem !== undefined) return
    tell(undefined)
    setDays(withDay(days, on))
    setTyped('')
    setTried(false)
  }
  const put = (next: readonly string[], sentence: string, undoTo: readonly string[] | undefined) =>
    attempt.run(async () => {
      await office.law.putHolidays({ year, days: [...next] })
      await refreshLaw()
      setDays(next)
      setBefore(undoTo)
      tell(sentence)
    })
  return (
    <>
      <ul className={css['holidays']} aria-label={`${said.year(year)} ${said.count(days.length)}`}>
        {days.map((day) => (
          <li key={day}>
            {dayText(day, words)}
            <Button
              kind="quiet"
              size="small"
              icon="close"
              aria-label={said.remove(dayText(day, words))}
              onPress={() => {
                tell(undefined)
                setDays(days.filter((other) => other !== day))
              }}
            />
          </li>
        ))}
      </ul>
      <div className={css['add']}>
        <TypedField
          label={said.add}
          hint={said.addHint(year)}
          parse={(text) => parseDay(text, Number(year))}
          value={typed}
          onChange={setTyped}
          error={hasTried ? problem : undefined}
          onKeyDown={(event: KeyboardEvent) => {
            if (event.key === 'Enter') add()
          }}
        />
        <Button icon="plus" onPress={add}>
          {said.addSubmit}
        </Button>
      </div>
      {attempt.problem !== undefined && <Notice tone="danger">{attempt.problem}</Notice>}
      {told !== undefined && <Notice tone="success">{told}</Notice>}
      {isChanged && told === undefined && <Notice tone="info">{said.changed}</Notice>}
      <div className={css['actions']}>
        {before !== undefined && (
          <Button
            icon="undo"
            isDisabled={attempt.isBusy}
            onPress={() => void put(before, said.undone, undefined)}
          >
            {said.undo}
          </Button>
        )}
        <Button
          kind="primary"
          isDisabled={attempt.isBusy || !isChanged}
          onPress={() => void put(days, said.saved, saved)}
        >
          {said.save(year)}
        </Button>
      </div>
    </>
  )
}

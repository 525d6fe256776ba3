import type { DutyKind } from '#domain/duty.ts'
import { dayText } from '../moments.ts'
import { classes } from '../ui/classes.ts'
import { useWords } from '../words.ts'
import css from './Calendar.module.css'

type MarkKind =
  | DutyKind
  | 'retention-check'
  | 'access-review'
  | 'self-check'
  | 'plan-check'
  | 'expired'
  | 'hold-review'
  | 'holidays'
  | 'backup'
  | 'recovery-code'

export interface DayCounts {
  on: string
  isOff: boolean
  counts: Partial<Record<MarkKind, number>>
}

interface DayCellProps {
  day: DayCounts
  isOfMonth: boolean
  isToday: boolean
  isChosen: boolean
  onChoose: () => void
  /** A key was pressed on the day; answers whether it led somewhere. */
  onKey: (key: string) => boolean
}

const SHOWN = 3

/** One day: its number, whether it is off, and what falls on it, in a word each. One of them is reached by Tab. */
export function DayCell({ day, isOfMonth, isToday, isChosen, onChoose, onKey }: DayCellProps) {
  const words = useWords()
  const { today } = words
  const nameOf = (kind: MarkKind) =>
    kind in today.duty
      ? today.duty[kind as DutyKind]
      : today.stationDuty[kind as keyof typeof today.stationDuty]
  const kinds = Object.entries(day.counts) as [MarkKind, number][]
  const marks = kinds.map(([kind, count]) => today.count(nameOf(kind), count))
  const facts = [
    ...(isToday ? [today.month.isToday] : []),
    ...(day.isOff ? [today.month.off] : []),
    ...(marks.length === 0 ? [today.month.nothing] : marks),
  ]
  return (
    <td className={classes(css['cell'], day.isOff && css['off'], !isOfMonth && css['other'])}>
      <button
        type="button"
        data-on={day.on}
        className={classes(css['day'], isChosen && css['chosen'])}
        tabIndex={isChosen ? 0 : -1}
        aria-pressed={isChosen}
        {...(isToday && { 'aria-current': 'date' as const })}
        onClick={onChoose}
        onKeyDown={(event) => {
          if (onKey(event.key)) event.preventDefault()
        }}
      >
        <span className={css['read']}>{today.month.day(dayText(day.on, words), facts)}</span>
        <span className={classes(css['number'], isToday && css['today'])} aria-hidden="true">
          {Number(day.on.slice(8))}
        </span>
        <span className={css['marks']} aria-hidden="true">
          {kinds.slice(0, SHOWN).map(([kind, count]) => (
            <span key={kind} className={css['mark']}>
              {today.count(today.mark[kind], count)}
            </span>
          ))}
          {kinds.length > SHOWN && (
            <span className={css['mark']}>
              +{kinds.slice(SHOWN).reduce((sum, [, count]) => sum + count, 0)}
            </span>
          )}
        </span>
      </button>
    </td>
  )
}

import type { DutyLine } from '#contract/requests.ts'
import { dayOf, daysBetween } from '#domain/time.ts'
import { go } from '../frame/screen.ts'
import { now } from '../frame/station.ts'
import { dayText } from '../moments.ts'
import { classes } from '../ui/classes.ts'
import { Icon } from '../ui/Icon.tsx'
import { Tag } from '../ui/Panel.tsx'
import { useWords } from '../words.ts'
import { groupOf } from './inbox.ts'
import css from './TodayScreen.module.css'

/** What is to be done on requests, each leading to where it is done. */
export function DutyCards({ lines, label }: { lines: readonly DutyLine[]; label?: string }) {
  return (
    <ul className={css['cards']} {...(label !== undefined && { 'aria-label': label })}>
      {lines.map((line) => (
        <li key={`${line.requestId} ${line.kind}`}>
          <DutyCard line={line} />
        </li>
      ))}
    </ul>
  )
}

function DutyCard({ line }: { line: DutyLine }) {
  const words = useWords()
  const { today, terms } = words
  const isLate = line.urgency === 'overdue'
  return (
    <button
      type="button"
      className={classes(css['request'], isLate && css['late'])}
      onClick={() => go('requests', line.requestId)}
    >
      <span className={css['line']}>
        <strong>{today.duty[groupOf(line)]}</strong>
        <DayTag line={line} />
      </span>
      <span>
        {terms.requestNumber(line.number)} · {line.name}
      </span>
      <span className={css['line']}>
        <span className={css['until']}>
          {terms.requestKind[line.requestKind]} · {terms.requestState[line.state]} ·{' '}
          {today.until(dayText(line.dueOn, words))}
        </span>
        {!line.isYearKnown && (
          <Tag tone="warning" icon="warning">
            {today.yearUnknown}
          </Tag>
        )}
      </span>
      {!isLate && line.targetOn < line.dueOn && (
        <span className={css['until']}>{today.aimed(dayText(line.targetOn, words))}</span>
      )}
      {isLate && (
        <span className={css['lateText']}>
          <Icon name="danger" size={17} />
          {line.targetOn === line.dueOn && !isAnswer(line) ? today.lateDuty : today.lateText}
        </span>
      )}
    </button>
  )
}

/** What is decided after its last lawful day needs a reason (domain §4.2). */
function isAnswer({ kind }: DutyLine): boolean {
  return ['answer', 'supplement', 'approve'].includes(kind)
}

function DayTag({ line: { dueOn, urgency } }: { line: DutyLine }) {
  const { today } = useWords()
  const days = daysBetween(dayOf(now()), dueOn)
  if (urgency === 'overdue')
    return (
      <Tag tone="danger" icon="danger">
        {today.late(-days)}
      </Tag>
    )
  const text = days < 0 ? today.waitsSince(-days) : today.dDay(days)
  if (urgency === 'calm') return <Tag>{text}</Tag>
  return (
    <Tag tone="warning" icon={urgency === 'near' ? 'clock' : 'warning'}>
      {text}
    </Tag>
  )
}

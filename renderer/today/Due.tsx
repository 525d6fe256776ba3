import { useState } from 'react'
import type { DutyLine } from '#contract/requests.ts'
import { classes } from '../ui/classes.ts'
import { Card, EmptyState } from '../ui/Panel.tsx'
import { useWords } from '../words.ts'
import { DutyCards } from './DutyCards.tsx'
import { countsOf, type DutyGroup, groupOf } from './inbox.ts'
import css from './TodayScreen.module.css'

/** More cards than anybody does in a day only make the first ones harder to find. */
const SHOWN = 40

/** What has a day, the nearest first; the counts at the top choose a kind. */
export function Due({ lines }: { lines: readonly DutyLine[] }) {
  const { today } = useWords()
  const [chosen, choose] = useState<DutyGroup>()
  const counts = countsOf(lines)
  // A kind of which nothing is left any more chooses nothing.
  const group = counts.some((each) => each.group === chosen) ? chosen : undefined
  const asked = group === undefined ? lines : lines.filter((line) => groupOf(line) === group)
  return (
    <Card title={today.due}>
      {lines.length === 0 ? (
        <EmptyState icon="paper" title={today.noDue}>
          {today.noDueText}
        </EmptyState>
      ) : (
        <>
          <fieldset className={css['counts']} aria-label={today.counts}>
            <Count
              name={today.all}
              count={lines.length}
              isOn={group === undefined}
              onPress={() => choose(undefined)}
            />
            {counts.map((each) => (
              <Count
                key={each.group}
                name={today.duty[each.group]}
                count={each.count}
                isOn={group === each.group}
                onPress={() => choose(each.group)}
              />
            ))}
          </fieldset>
          <DutyCards lines={asked.slice(0, SHOWN)} />
          {asked.length > SHOWN && <p className={css['until']}>{today.more(asked.length - SHOWN)}</p>}
        </>
      )}
    </Card>
  )
}

interface CountProps {
  name: string
  count: number
  isOn: boolean
  onPress: () => void
}

function Count({ name, count, isOn, onPress }: CountProps) {
  const { today } = useWords()
  return (
    <button
      type="button"
      className={classes(css['chip'], isOn && css['chosen'])}
      aria-pressed={isOn}
      onClick={onPress}
    >
      {today.count(name, count)}
    </button>
  )
}

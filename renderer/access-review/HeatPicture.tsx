import type { AccessReview } from '#contract/access-review.ts'
import { Card } from '../ui/Panel.tsx'
import { useWords } from '../words.ts'
import css from './AccessReview.module.css'

/** Sizes in the picture's own units. */
const CELL = { width: 16, height: 7 }
const LEFT = 34
const TOP = 8
const FOOT = 16
const HOURS = [0, 6, 12, 18, 24]

/** A month at a glance: days from left to right, hours from top to bottom; the more accesses, the darker. */
export function HeatPicture({ review }: { review: AccessReview }) {
  const { accessReview: words } = useWords()
  const { heat, daysOff, settings, totals, month } = review
  const most = Math.max(1, ...heat.flat())
  const summary = words.heat.summary(totals.accesses, totals.nightAccesses)
  const width = LEFT + heat.length * CELL.width + 2
  const height = TOP + 24 * CELL.height + FOOT
  return (
    <Card title={words.heat.title} aside={<span className={css['quiet']}>{summary}</span>}>
      <svg
        className={css['heat']}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`${words.heat.label(month)}. ${summary}. ${words.heat.most(most)}`}
      >
        {heat.flatMap((hours, day) =>
          hours.map((count, hour) => {
            const isOff = hour < settings.fromHour || hour >= settings.toHour || daysOff.includes(day + 1)
            const on = `${month}-${String(day + 1).padStart(2, '0')}`
            return (
              <rect
                key={`${on} ${hour}`}
                x={LEFT + day * CELL.width}
                y={TOP + hour * CELL.height}
                width={CELL.width}
                height={CELL.height}
                className={css[count > 0 ? 'access' : isOff ? 'off' : 'day']}
                style={count > 0 ? { fillOpacity: 0.25 + 0.75 * Math.sqrt(count / most) } : undefined}
              >
                <title>{words.heat.cell(on, hour, count)}</title>
              </rect>
            )
          }),
        )}
        {HOURS.map((hour) => (
          <text key={hour} x={LEFT - 5} y={TOP + hour * CELL.height + 3} className={css['hour']}>
            {words.heat.hour(hour)}
          </text>
        ))}
        {heat.map((_, day) =>
          (day + 1) % 5 === 0 || day === 0 ? (
            <text
              key={day}
              x={LEFT + (day + 0.5) * CELL.width}
              y={TOP + 24 * CELL.height + 12}
              className={css['dayNumber']}
            >
              {day + 1}
            </text>
          ) : null,
        )}
      </svg>
      <p className={css['legend']}>
        <span className={css['offSwatch']} aria-hidden="true" />
        {words.heat.night}
        <span className={css['accessSwatch']} aria-hidden="true" />
        {words.heat.most(most)}
      </p>
    </Card>
  )
}

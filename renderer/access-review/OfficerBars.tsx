import type { AccessReview } from '#contract/access-review.ts'
import { Card } from '../ui/Panel.tsx'
import { useWords } from '../words.ts'
import css from './AccessReview.module.css'

const MINUTE_US = 60_000_000

/** Who viewed how often, how long, and how much of it without masks. */
export function OfficerBars({ review: { officers, totals } }: { review: AccessReview }) {
  const { accessReview: words } = useWords()
  const { officers: said } = words
  const most = Math.max(1, ...officers.map(({ viewings }) => viewings))
  return (
    <Card title={said.title}>
      {officers.length === 0 ? (
        <p>{said.none}</p>
      ) : (
        <table className={css['officers']} aria-label={said.label}>
          <thead>
            <tr>
              {[said.name, said.viewings, said.watched, said.clear].map((column) => (
                <th key={column} scope="col" className={column === said.watched ? css['number'] : undefined}>
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {officers.map(({ actorId, name, viewings, watchedUs, clearUs }) => {
              const share = watchedUs === 0 ? undefined : Math.round((clearUs * 100) / watchedUs)
              return (
                <tr key={actorId}>
                  <th scope="row">{name}</th>
                  <td>
                    <Bar share={(viewings * 100) / most} kind="count" />
                    {said.times(viewings)}
                  </td>
                  <td className={css['number']}>{said.minutes(Math.round(watchedUs / MINUTE_US))}</td>
                  <td>
                    {share !== undefined && (
                      <>
                        <Bar share={share} kind="clear" />
                        {said.share(share)}
                      </>
                    )}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
      <dl className={css['totals']}>
        {(
          [
            [words.totals.entries, words.totals.count(totals.entries)],
            [words.totals.refusals, words.totals.count(totals.refusals)],
            [words.totals.failedSignIns, words.totals.count(totals.failedSignIns)],
            [words.totals.prints, words.totals.count(totals.prints)],
            [words.totals.copies, words.totals.reasons(totals.copies, totals.copiesWithReason)],
          ] as const
        ).map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}

function Bar({ share, kind }: { share: number; kind: 'count' | 'clear' }) {
  return (
    <span className={css['bar']} aria-hidden="true">
      <span className={css[kind]} style={{ width: `${share}%` }} />
    </span>
  )
}

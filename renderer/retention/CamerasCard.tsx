import type { CSSProperties } from 'react'
import type { RetentionOverview } from '#contract/retention.ts'
import type { RetentionState } from '#domain/retention.ts'
import { dayOf } from '#domain/time.ts'
import { cameraOf, useInstitution } from '../frame/institution.ts'
import { dayText } from '../moments.ts'
import { Card, EmptyState, Tag, type TagTone } from '../ui/Panel.tsx'
import { Table } from '../ui/Table.tsx'
import { useWords } from '../words.ts'
import css from './RetentionScreen.module.css'
import { axisOf, limitOf, segmentsOf, useRetention } from './retention.ts'

const TONES: Record<RetentionState, TagTone> = {
  kept: 'neutral',
  expired: 'warning',
  overdue: 'danger',
  held: 'primary',
}
const STATES: readonly RetentionState[] = ['overdue', 'expired', 'held', 'kept']

/** Camera by camera on one axis of time: what is within its time, over it, overdue, held. */
export function CamerasCard({ overview }: { overview: RetentionOverview }) {
  const words = useWords()
  const { terms, retention } = words
  const { cameras: said } = retention
  const known = useInstitution((state) => state.cameras)
  const holds = useRetention((state) => state.holds)
  const axis = axisOf(overview, known)
  if (axis === undefined)
    return (
      <Card title={said.title}>
        <EmptyState icon="disk" title={said.empty}>
          {said.emptyText}
        </EmptyState>
      </Card>
    )
  const rows = overview.cameras.filter(({ stocks }) => stocks.length > 0)
  return (
    <Card title={said.title} aside={<Legend />}>
      <Table
        label={said.label}
        rows={rows}
        rowKey={({ cameraId }) => cameraId}
        columns={[
          {
            title: said.camera,
            cell: ({ cameraId }) => {
              const camera = cameraOf(known, cameraId)
              return camera === undefined ? cameraId : `${terms.camera(camera.number)} · ${camera.place}`
            },
            width: '22%',
          },
          {
            title: said.retention,
            cell: ({ cameraId }) => terms.days(cameraOf(known, cameraId)?.retentionDays ?? 0),
            align: 'end',
            isShort: true,
          },
          {
            title: `${said.strip} ${said.scale(dayOf(axis.fromAt).replaceAll('-', '. '), overview.on.replaceAll('-', '. '))}`,
            cell: (footage) => {
              const camera = cameraOf(known, footage.cameraId)
              return (
                <Strip
                  segments={segmentsOf(footage, holds, axis)}
                  limit={camera === undefined ? 0 : limitOf(camera, overview.on, axis)}
                />
              )
            },
            width: '30%',
          },
          {
            title: said.oldest,
            cell: ({ stocks: [oldest] }) =>
              oldest === undefined ? said.none : dayText(dayOf(oldest.firstAt), words),
            isShort: true,
          },
          {
            title: said.states,
            cell: ({ stocks, destroyByOn }) => (
              <span className={css['tags']}>
                {STATES.flatMap((state) => stocks.filter((stock) => stock.state === state)).map(
                  ({ state, count }) => (
                    <Tag key={state} tone={TONES[state]}>
                      {retention.state[state]} {said.count(count)}
                    </Tag>
                  ),
                )}
                {destroyByOn !== undefined && (
                  <span className={css['by']}>{said.by(dayText(destroyByOn, words))}</span>
                )}
              </span>
            ),
          },
        ]}
      />
    </Card>
  )
}

/** A drawing of what the states say in words beside it. */
function Strip({ segments, limit }: { segments: ReturnType<typeof segmentsOf>; limit: number }) {
  return (
    <div className={css['strip']} aria-hidden="true">
      {segments.map(({ state, start, length }) => (
        <div
          key={`${state} ${start}`}
          className={css[state]}
          style={{ '--start': `${start * 100}%`, '--length': `${length * 100}%` } as CSSProperties}
        />
      ))}
      <div className={css['limit']} style={{ '--start': `${limit * 100}%` } as CSSProperties} />
    </div>
  )
}

function Legend() {
  const { state, cameras } = useWords().retention
  return (
    <ul className={css['legend']} aria-hidden="true">
      {STATES.map((each) => (
        <li key={each}>
          <span className={css['swatch']}>
            <span className={css[each]} />
          </span>
          {state[each]}
        </li>
      ))}
      <li>
        <span className={css['dash']} />
        {cameras.limit}
      </li>
    </ul>
  )
}

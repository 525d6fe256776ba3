import { useState } from 'react'
import { may } from '#domain/actor.ts'
import type { Hold } from '#domain/hold.ts'
import { numbersOf, useInstitution } from '../frame/institution.ts'
import { useStation } from '../frame/station.ts'
import { dayText, momentText, rangeText } from '../moments.ts'
import { Card, EmptyState, Tag } from '../ui/Panel.tsx'
import { Table } from '../ui/Table.tsx'
import { useWords } from '../words.ts'
import { HoldDialog } from './HoldDialog.tsx'
import css from './RetentionScreen.module.css'
import { useRetention } from './retention.ts'

/** What may not be destroyed although its time is over, and when somebody looks whether that still holds. */
export function HoldsCard({ on }: { on: string }) {
  const words = useWords()
  const { holds: said } = words.retention
  const holds = useRetention((state) => state.holds)
  const cameras = useInstitution((state) => state.cameras)
  const actor = useStation(({ station }) => station?.actor)
  const [looked, lookAt] = useState<Hold>()
  const mayChange = actor !== undefined && may(actor, 'hold.change')
  const camera = (number: number) => words.terms.camera(number)
  return (
    <Card title={said.title}>
      <p className={css['quiet']}>{said.text}</p>
      {holds.length === 0 ? (
        <EmptyState icon="lock" title={said.empty} />
      ) : (
        <Table
          label={said.label}
          rows={holds}
          rowKey={({ id }) => id}
          {...(mayChange && { onOpen: lookAt, openLabel: ({ reason }: Hold) => said.open(reason) })}
          columns={[
            { title: said.why, cell: ({ reason }) => reason },
            {
              title: said.what,
              cell: ({ cameraIds, fromAt, toAt }) => (
                <>
                  {numbersOf(cameras, cameraIds).map(camera).join(', ')}
                  <br />
                  <span className={css['quiet']}>{rangeText(fromAt, toAt)}</span>
                </>
              ),
            },
            { title: said.since, cell: ({ setAt }) => momentText(setAt).slice(0, 10), isShort: true },
            {
              title: said.review,
              cell: ({ reviewOn }) =>
                reviewOn <= on ? (
                  <Tag tone="warning" icon="clock">
                    {dayText(reviewOn, words)} · {said.reviewDue}
                  </Tag>
                ) : (
                  dayText(reviewOn, words)
                ),
            },
          ]}
        />
      )}
      {looked !== undefined && <HoldDialog hold={looked} on={on} onClose={() => lookAt(undefined)} />}
    </Card>
  )
}

import { useState } from 'react'
import type { RetentionOverview } from '#contract/retention.ts'
import type { Finding } from '#domain/retention.ts'
import { useAttempt } from '../attempt.ts'
import { momentText } from '../moments.ts'
import { office } from '../office.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Card, Tag } from '../ui/Panel.tsx'
import { useWords } from '../words.ts'
import css from './RetentionScreen.module.css'
import { refreshRetention } from './retention.ts'

const TONES = { fine: 'success', expired: 'warning', exceeded: 'danger' } as const

/** The monthly check: when it was made last, and that it is made now. */
export function CheckCard({ overview, isPrimary }: { overview: RetentionOverview; isPrimary: boolean }) {
  const { check: words } = useWords().retention
  const { lastCheck, isCheckDue } = overview
  const [found, setFound] = useState<Finding>()
  const attempt = useAttempt()
  const check = () =>
    attempt.run(async () => {
      setFound(await office.retention.check())
      await refreshRetention()
    })
  return (
    <Card
      title={words.title}
      aside={
        <Button
          kind={isPrimary && isCheckDue ? 'primary' : 'secondary'}
          icon="check"
          isDisabled={attempt.isBusy}
          onPress={() => void check()}
        >
          {isCheckDue ? words.button : words.again}
        </Button>
      }
    >
      <p className={css['last']}>
        {isCheckDue && (
          <Tag tone="warning" icon="clock">
            {words.due}
          </Tag>
        )}
        {lastCheck === null ? words.never : words.last(momentText(lastCheck.at), lastCheck.byName)}
        {lastCheck !== null && (
          <Tag tone={TONES[lastCheck.finding.kind]}>{words.found[lastCheck.finding.kind]}</Tag>
        )}
        <span className={css['quiet']}>{words.text}</span>
      </p>
      {attempt.problem !== undefined && <Notice tone="danger">{attempt.problem}</Notice>}
      {found !== undefined && attempt.problem === undefined && (
        <Notice tone={found.kind === 'fine' ? 'success' : 'warning'}>
          {found.kind === 'fine' ? words.entered : words.warned}
        </Notice>
      )}
    </Card>
  )
}

import type { Outcome } from '#domain/decision.ts'
import { blockedReason } from '#domain/decision.ts'
import type { Law } from '#domain/law/law.ts'
import type { Refusal } from '#domain/refusal.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useWords } from '../../words.ts'
import type { Draft } from './proposing.ts'
import css from './Steps.module.css'

interface BlockedNoticeProps {
  refusal: Refusal
  outcomes: readonly Outcome[]
  law: Law
  draft: Draft
  onEdit: (change: Partial<Draft>) => void
}

/** A reason that is none, while it is being typed: why not, and what the law allows in its place, one key away. */
export function BlockedNotice({ refusal, outcomes, law, draft, onEdit }: BlockedNoticeProps) {
  const { propose } = useWords().decisions
  const { why, instead } = (refusal as Refusal<'reason-blocked'>).data
  const mayBeInfeasible =
    law.blocked[blockedReason(draft.reason, law) ?? '']?.unlessInfeasible === true &&
    outcomes.includes('refuse')
  return (
    <Notice tone="warning" title={propose.blocked}>
      <p>
        {why} {instead}
      </p>
      <div className={css['actions']}>
        {mayBeInfeasible && (
          <Button
            size="small"
            onPress={() => onEdit({ outcome: 'refuse', ground: 'RF-2', isInfeasible: true })}
          >
            {propose.useInfeasible}
          </Button>
        )}
        {outcomes.includes('postpone') && draft.outcome !== 'postpone' && (
          <Button size="small" onPress={() => onEdit({ outcome: 'postpone' })}>
            {propose.usePostpone}
          </Button>
        )}
        {outcomes.includes('grant') && (
          <Button size="small" onPress={() => onEdit({ outcome: 'grant', others: 'masked' })}>
            {propose.useMasked}
          </Button>
        )}
      </div>
    </Notice>
  )
}

import type { FootageRequest } from '#domain/request.ts'
import { actorName, useInstitution } from '../frame/institution.ts'
import { momentText } from '../moments.ts'
import { Card } from '../ui/Panel.tsx'
import { useWords } from '../words.ts'
import { proposalLines } from './proposal-text.ts'
import css from './RequestDetail.module.css'
import { Facts } from './steps/Facts.tsx'

/** How it was decided, where it was. */
export function DecisionPanel({ request }: { request: FootageRequest }) {
  const words = useWords()
  const { decision: titles } = words.decisions
  const actors = useInstitution((state) => state.actors)
  if (!('decision' in request)) return null
  const { proposal, by, at, overdueReason } = request.decision
  const lines = proposalLines(proposal, request.form, words)
  return (
    <Card
      title={titles.title}
      aside={<span className={css['quiet']}>{titles.by(actorName(actors, by), momentText(at))}</span>}
    >
      <Facts
        lines={overdueReason === undefined ? lines : [...lines, [titles.overdueReason, overdueReason]]}
      />
    </Card>
  )
}

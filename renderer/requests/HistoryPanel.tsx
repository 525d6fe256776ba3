import type { ActorId } from '#domain/actor.ts'
import type { FootageRequest } from '#domain/request.ts'
import type { Catalogue } from '#i18n/index.ts'
import { actorName, useInstitution } from '../frame/institution.ts'
import { momentText } from '../moments.ts'
import { Card } from '../ui/Panel.tsx'
import { useWords } from '../words.ts'
import css from './RequestDetail.module.css'

interface Past {
  what: string
  at: string
  by?: ActorId
}

/** What has been done so far, by whom and when, the first first. */
export function HistoryPanel({ request }: { request: FootageRequest }) {
  const words = useWords()
  const actors = useInstitution((state) => state.actors)
  const past = pastOf(request, words).toSorted((a, b) => a.at.localeCompare(b.at))
  return (
    <Card title={words.decisions.history.title}>
      <ol className={css['history']}>
        {past.map(({ what, at, by }) => (
          <li key={`${at} ${what}`}>
            <time dateTime={at}>{momentText(at)}</time>
            <span>{what}</span>
            {by !== undefined && <span className={css['by']}>{actorName(actors, by)}</span>}
          </li>
        ))}
      </ol>
    </Card>
  )
}

function pastOf(request: FootageRequest, { decisions, terms }: Catalogue): Past[] {
  const { history, locate, notice } = decisions
  const past: Past[] = [{ what: history.received, at: request.receivedAt, by: request.receivedBy }]
  for (const { what, askedAt, takenAt } of request.supplements) {
    past.push({ what: history.asked(what), at: askedAt })
    if (takenAt !== undefined) past.push({ what: history.taken, at: takenAt })
  }
  if (request.extension !== undefined) {
    const { why, by, at } = request.extension
    past.push({ what: history.extended(why), by, at })
  }
  if ('identity' in request) {
    const { paper, by, at } = request.identity
    past.push({ what: history.identity(terms.identityPaper[paper]), by, at })
  }
  if ('location' in request && request.location !== undefined) {
    const { isFound, note, by, at } = request.location
    past.push({ what: isFound ? locate.found : history.none(note), by, at })
  }
  const decided = [
    ...('postponed' in request ? request.postponed : []),
    ...('decision' in request ? [request.decision] : []),
  ]
  for (const { proposal, proposedBy, proposedAt, by, at } of decided) {
    const outcome = terms.outcome[proposal.outcome]
    past.push({ what: history.proposed(outcome), by: proposedBy, at: proposedAt })
    past.push({ what: history.decided(outcome), by, at })
  }
  if (request.state === 'proposed')
    past.push({
      what: history.proposed(terms.outcome[request.proposal.outcome]),
      by: request.proposedBy,
      at: request.proposedAt,
    })
  if ('notice' in request && request.notice !== undefined)
    past.push({ ...request.notice, what: history.notified(notice.ways[request.notice.how]) })
  if ('missedAt' in request && request.missedAt !== undefined)
    past.push({ what: history.missed, at: request.missedAt })
  if ('fulfilment' in request && request.fulfilment !== undefined)
    past.push({ ...request.fulfilment, what: history.fulfilled })
  if ('closing' in request && request.closing !== undefined)
    past.push({ ...request.closing, what: history.closed })
  if (request.state === 'withdrawn') past.push({ ...request.withdrawal, what: history.withdrawn })
  return past
}

import { useState } from 'react'
import { may } from '#domain/actor.ts'
import { type FootageRequest, isGiven } from '#domain/request.ts'
import { isOfAgency } from '#domain/request-form.ts'
import { canTake } from '#domain/step-table.ts'
import { dayOf } from '#domain/time.ts'
import { go } from '../frame/screen.ts'
import { useStation } from '../frame/station.ts'
import { dayText } from '../moments.ts'
import { office } from '../office.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Panel.tsx'
import { useWords } from '../words.ts'
import css from './RequestDetail.module.css'
import { DecideStep } from './steps/DecideStep.tsx'
import { InquiryStep, SupplementStep } from './steps/EarlySteps.tsx'
import { GivingStep } from './steps/GivingStep.tsx'
import { IdentityStep } from './steps/IdentityStep.tsx'
import { CloseStep, NoShowStep, NoticeStep, ObjectedStep, ResumeStep } from './steps/LateSteps.tsx'
import { LocateStep } from './steps/LocateStep.tsx'
import { ProposeStep } from './steps/ProposeStep.tsx'
import { WordsDialog } from './steps/WordsDialog.tsx'

/** The one thing that comes next, for whoever may do it. */
export function NextAction({ request }: { request: FootageRequest }) {
  const { decisions } = useWords()
  const actor = useStation(({ station }) => station?.actor)
  if (actor === undefined) return null
  return (
    <Card title={decisions.now}>
      {request.state === 'closed' || request.state === 'withdrawn' ? (
        <Over request={request} mayRead={may(actor, 'ledger.read')} mayErase={may(actor, 'request.decide')} />
      ) : !may(actor, 'request.receive') ? (
        <p>{decisions.notYours}</p>
      ) : (
        <Step key={`${request.id} ${request.state}`} request={request} />
      )}
    </Card>
  )
}

function Step({ request }: { request: FootageRequest }) {
  switch (request.state) {
    case 'inquiry':
      return <InquiryStep request={request} />
    case 'received':
      return <IdentityStep request={request} />
    case 'supplementing':
      return <SupplementStep request={request} />
    case 'verified':
      return canTake(request, 'propose') ? (
        <ProposeStep request={request} />
      ) : (
        <LocateStep request={request} />
      )
    case 'located':
      return <ProposeStep request={request} />
    case 'proposed':
      return <DecideStep request={request} />
    case 'decided':
      return <Decided request={request} />
    case 'postponed':
      return <ResumeStep request={request} />
    case 'notified':
      return isGiven(request) ? <GivingStep request={request} /> : <CloseStep request={request} />
    case 'no-show':
      return <NoShowStep request={request} />
    case 'fulfilled':
      return canTake(request, 'notify') ? <NoticeStep request={request} /> : <CloseStep request={request} />
    case 'objected':
      return <ObjectedStep request={request} />
    case 'closed':
    case 'withdrawn':
      return null
  }
}

/**
 * Told first, as a rule. Where the requester stands here footage is shown at once and no notice is needed (DL-01); a measure
 * is taken first and told afterwards (DL-05, 06).
 */
function Decided({ request }: { request: FootageRequest }) {
  const isHere = !isOfAgency(request.form) && request.form.channel === 'visit'
  const [isTelling, tell] = useState(!(canTake(request, 'fulfil') && isHere))
  if (!canTake(request, 'notify')) return <GivingStep request={request} />
  return isTelling ? (
    <NoticeStep request={request} />
  ) : (
    <GivingStep request={request} onNotify={() => tell(true)} />
  )
}

interface OverProps {
  request: FootageRequest
  mayRead: boolean
  mayErase: boolean
}

function Over({ request, mayRead, mayErase }: OverProps) {
  const words = useWords()
  const { closing } = words.decisions
  const [isErasing, erase] = useState(false)
  const { erasedAt } = request
  return (
    <>
      <p>{request.state === 'withdrawn' ? closing.withdrawn(request.reason) : closing.closed}</p>
      {erasedAt !== undefined && <p>{closing.erased(dayText(dayOf(erasedAt), words))}</p>}
      <div className={css['others']}>
        {mayErase && erasedAt === undefined && <Button onPress={() => erase(true)}>{closing.erase}</Button>}
        {mayRead && (
          <Button icon="book" onPress={() => go('ledger')}>
            {closing.toLedger}
          </Button>
        )}
      </div>
      {isErasing && (
        <WordsDialog
          request={request}
          title={closing.eraseTitle}
          text={closing.eraseText}
          label={closing.eraseLabel}
          submit={closing.eraseSubmit}
          onSubmit={(seen, reason) => office.requests.eraseDetails({ ...seen, reason })}
          onClose={() => erase(false)}
        />
      )}
    </>
  )
}

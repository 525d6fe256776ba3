import { useCallback, useMemo, useState } from 'react'
import type { Review } from '#contract/requests.ts'
import type { Outcome } from '#domain/decision.ts'
import { type Law, lawOn } from '#domain/law/law.ts'
import type { Institution } from '#domain/policy.ts'
import type { FootageRequest } from '#domain/request.ts'
import { isOfAgency } from '#domain/request-form.ts'
import { dayOf } from '#domain/time.ts'
import { useAnswer } from '../../attempt.ts'
import { useInstitution } from '../../frame/institution.ts'
import { now } from '../../frame/station.ts'
import { office } from '../../office.ts'
import { Button } from '../../ui/Button.tsx'
import { RadioRow, SelectField } from '../../ui/Choice.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useWords } from '../../words.ts'
import { useTaking } from '../taking.ts'
import { BasisFields } from './BasisFields.tsx'
import { BlockedNotice } from './BlockedNotice.tsx'
import { GrantFields } from './GrantFields.tsx'
import { type Draft, firstDraft, isAppointed, isWon, outcomesOf, proposalOf, refusalOf } from './proposing.ts'
import { Reason, RefuseFields } from './RefuseFields.tsx'
import { StepForm } from './StepForm.tsx'

interface Around {
  review: Review
  law: Law
}

/** What the officer proposes: what the law offers here, and nothing else; the usual answer needs one key. */
export function ProposeStep({ request }: { request: FootageRequest }) {
  const { terms } = useWords()
  const { id: requestId } = request
  const ask = useCallback(() => around(requestId), [requestId])
  const { answer, problem } = useAnswer<Around>(ask)
  const institution = useInstitution((state) => state.institution)
  if (problem !== undefined) return <Notice tone="danger">{problem}</Notice>
  if (answer === undefined || institution === undefined) return <output>{terms.loading}</output>
  return <Proposing request={request} institution={institution} {...answer} />
}

async function around(requestId: FootageRequest['id']): Promise<Around> {
  const [review, { changes }] = await Promise.all([office.requests.review({ requestId }), office.law.show()])
  return { review, law: lawOn(dayOf(now()), changes) }
}

interface ProposingProps extends Around {
  request: FootageRequest
  institution: Institution
}

function Proposing({ request, review, law, institution }: ProposingProps) {
  const { decisions, terms } = useWords()
  const { propose } = decisions
  const { form } = request
  const outcomes = useMemo(() => outcomesOf(request, review), [request, review])
  const [draft, setDraft] = useState(() =>
    firstDraft(request, outcomes, { viewingPlace: institution.viewingPlace, gone: review.gone }),
  )
  const edit = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }))
  const { take, problem, isBusy } = useTaking(request)
  // What was refused is said until something is changed; then it is about another proposal.
  const [tried, setTried] = useState<Draft>()
  const proposal = proposalOf(draft, request, propose.othersOf.nobody)
  // A reason is looked at while it is typed, before its ground has been chosen.
  const looked =
    'ground' in proposal && proposal.ground === ''
      ? { ...proposal, ground: review.grounds[0]?.code ?? '' }
      : proposal
  const foreseen = refusalOf(looked, request, { review, law, institution })
  const blocked = foreseen?.code === 'reason-blocked' ? foreseen : undefined
  const isReady = isAppointed(draft) && [draft.maskingWon, draft.mediaWon, draft.postageWon].every(isWon)
  const isGranting = draft.outcome === 'grant' || draft.outcome === 'partial'
  const showsFootage = ['view', 'copy', 'provide', 'use'].includes(form.kind)

  return (
    <StepForm
      lead={propose.lead}
      problem={blocked === undefined && tried === draft ? problem : undefined}
      onSubmit={() => {
        setTried(draft)
        if (isReady) void take((seen) => office.requests.propose({ ...seen, proposal }))
      }}
      actions={
        <Button kind="primary" type="submit" keys={decisions.submitKeys} isDisabled={isBusy || !isReady}>
          {propose.submit}
        </Button>
      }
    >
      <Hindrances request={request} review={review} />
      <RadioRow<Outcome>
        label={propose.outcome}
        value={draft.outcome}
        onChange={(outcome) => edit({ outcome })}
        options={outcomes.map((value) => ({ value, label: terms.outcome[value] }))}
      />
      {isGranting && isOfAgency(form) && <BasisFields draft={draft} onEdit={edit} review={review} />}
      {isGranting && showsFootage && <GrantFields form={form} draft={draft} onEdit={edit} />}
      {(draft.outcome === 'partial' || draft.outcome === 'refuse') && (
        <RefuseFields form={form} draft={draft} onEdit={edit} review={review} />
      )}
      {draft.outcome === 'postpone' && (
        <Reason label={propose.postponeReason} hint={propose.postponeHint} draft={draft} onEdit={edit} />
      )}
      {draft.outcome === 'not-exists' && (
        <>
          <SelectField
            label={propose.why}
            value={draft.notExists}
            onChange={(notExists) => edit({ notExists })}
            options={(['never-recorded', 'retention-passed', 'out-of-order', 'not-ours'] as const).map(
              (value) => ({ value, label: propose.whys[value] }),
            )}
          />
          <Reason label={propose.whyReason} hint={propose.whyHint} draft={draft} onEdit={edit} />
        </>
      )}
      {['not-applicable', 'uphold', 'dismiss'].includes(draft.outcome) && (
        <Reason label={propose.objection} draft={draft} onEdit={edit} />
      )}
      {blocked !== undefined && (
        <BlockedNotice refusal={blocked} outcomes={outcomes} law={law} draft={draft} onEdit={edit} />
      )}
    </StepForm>
  )
}

/** What stands in the way, before anything has been chosen. */
function Hindrances({ request, review }: { request: FootageRequest; review: Review }) {
  const { decisions, terms } = useWords()
  const { propose } = decisions
  const { kind } = request.form
  const sentences = [
    ...(review.isOverdue ? [propose.overdue] : []),
    ...(kind === 'stop' && review.isPublicPlace ? [propose.publicPlace] : []),
    ...(kind === 'erase' && !review.hasViewed ? [propose.notViewedYet] : []),
    ...(kind === 'erase' && review.heldFor.length > 0
      ? [propose.held(review.heldFor.map((number) => terms.requestNumber(number)).join(', '))]
      : []),
  ]
  if (sentences.length === 0) return null
  return (
    <Notice tone="warning">
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </Notice>
  )
}

import { useState } from 'react'
import type { In } from '#domain/request.ts'
import { requesterName } from '#domain/request-form.ts'
import { dayOf } from '#domain/time.ts'
import { useInstitution } from '../../frame/institution.ts'
import { now } from '../../frame/station.ts'
import { office } from '../../office.ts'
import { SecondPersonDialog } from '../../sign-in/SecondPersonDialog.tsx'
import { Button } from '../../ui/Button.tsx'
import { TextArea } from '../../ui/TextField.tsx'
import { useWords } from '../../words.ts'
import { proposalLines } from '../proposal-text.ts'
import { takeStep } from '../taking.ts'
import { SendBack } from './dialogs.tsx'
import { Facts } from './Facts.tsx'
import { StepForm } from './StepForm.tsx'

/** What is proposed, and the manager who decides on it at this desk. */
export function DecideStep({ request }: { request: In<'proposed'> }) {
  const words = useWords()
  const { decide } = words.decisions
  const needsTwo = useInstitution(({ institution }) => institution?.approvalBy !== 'one-person')
  const [asking, ask] = useState<'decision' | 'send-back'>()
  const lines = proposalLines(request.proposal, request.form, words)
  return (
    <>
      <StepForm
        lead={needsTwo ? decide.lead : decide.aloneLead}
        onSubmit={() => ask('decision')}
        actions={
          <>
            <Button icon="undo" onPress={() => ask('send-back')}>
              {decide.sendBack}
            </Button>
            <Button kind="primary" type="submit">
              {decide.open}
            </Button>
          </>
        }
      >
        <Facts lines={lines} />
      </StepForm>
      {asking === 'decision' && (
        <DecideDialog request={request} lines={lines} onClose={() => ask(undefined)} />
      )}
      {asking === 'send-back' && <SendBack request={request} onClose={() => ask(undefined)} />}
    </>
  )
}

interface DecideDialogProps {
  request: In<'proposed'>
  lines: readonly (readonly [title: string, text: string])[]
  onClose: () => void
}

/** A second person signs in at the same desk to decide; the first stays signed in. */
function DecideDialog({ request, lines, onClose }: DecideDialogProps) {
  const { decisions, terms } = useWords()
  const { decide } = decisions
  const [overdueReason, setOverdueReason] = useState('')
  const isOverdue = dayOf(now()) > request.dueOn
  return (
    <SecondPersonDialog
      title={decide.title}
      login={decide.login}
      password={decide.password}
      submit={decide.submit}
      onSubmit={(credentials) =>
        takeStep(request, (seen) =>
          office.requests.decide({ ...seen, ...credentials, overdueReason: overdueReason.trim() }),
        )
      }
      onClose={onClose}
    >
      <p>{decide.text(terms.requestNumber(request.number), requesterName(request.form))}</p>
      <Facts lines={lines} />
      {isOverdue && (
        <TextArea
          label={decide.overdueReason}
          value={overdueReason}
          onChange={setOverdueReason}
          rows={2}
          maxLength={10_000}
          isRequired
        />
      )}
    </SecondPersonDialog>
  )
}

import { useState } from 'react'
import { type Authority, type FootageRequest, type IdentityPaper, papersShown } from '#domain/request.ts'
import { isOfAgency } from '#domain/request-form.ts'
import { missingPapers } from '#domain/request-steps.ts'
import { IdentityCopy } from '../../identity/IdentityCopy.tsx'
import { office } from '../../office.ts'
import { Button } from '../../ui/Button.tsx'
import { CheckBox, RadioRow } from '../../ui/Choice.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { TextArea, TextField, TypedField } from '../../ui/TextField.tsx'
import { parseDay } from '../../ui/typed.ts'
import { useWords } from '../../words.ts'
import { useTaking } from '../taking.ts'
import { AskPapers } from './dialogs.tsx'
import { StepForm } from './StepForm.tsx'
import css from './Steps.module.css'

/** Who stands at the desk and whether they may ask: what is missing is said, and asked for by one key. */
export function IdentityStep({ request }: { request: FootageRequest }) {
  const { decisions, terms } = useWords()
  const words = decisions.identity
  const { form } = request
  const isAgency = isOfAgency(form)
  const isAgent = !isAgency && form.relation === 'agent'
  const isGuardian = !isAgency && form.relation === 'guardian'
  const [paper, setPaper] = useState<IdentityPaper | ''>('')
  const [mandateOn, setMandateOn] = useState('')
  const [scope, setScope] = useState(() => words.scopeOf(terms.requestKind[form.kind]))
  const [relationPaper, setRelationPaper] = useState('')
  const [vehiclePaper, setVehiclePaper] = useState(false)
  const [urgency, setUrgency] = useState('')
  const [isAsking, ask] = useState(false)
  const { take, problem, isBusy } = useTaking(request)

  const on = parseDay(mandateOn)
  const authority: Authority = {
    ...(isAgent && on !== undefined && scope.trim() !== '' ? { mandate: { on, scope: scope.trim() } } : {}),
    relationPaper: relationPaper.trim(),
    vehiclePaper,
    urgency: urgency.trim(),
  }
  const missing = missingPapers(request, authority)
  const submit = () => {
    if (paper !== '') void take((seen) => office.requests.verify({ ...seen, paper, authority }))
  }
  return (
    <>
      <StepForm
        lead={isAgency ? words.agencyLead : words.lead}
        problem={problem}
        onSubmit={submit}
        actions={
          <Button kind="primary" type="submit" isDisabled={paper === '' || missing.length > 0 || isBusy}>
            {words.submit}
          </Button>
        }
      >
        <div data-first>
          <RadioRow<IdentityPaper>
            label={words.paper}
            value={paper}
            onChange={setPaper}
            options={papersShown(isAgency).map((value) => ({
              value,
              label: terms.identityPaper[value],
            }))}
          />
        </div>
        {isAgent && (
          <div className={css['pair']}>
            <TypedField
              label={words.mandateOn}
              parse={(text) => parseDay(text)}
              value={mandateOn}
              onChange={setMandateOn}
            />
            <TextField label={words.mandateScope} value={scope} onChange={setScope} maxLength={300} />
          </div>
        )}
        {isGuardian && (
          <TextField
            label={words.relationPaper}
            hint={words.relationHint}
            value={relationPaper}
            onChange={setRelationPaper}
            maxLength={100}
          />
        )}
        {!isAgency && form.vehicleNumber !== '' && (
          <CheckBox isSelected={vehiclePaper} onChange={setVehiclePaper}>
            {words.vehiclePaper}
          </CheckBox>
        )}
        {isAgency && form.letter === undefined && (
          <TextArea
            label={words.urgency}
            hint={words.urgencyHint}
            value={urgency}
            onChange={setUrgency}
            maxLength={2000}
          />
        )}
        {missing.length > 0 && (
          <Notice
            tone="warning"
            action={
              <Button size="small" onPress={() => ask(true)}>
                {words.askPapers}
              </Button>
            }
          >
            {missing.map((each) => (
              <p key={each}>{words.missing[each]}</p>
            ))}
          </Notice>
        )}
      </StepForm>
      {!isAgency && <IdentityCopy requestId={request.id} canKeep />}
      {isAsking && (
        <AskPapers
          request={request}
          what={missing.map((each) => words.missing[each]).join('\n')}
          onClose={() => ask(false)}
        />
      )}
    </>
  )
}

import { useId } from 'react'
import { type IdentityPaper, papersShown } from '#domain/request.ts'
import { now } from '../frame/station.ts'
import { CheckBox, RadioRow } from '../ui/Choice.tsx'
import { TextField, TypedField } from '../ui/TextField.tsx'
import { useWords } from '../words.ts'
import { edit, isAgencyKind, useDraft } from './draft.ts'
import { readingOf, useErrors, useFields } from './fields.ts'
import { canShowIdentity, dayIn, papersOf } from './form.ts'
import css from './ReceiveScreen.module.css'

/**
 * What the requester shows while they stand at the desk, so that nobody is asked twice (지침 44③, 영 45). Nothing is
 * preset: an officer says what they have seen with their own eyes, or leaves it for later.
 */
export function IdentityFields() {
  const { requests, terms } = useWords()
  const { form } = requests
  const draft = useDraft((state) => state.draft)
  const field = useFields()
  const errorOf = useErrors()
  const papers = useId()
  if (!canShowIdentity(draft)) return null
  const isOfAgency = isAgencyKind(draft.kind)
  const choices = papersShown(isOfAgency)
  const needed = papersOf(draft, readingOf(draft).against)
  return (
    <>
      <RadioRow<IdentityPaper>
        label={isOfAgency ? form.agencyPaper : form.paper}
        value={draft.paper}
        onChange={(paper) => edit({ paper })}
        options={choices.map((value) => ({ value, label: terms.identityPaper[value] }))}
      />
      {draft.paper === '' && <p className={css['hint']}>{form.paperHint}</p>}
      {draft.paper !== '' && needed.mandate && (
        <div className={css['pair']}>
          <TypedField
            label={form.mandateOn}
            hint={form.dayHint}
            parse={(text) => dayIn('mandateOn', text, now())}
            {...field('mandateOn')}
          />
          <TextField label={form.mandateScope} hint={form.mandateScopeHint} {...field('mandateScope')} />
        </div>
      )}
      {draft.paper !== '' && needed.relation && (
        <>
          <TextField
            label={form.relationPaper}
            list={papers}
            autoComplete="off"
            {...field('relationPaper')}
          />
          <datalist id={papers}>
            {form.relationPapers.map((paper) => (
              <option key={paper}>{paper}</option>
            ))}
          </datalist>
        </>
      )}
      {draft.paper !== '' && needed.vehicle && (
        <CheckBox
          isSelected={draft.isVehiclePaperSeen}
          isInvalid={errorOf('isVehiclePaperSeen') !== undefined}
          onChange={(isVehiclePaperSeen) => edit({ isVehiclePaperSeen })}
        >
          {form.vehiclePaper}
          {errorOf('isVehiclePaperSeen') !== undefined && (
            <span className={css['error']}>{errorOf('isVehiclePaperSeen')}</span>
          )}
        </CheckBox>
      )}
      {draft.paper !== '' && needed.urgency && (
        <TextField label={form.urgency} hint={form.urgencyHint} {...field('urgency')} />
      )}
    </>
  )
}

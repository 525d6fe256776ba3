import { useId } from 'react'
import type { Review } from '#contract/requests.ts'
import type { BasisCode } from '#domain/law/law.ts'
import { SelectField } from '../../ui/Choice.tsx'
import { TextArea, TextField, TypedField } from '../../ui/TextField.tsx'
import { parseDay } from '../../ui/typed.ts'
import { useWords } from '../../words.ts'
import type { FieldsProps } from './GrantFields.tsx'
import css from './Steps.module.css'

/** On what ground an agency is given footage, what proves it, and how little is enough (법 17·18; domain §7). */
export function BasisFields({ draft, onEdit, review }: Omit<FieldsProps, 'form'> & { review: Review }) {
  const { basis } = useWords().decisions
  const actsId = useId()
  const chosen = review.bases.find(({ code }) => code === draft.basis)
  return (
    <fieldset className={css['group']}>
      <legend className={css['groupTitle']}>{basis.code}</legend>
      <div data-first>
        <SelectField<BasisCode>
          label={basis.code}
          isLabelHidden
          placeholder={basis.choose}
          value={draft.basis}
          onChange={(code) => onEdit({ basis: code })}
          options={review.bases.map(({ code, text }) => ({ value: code, label: `${code} ${text}` }))}
        />
      </div>
      {chosen !== undefined && (
        <>
          <p className={css['quiet']}>
            {chosen.citation} · {chosen.isPublished ? basis.published : basis.unpublished}
          </p>
          {chosen.code === 'B2' ? (
            <>
              <TextField
                label={basis.citation}
                list={actsId}
                value={draft.citation}
                onChange={(citation) => onEdit({ citation })}
                maxLength={300}
              />
              <datalist id={actsId}>
                {review.acts.map((act) => (
                  <option key={act} value={act}>
                    {act}
                  </option>
                ))}
              </datalist>
            </>
          ) : (
            <TextField
              label={chosen.evidence === '' ? basis.evidence : chosen.evidence}
              value={draft.evidence}
              onChange={(evidence) => onEdit({ evidence })}
              maxLength={2000}
            />
          )}
        </>
      )}
      <TextArea
        label={basis.scope}
        hint={basis.scopeHint}
        rows={2}
        value={draft.scope}
        onChange={(scope) => onEdit({ scope })}
        maxLength={2000}
      />
      <TextArea
        label={basis.balance}
        hint={basis.balanceHint}
        rows={2}
        value={draft.balance}
        onChange={(balance) => onEdit({ balance })}
        maxLength={2000}
      />
      <div className={css['pair']}>
        <TypedField
          label={basis.untilOn}
          hint={basis.dayHint}
          parse={(text) => parseDay(text)}
          value={draft.untilOn}
          onChange={(untilOn) => onEdit({ untilOn })}
        />
        <TypedField
          label={basis.destroyByOn}
          hint={basis.dayHint}
          parse={(text) => parseDay(text)}
          value={draft.destroyByOn}
          onChange={(destroyByOn) => onEdit({ destroyByOn })}
        />
      </div>
    </fieldset>
  )
}

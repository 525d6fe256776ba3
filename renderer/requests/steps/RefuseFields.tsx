import type { Review } from '#contract/requests.ts'
import { isOfAgency } from '#domain/request-form.ts'
import { CheckBox, SelectField } from '../../ui/Choice.tsx'
import { TextArea } from '../../ui/TextField.tsx'
import { useWords } from '../../words.ts'
import type { FieldsProps } from './GrantFields.tsx'
import css from './Steps.module.css'

/** On what ground something is refused or withheld: only what the law knows is listed, with its words. */
export function RefuseFields({ form, draft, onEdit, review }: FieldsProps & { review: Review }) {
  const { propose } = useWords().decisions
  const ground = review.grounds.find(({ code }) => code === draft.ground)
  return (
    <>
      {isOfAgency(form) ? (
        <p className={css['quiet']}>{propose.agencyRefusal}</p>
      ) : (
        <>
          <SelectField
            label={propose.ground}
            placeholder={propose.chooseGround}
            value={draft.ground}
            onChange={(code) => onEdit({ ground: code })}
            options={review.grounds.map(({ code, text }) => ({ value: code, label: `${code} ${text}` }))}
          />
          {ground !== undefined && (
            <p className={css['quiet']}>
              {ground.citation} {ground.text}
            </p>
          )}
        </>
      )}
      <Reason label={propose.reason} hint={propose.reasonHint} draft={draft} onEdit={onEdit} />
      {draft.outcome === 'refuse' && draft.ground === 'RF-2' && (
        <CheckBox isSelected={draft.isInfeasible} onChange={(isInfeasible) => onEdit({ isInfeasible })}>
          {propose.infeasible}
        </CheckBox>
      )}
      {draft.outcome === 'refuse' && draft.ground === 'RF-2' && draft.isInfeasible && (
        <fieldset className={css['group']}>
          <legend className={css['groupTitle']}>{propose.infeasible}</legend>
          {(['attempted', 'infeasibleWhy', 'offered'] as const).map((field) => (
            <TextArea
              key={field}
              label={propose[field]}
              rows={2}
              value={draft[field]}
              onChange={(text) => onEdit({ [field]: text })}
              maxLength={2000}
            />
          ))}
        </fieldset>
      )}
    </>
  )
}

/** Why, in the officer's words: they go out as they are. */
export function Reason({
  label,
  hint,
  draft,
  onEdit,
}: Pick<FieldsProps, 'draft' | 'onEdit'> & { label: string; hint?: string }) {
  return (
    <TextArea
      label={label}
      hint={hint}
      value={draft.reason}
      onChange={(reason) => onEdit({ reason })}
      maxLength={10_000}
    />
  )
}

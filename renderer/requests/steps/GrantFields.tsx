import type { OthersShown } from '#domain/decision.ts'
import type { KeptForm } from '#domain/request-form.ts'
import { isOfAgency } from '#domain/request-form.ts'
import { RadioRow, SelectField } from '../../ui/Choice.tsx'
import { TextArea, TextField, TypedField } from '../../ui/TextField.tsx'
import { parseDay, parseTime } from '../../ui/typed.ts'
import { useWords } from '../../words.ts'
import { type Draft, isAppointed, isWon, wonOf } from './proposing.ts'
import css from './Steps.module.css'

export interface FieldsProps {
  form: KeptForm
  draft: Draft
  onEdit: (change: Partial<Draft>) => void
}

const PARTS = ['maskingWon', 'mediaWon', 'postageWon'] as const

/** What is to be paid; nothing where the institution itself is the cause. */
function totalOf(draft: Draft): number {
  return draft.ownFault.trim() === '' ? PARTS.reduce((sum, part) => sum + wonOf(draft[part]), 0) : 0
}

const METHODS = ['visit', 'post', 'fax', 'email', 'other'] as const

/** What goes with a grant: who is masked, when and where it is seen, what it costs. */
export function GrantFields({ form, draft, onEdit }: FieldsProps) {
  const { propose, won } = useWords().decisions
  const isAgency = isOfAgency(form)
  const isCopy = form.kind === 'copy' || (isAgency && form.handling === 'copy')
  const others: OthersShown[] = ['masked', 'nobody', 'unrecognisable', 'consented']
  const total = totalOf(draft)
  const summary = [
    propose.appointment,
    propose.methods[draft.method],
    isCopy ? draft.medium : draft.place,
    draft.on,
    draft.time,
    total === 0 ? '' : won(total),
  ]
  return (
    <>
      <RadioRow<OthersShown>
        label={propose.others}
        value={draft.others}
        onChange={(chosen) => onEdit({ others: chosen })}
        options={(isAgency ? [...others, 'visible' as const] : others).map((value) => ({
          value,
          label: propose.othersOf[value],
        }))}
      />
      {draft.others !== 'masked' && (
        <TextArea
          label={propose.finding}
          hint={propose.findingHint}
          value={draft.finding}
          onChange={(finding) => onEdit({ finding })}
          rows={2}
          maxLength={2000}
        />
      )}
      <details className={css['more']}>
        <summary>{summary.filter((part) => part !== '').join(' · ')}</summary>
        <div className={css['pair']}>
          <SelectField
            label={propose.method}
            value={draft.method}
            onChange={(method) => onEdit({ method })}
            options={METHODS.map((value) => ({ value, label: propose.methods[value] }))}
          />
          {isCopy ? (
            <SelectField
              label={propose.medium}
              value={draft.medium}
              onChange={(medium) => onEdit({ medium })}
              options={propose.media.map((value) => ({ value, label: value }))}
            />
          ) : (
            <TextField
              label={propose.place}
              value={draft.place}
              onChange={(place) => onEdit({ place })}
              maxLength={100}
            />
          )}
        </div>
        <div className={css['pair']}>
          <TypedField
            label={propose.on}
            parse={(text) => parseDay(text)}
            error={isAppointed(draft) ? undefined : propose.momentWrong}
            value={draft.on}
            onChange={(on) => onEdit({ on })}
          />
          <TypedField
            label={propose.time}
            parse={parseTime}
            value={draft.time}
            onChange={(time) => onEdit({ time })}
          />
        </div>
        <CostFields draft={draft} onEdit={onEdit} />
      </details>
    </>
  )
}

function CostFields({ draft, onEdit }: Omit<FieldsProps, 'form'>) {
  const { propose } = useWords().decisions
  return (
    <fieldset className={css['group']}>
      <legend className={css['groupTitle']}>{propose.costs}</legend>
      <div className={css['three']}>
        {PARTS.map((part) => (
          <TextField
            key={part}
            label={propose[part]}
            inputMode="numeric"
            error={isWon(draft[part]) ? undefined : propose.wonWrong}
            value={draft[part]}
            onChange={(text) => onEdit({ [part]: text })}
          />
        ))}
      </div>
      <TextField
        label={propose.ownFault}
        hint={propose.ownFaultHint}
        value={draft.ownFault}
        onChange={(ownFault) => onEdit({ ownFault })}
        maxLength={500}
      />
      <output className={css['total']}>{propose.total(totalOf(draft))}</output>
    </fieldset>
  )
}

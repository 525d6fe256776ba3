import { useId } from 'react'
import { Handling } from '#domain/request-form.ts'
import { dayOf } from '#domain/time.ts'
import { now } from '../frame/station.ts'
import { RadioRow } from '../ui/Choice.tsx'
import { Notice } from '../ui/Notice.tsx'
import { TextField, TypedField } from '../ui/TextField.tsx'
import { useWords } from '../words.ts'
import { edit, useDraft } from './draft.ts'
import { useFields } from './fields.ts'
import { dayIn, isInquiry } from './form.ts'
import { lawAt } from './law.ts'
import css from './ReceiveScreen.module.css'
import { parsePhone } from './typing.ts'

/** Which institution asks, who acts for it, on which letter, and what is to be done with the footage (domain §5, §7). */
export function AgencyFields() {
  const { form } = useWords().requests
  const draft = useDraft((state) => state.draft)
  const field = useFields()
  const agencies = useId()
  return (
    <>
      <TextField label={form.agencyName} list={agencies} autoComplete="off" {...field('agencyName')} />
      <datalist id={agencies}>
        {lawAt(dayOf(now())).suggestions.agencies.map((agency) => (
          <option key={agency}>{agency}</option>
        ))}
      </datalist>
      <div className={css['pair']} data-walk="skip">
        <TextField label={form.department} autoComplete="off" {...field('department')} />
        <TextField label={form.officerTitle} autoComplete="off" {...field('title')} />
      </div>
      <div className={css['pair']}>
        <TextField label={form.officer} autoComplete="off" {...field('officer')} />
        <TypedField
          label={form.agencyPhone}
          type="tel"
          parse={parsePhone}
          autoComplete="off"
          {...field('agencyPhone')}
        />
      </div>
      <div className={css['pair']}>
        <TextField label={form.letterNumber} autoComplete="off" {...field('letterNumber')} />
        <TypedField
          label={form.letterOn}
          hint={form.dayHint}
          parse={(text) => dayIn('letterOn', text, now())}
          autoComplete="off"
          {...field('letterOn')}
        />
      </div>
      <TextField
        label={form.statedBasis}
        hint={form.statedBasisHint}
        autoComplete="off"
        {...field('statedBasis')}
      />
      <div data-walk="skip">
        <TextField label={form.caseNumber} autoComplete="off" {...field('caseNumber')} />
      </div>
      {isInquiry(draft) && draft.channel !== 'phone' && <Notice tone="info">{form.letterNotice}</Notice>}
      <RadioRow
        label={form.handling}
        value={draft.handling}
        onChange={(handling) => edit({ handling })}
        options={HANDLINGS.map((value) => ({ value, label: form.handlings[value] }))}
      />
      {draft.handling === 'post' && <Notice tone="warning">{form.postNotice}</Notice>}
    </>
  )
}

/** What is asked for most comes first. */
const HANDLINGS = Handling.options.toSorted((a, b) => Number(b === 'copy') - Number(a === 'copy'))

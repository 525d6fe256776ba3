import { now } from '../frame/station.ts'
import { RadioRow } from '../ui/Choice.tsx'
import { TextField, TypedField } from '../ui/TextField.tsx'
import { useWords } from '../words.ts'
import { edit, useDraft, WHO } from './draft.ts'
import { type FieldOf, useErrors, useFields } from './fields.ts'
import { dayIn } from './form.ts'
import css from './ReceiveScreen.module.css'
import { parsePhone } from './typing.ts'

/** Who asks, and for whom. */
export function PersonFields() {
  const { form } = useWords().requests
  const who = useDraft(({ draft }) => draft.who)
  const field = useFields()
  const errorOf = useErrors()
  const isForOther = who === 'guardian' || who === 'agent'
  return (
    <>
      <RadioRow
        label={form.relation}
        value={who}
        error={errorOf('who')}
        onChange={(chosen) => edit({ who: chosen })}
        options={WHO.map((value) => ({ value, label: form.whoNames[value] }))}
      />
      <NameAndBirthday whose={form.requester} name="name" birthOn="birthOn" field={field} />
      {isForOther && (
        <NameAndBirthday whose={form.subject} name="subjectName" birthOn="subjectBirthOn" field={field} />
      )}
      {who !== 'self' && (
        <div {...(isForOther && { 'data-walk': 'skip' })}>
          <TextField
            label={form.vehicleNumber}
            hint={form.vehicleHint}
            autoComplete="off"
            {...field('vehicleNumber')}
          />
        </div>
      )}
    </>
  )
}

interface NameAndBirthdayProps {
  whose: string
  name: 'name' | 'subjectName'
  birthOn: 'birthOn' | 'subjectBirthOn'
  field: FieldOf
}

function NameAndBirthday({ whose, name, birthOn, field }: NameAndBirthdayProps) {
  const { form } = useWords().requests
  return (
    <div className={css['pair']}>
      <TextField label={form.name(whose)} autoComplete="off" {...field(name)} />
      <TypedField
        label={form.birthOn(whose)}
        hint={form.birthHint}
        parse={(text) => dayIn(birthOn, text, now())}
        autoComplete="off"
        {...field(birthOn)}
      />
    </div>
  )
}

/** How they are reached: asked last, as people speak. */
export function ContactFields() {
  const { form } = useWords().requests
  const who = useDraft(({ draft }) => draft.who)
  const field = useFields()
  return (
    <>
      <PhoneAndAddress whose={form.requester} phone={field('phone')} address={field('address')} />
      {who === 'agent' && (
        <PhoneAndAddress
          whose={form.subject}
          phone={field('subjectPhone')}
          address={field('subjectAddress')}
        />
      )}
      {who === 'guardian' && (
        <div data-walk="skip">
          <PhoneAndAddress
            whose={form.subject}
            hint={form.sameContact}
            phone={field('subjectPhone')}
            address={field('subjectAddress')}
          />
        </div>
      )}
    </>
  )
}

interface PhoneAndAddressProps {
  whose: string
  hint?: string
  phone: ReturnType<FieldOf>
  address: ReturnType<FieldOf>
}

function PhoneAndAddress({ whose, hint, phone, address }: PhoneAndAddressProps) {
  const { form } = useWords().requests
  return (
    <div className={css['contact']}>
      <TypedField
        label={form.phone(whose)}
        type="tel"
        parse={parsePhone}
        autoComplete="off"
        {...(hint !== undefined && { hint })}
        {...phone}
      />
      <TextField label={form.address(whose)} autoComplete="off" {...address} />
    </div>
  )
}

import { TextField, TypedField } from '../ui/TextField.tsx'
import { parseDay } from '../ui/typed.ts'
import { useWords } from '../words.ts'
import { editPerson, type Field, type PersonDraft, useDraft } from './draft.ts'
import css from './ReceiveScreen.module.css'

interface PersonFieldsProps {
  who: 'requester' | 'subject'
  errorOf: (field: Field) => string | undefined
}

/** The four lines that the form asks of a person. */
export function PersonFields({ who, errorOf }: PersonFieldsProps) {
  const { form } = useWords().requests
  const person = useDraft(({ draft }) => draft[who])
  const whose = form[who]
  const field = (name: keyof PersonDraft) => ({
    value: person[name],
    onChange: (value: string) => editPerson(who, { [name]: value }),
    error: errorOf(`${who}.${name}`),
  })
  return (
    <>
      <div className={css['pair']}>
        <TextField label={form.name(whose)} autoComplete="off" {...field('name')} />
        <TextField label={form.phone(whose)} type="tel" autoComplete="off" {...field('phone')} />
      </div>
      <TypedField
        label={form.birthOn(whose)}
        hint={form.birthHint}
        parse={parseDay}
        autoComplete="off"
        {...field('birthOn')}
      />
      <TextField label={form.address(whose)} autoComplete="off" {...field('address')} />
    </>
  )
}

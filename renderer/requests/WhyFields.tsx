import { TextArea } from '../ui/TextField.tsx'
import { useWords } from '../words.ts'
import { useDraft } from './draft.ts'
import { useFields } from './fields.ts'

/** What the contract takes of a purpose, and from where on it is counted on the screen. */
const LIMIT = 10_000
const COUNTED_FROM = 9000

/** Why it is asked; and what the person can be told by. */
export function WhyFields() {
  const { form } = useWords().requests
  const { kind, purpose, clues } = useDraft((state) => state.draft)
  const field = useFields()
  const counted = (text: string) =>
    text.length >= COUNTED_FROM ? form.counted(text.trim().length, LIMIT) : undefined
  return (
    <>
      <TextArea
        label={kind === 'object' ? form.objection : form.purpose}
        hint={counted(purpose) ?? (kind === 'object' ? undefined : form.purposeHint)}
        rows={2}
        {...field('purpose')}
      />
      {kind !== 'object' && (
        <div data-walk="skip">
          <TextArea label={form.clues} hint={counted(clues)} rows={2} {...field('clues')} />
        </div>
      )}
    </>
  )
}

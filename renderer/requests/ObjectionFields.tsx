import { useCallback } from 'react'
import type { FootageRequest } from '#domain/request.ts'
import { requesterName } from '#domain/request-form.ts'
import { canTake } from '#domain/step-table.ts'
import { useAnswer } from '../attempt.ts'
import { momentText } from '../moments.ts'
import { office } from '../office.ts'
import { RadioRow } from '../ui/Choice.tsx'
import { TextField } from '../ui/TextField.tsx'
import { useWords } from '../words.ts'
import { edit, useDraft } from './draft.ts'
import { useErrors, useFields } from './fields.ts'
import css from './ReceiveScreen.module.css'
import { noteRequest } from './requests.ts'

/** The most that stand to be chosen from; a longer number or name finds fewer. */
const SHOWN = 6
const LOOKED_AT = 100

/** Which decided request is objected to: found by its number or a name, chosen by one key. */
export function ObjectionFields() {
  const words = useWords()
  const { form } = words.requests
  const { against, objectsTo } = useDraft((state) => state.draft)
  const field = useFields()
  const errorOf = useErrors()
  const text = against.trim()
  const ask = useCallback(async () => {
    const { requests: found } = await office.requests.search({ text, offset: 0, limit: LOOKED_AT })
    return { text, requests: found.filter((request) => canTake(request, 'object')).slice(0, SHOWN) }
  }, [text])
  const { answer } = useAnswer<{ text: string; requests: FootageRequest[] }>(ask)
  const found = answer?.requests
  const choose = (request: FootageRequest | undefined) => {
    if (request === undefined) return
    noteRequest(request)
    edit({ objectsTo: request.id })
  }
  const { onBlur, onChange: _replaced, ...typed } = field('against')
  // An answer to what was typed before says nothing of what is typed now.
  const [only, ...others] = answer?.text === text && text !== '' ? answer.requests : []
  return (
    <>
      <TextField
        label={form.against}
        hint={form.againstHint}
        autoComplete="off"
        {...typed}
        onChange={(typedText) => edit({ against: typedText, objectsTo: '' })}
        onBlur={() => {
          onBlur()
          if (objectsTo === '' && others.length === 0) choose(only)
        }}
      />
      {found?.length === 0 && <p className={css['hint']}>{form.againstNone}</p>}
      {found !== undefined && found.length > 0 && (
        <RadioRow
          label={form.againstChoice}
          value={objectsTo}
          error={errorOf('objectsTo')}
          onChange={(chosen) => choose(found.find(({ id }) => id === chosen))}
          options={found.map((request) => ({ value: request.id, label: lineOf(request, words) }))}
        />
      )}
    </>
  )
}

function lineOf(request: FootageRequest, { terms }: ReturnType<typeof useWords>): string {
  const { number, form, state, receivedAt } = request
  return [
    terms.requestNumber(number),
    requesterName(form),
    terms.requestKind[form.kind],
    terms.requestState[state],
    momentText(receivedAt).slice(0, 10),
  ].join(' · ')
}

import { type RefObject, useEffect } from 'react'
import { REQUEST_STATES } from '#domain/request.ts'
import { RequestKind } from '#domain/request-form.ts'
import { dayOf } from '#domain/time.ts'
import { useInstitution } from '../frame/institution.ts'
import { now } from '../frame/station.ts'
import { SelectField } from '../ui/Choice.tsx'
import { TextField, TypedField } from '../ui/TextField.tsx'
import { useWords } from '../words.ts'
import css from './RequestsScreen.module.css'
import { look, type Search, useSearch } from './search.ts'
import { parseFootageDay } from './typing.ts'

/** One field for words, and what narrows them. `/` comes to the field from anywhere on the screen. */
export function SearchFields({ textField }: { textField: RefObject<HTMLInputElement | null> }) {
  const { requests, terms } = useWords()
  const words = requests.search
  const search = useSearch()
  const cameras = useInstitution((state) => state.cameras)
  useSlash(textField)
  const day = (name: 'fromOn' | 'toOn') => {
    const parse = (text: string) => parseFootageDay(text, dayOf(now()))
    const isWrong = search[name].trim() !== '' && parse(search[name]) === undefined
    return {
      label: words[name],
      value: search[name],
      onChange: (text: string) => look({ [name]: text }),
      parse,
      error: isWrong ? words.day : undefined,
    }
  }
  return (
    <search className={css['search']} aria-label={words.label}>
      <TextField
        label={words.text}
        hint={words.textHint}
        inputRef={textField}
        value={search.text}
        maxLength={100}
        autoComplete="off"
        onChange={(text) => look({ text })}
      />
      <div className={css['filters']}>
        <SelectField
          label={words.kind}
          value={search.kind}
          onChange={(kind) => look({ kind })}
          options={[
            { value: 'any', label: words.anyKind },
            ...RequestKind.options.map((value) => ({ value, label: terms.requestKind[value] })),
          ]}
        />
        <SelectField<Search['state']>
          label={words.state}
          value={search.state}
          onChange={(state) => look({ state })}
          options={[
            { value: 'open', label: words.open },
            { value: 'any', label: words.anyState },
            ...REQUEST_STATES.map((value) => ({ value, label: terms.requestState[value] })),
          ]}
        />
        <SelectField<Search['cameraId']>
          label={words.camera}
          value={search.cameraId}
          onChange={(cameraId) => look({ cameraId })}
          options={[
            { value: 'any', label: words.anyCamera },
            ...cameras.map(({ id, number, place }) => ({
              value: id,
              label: requests.form.camera(number, place),
            })),
          ]}
        />
        <TypedField {...day('fromOn')} />
        <TypedField {...day('toOn')} />
      </div>
    </search>
  )
}

function useSlash(field: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      // By the key's place: in 한글 mode the letter may be another.
      const isSlash = event.code === 'Slash' && !event.shiftKey && !event.ctrlKey && !event.altKey
      const isTyping = event.target instanceof HTMLElement && event.target.matches('input, textarea, select')
      if (!isSlash || isTyping) return
      event.preventDefault()
      field.current?.focus()
      field.current?.select()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [field])
}

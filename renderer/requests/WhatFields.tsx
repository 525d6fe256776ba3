import { Channel, RequestKind } from '#domain/request-form.ts'
import { RadioRow, SelectField } from '../ui/Choice.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words.ts'
import { chooseKind, edit, useDraft } from './draft.ts'

/** What is asked, and how it came. */
export function WhatFields() {
  const { requests, terms } = useWords()
  const { form } = requests
  const { kind, channel } = useDraft((state) => state.draft)
  return (
    <>
      <RadioRow
        label={form.kind}
        value={kind}
        onChange={chooseKind}
        options={RequestKind.options.map((value) => ({ value, label: terms.requestKind[value] }))}
      />
      <div data-walk="skip">
        <SelectField
          label={form.channel}
          size="small"
          value={channel}
          onChange={(chosen) => edit({ channel: chosen })}
          options={Channel.options
            .filter((value) => kind !== 'object' || value !== 'phone')
            .map((value) => ({ value, label: terms.channel[value] }))}
        />
      </div>
      {channel === 'phone' && <Notice tone="info">{form.phoneNotice}</Notice>}
    </>
  )
}

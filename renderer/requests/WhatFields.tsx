import { Channel, RequestKind } from '#domain/request-form.ts'
import { RadioRow, SelectField } from '../ui/Choice.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words.ts'
import { chooseKind, edit, useDraft } from './draft.ts'
import { isInquiry } from './form.ts'
import css from './ReceiveScreen.module.css'

/** What is asked, and how it came. */
export function WhatFields() {
  const { requests, terms } = useWords()
  const { form } = requests
  const draft = useDraft((state) => state.draft)
  const { kind, channel } = draft
  return (
    <>
      <RadioRow
        label={form.kind}
        value={kind}
        onChange={chooseKind}
        options={RequestKind.options.map((value) => ({ value, label: terms.requestKind[value] }))}
      />
      <div className={css['channel']} data-walk="skip">
        <SelectField
          label={form.channel}
          size="small"
          value={channel}
          onChange={(chosen) => edit({ channel: chosen })}
          options={Channel.options.map((value) => ({ value, label: terms.channel[value] }))}
        />
      </div>
      {channel === 'phone' && isInquiry(draft) && <Notice tone="info">{form.phoneNotice}</Notice>}
    </>
  )
}

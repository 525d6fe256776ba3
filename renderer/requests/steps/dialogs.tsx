import { useState } from 'react'
import type { FootageRequest } from '#domain/request.ts'
import { type Channel, Letter } from '#domain/request-form.ts'
import { go } from '../../frame/screen.ts'
import { office } from '../../office.ts'
import { SelectField } from '../../ui/Choice.tsx'
import { TextField, TypedField } from '../../ui/TextField.tsx'
import { parseDay } from '../../ui/typed.ts'
import { useWords } from '../../words.ts'
import { noteRequest } from '../requests.ts'
import css from './Steps.module.css'
import { WordsDialog } from './WordsDialog.tsx'

/** What may be done besides the next step; each is asked for in its own words. */

interface DialogProps {
  request: FootageRequest
  onClose: () => void
}

/** 보완요구; `what` is what is known to be missing. */
export function AskPapers({ request, what = '', onClose }: DialogProps & { what?: string }) {
  const { more } = useWords().decisions
  return (
    <WordsDialog
      request={request}
      title={more.askPapersTitle}
      text={more.askPapersText}
      label={more.askPapersLabel}
      submit={more.askPapersSubmit}
      initial={what}
      onSubmit={(seen, written) => office.requests.askPapers({ ...seen, what: written })}
      onClose={onClose}
    />
  )
}

/** The manager, or whoever sees a mistake, wants it reviewed again. */
export function SendBack({ request, onClose }: DialogProps) {
  const { more } = useWords().decisions
  return (
    <WordsDialog
      request={request}
      title={more.sendBackTitle}
      label={more.sendBackLabel}
      submit={more.sendBackSubmit}
      onSubmit={(seen, why) => office.requests.sendBack({ ...seen, why })}
      onClose={onClose}
    />
  )
}

/** 취하. */
export function Withdraw({ request, onClose }: DialogProps) {
  const { more } = useWords().decisions
  return (
    <WordsDialog
      request={request}
      title={more.withdrawTitle}
      text={more.withdrawText}
      label={more.withdrawLabel}
      submit={more.withdrawSubmit}
      onSubmit={(seen, reason) => office.requests.withdraw({ ...seen, reason })}
      onClose={onClose}
    />
  )
}

/** Ten days more for an objection. */
export function Extend({ request, onClose }: DialogProps) {
  const { more } = useWords().decisions
  return (
    <WordsDialog
      request={request}
      title={more.extendTitle}
      text={more.extendText}
      label={more.extendLabel}
      submit={more.extendSubmit}
      onSubmit={(seen, why) => office.requests.extend({ ...seen, why })}
      onClose={onClose}
    />
  )
}

/** The letter that follows an urgent provision. */
export function AddLetter({ request, onClose }: DialogProps) {
  const { more } = useWords().decisions
  const [number, setNumber] = useState('')
  const [day, setDay] = useState('')
  const letter = Letter.safeParse({ number, on: parseDay(day) })
  return (
    <WordsDialog
      request={request}
      title={more.letterTitle}
      submit={more.letterSubmit}
      isReady={letter.success}
      onSubmit={(seen) =>
        office.requests.addLetter({ ...seen, letter: Letter.parse({ number, on: parseDay(day) }) })
      }
      onClose={onClose}
    >
      <div className={css['pair']}>
        <TextField label={more.letterNumber} value={number} onChange={setNumber} maxLength={60} />
        <TypedField label={more.letterOn} parse={(text) => parseDay(text)} value={day} onChange={setDay} />
      </div>
    </WordsDialog>
  )
}

const CHANNELS: readonly Channel[] = ['visit', 'post', 'fax', 'email', 'web']

/** 이의신청: the person and the footage are those of the request; the objection is gone to. */
export function ReceiveObjection({ request, onClose }: DialogProps) {
  const { decisions, terms } = useWords()
  const { more } = decisions
  const [channel, setChannel] = useState<Channel>('visit')
  return (
    <WordsDialog
      request={request}
      title={more.objectTitle}
      text={more.objectText}
      label={more.objectLabel}
      submit={more.objectSubmit}
      onSubmit={async ({ requestId }, purpose) => {
        const objection = await office.requests.receive({
          form: { kind: 'object', channel, objectsTo: requestId, purpose },
          again: false,
        })
        noteRequest(objection)
        go('requests', objection.id)
        return office.requests.find({ requestId })
      }}
      onClose={onClose}
    >
      <SelectField<Channel>
        label={more.objectChannel}
        value={channel}
        onChange={setChannel}
        options={CHANNELS.map((value) => ({ value, label: terms.channel[value] }))}
      />
    </WordsDialog>
  )
}

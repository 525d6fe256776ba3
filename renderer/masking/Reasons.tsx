import { useState } from 'react'
import { Button } from '../ui/Button.tsx'
import { SelectField } from '../ui/Choice.tsx'
import { TextField } from '../ui/TextField.tsx'
import { useWords } from '../words.ts'
import css from './Reasons.module.css'
import { type ReasonKind, setReason, useReason } from './reasons.ts'

const OWN = ' own'

/** The reason of the next change of a kind: a ready one, or one of one's own. It stays until it is changed. */
export function ReasonField({ kind }: { kind: ReasonKind }) {
  const { studio } = useWords()
  const why = useReason(kind)
  const ready = studio.reasons[kind]
  const [isOwn, setOwn] = useState(!ready.includes(why))
  if (isOwn)
    return (
      <div className={css['own']}>
        <TextField
          label={`${studio.reasonOf[kind]} (${studio.ownReasonLabel})`}
          value={why}
          onChange={(text) => setReason(kind, text)}
          maxLength={200}
        />
        <Button
          size="small"
          onPress={() => {
            setReason(kind, ready[0] ?? '')
            setOwn(false)
          }}
        >
          {studio.backToReady}
        </Button>
      </div>
    )
  return (
    <SelectField
      label={studio.reasonOf[kind]}
      size="small"
      value={why}
      onChange={(chosen) => {
        if (chosen !== OWN) return setReason(kind, chosen)
        setReason(kind, '')
        setOwn(true)
      }}
      options={[
        ...ready.map((word) => ({ value: word, label: word })),
        { value: OWN, label: studio.ownReason },
      ]}
    />
  )
}

/** The reasons of several kinds of changes, folded away: each has one that is used where nobody chooses. */
export function Reasons({ kinds }: { kinds: readonly ReasonKind[] }) {
  const { studio } = useWords()
  const [first] = kinds
  const now = useReason(first ?? 'keep')
  return (
    <details className={css['reasons']}>
      <summary>
        {studio.reason}: {now}
      </summary>
      {kinds.map((kind) => (
        <ReasonField key={kind} kind={kind} />
      ))}
    </details>
  )
}

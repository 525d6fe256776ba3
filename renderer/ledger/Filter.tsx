import { useState } from 'react'
import type { RowKind } from '#domain/ledger/row.ts'
import type { CameraId } from '#domain/policy.ts'
import { useInstitution } from '../frame/institution.ts'
import { Button } from '../ui/Button.tsx'
import { SelectField } from '../ui/Choice.tsx'
import { TextField, TypedField } from '../ui/TextField.tsx'
import { parseDay } from '../ui/typed.ts'
import { useWords } from '../words.ts'
import css from './LedgerScreen.module.css'
import { monthOf, narrow, today, useLedger, widen, yearOf } from './ledger.ts'

const ALL = ''
const KINDS: readonly RowKind[] = ['use', 'provide', 'view', 'destroy']

/** Which lines: a period in Korean days, and narrower. Kind and camera belong to the book alone. */
export function Filter() {
  const { terms, ledger } = useWords()
  const words = ledger.filter
  const { filter, tab } = useLedger()
  const cameras = useInstitution((state) => state.cameras)
  return (
    <search className={css['filter']} aria-label={words.label}>
      <DayField label={words.from} field="fromOn" />
      <DayField label={words.to} field="toOn" />
      <div className={css['presets']}>
        <Button size="small" onPress={() => narrow(monthOf(today()))}>
          {words.month}
        </Button>
        <Button size="small" onPress={() => narrow(yearOf(today()))}>
          {words.year}
        </Button>
      </div>
      {tab === 'book' && (
        <>
          <SelectField<RowKind | typeof ALL>
            label={words.kind}
            value={filter.kind ?? ALL}
            onChange={(kind) => (kind === ALL ? widen('kind') : narrow({ kind }))}
            options={[
              { value: ALL, label: words.allKinds },
              ...KINDS.map((value) => ({ value, label: ledger.kind[value] })),
            ]}
          />
          <SelectField<CameraId | typeof ALL>
            label={words.camera}
            value={filter.cameraId ?? ALL}
            onChange={(cameraId) => (cameraId === ALL ? widen('cameraId') : narrow({ cameraId }))}
            options={[
              { value: ALL, label: words.allCameras },
              ...cameras.map(({ id, number }) => ({ value: id, label: terms.camera(number) })),
            ]}
          />
        </>
      )}
      <div className={css['grow']}>
        <TextField
          label={words.text}
          value={filter.text}
          onChange={(text) => narrow({ text })}
          maxLength={100}
        />
      </div>
    </search>
  )
}

/** A day that narrows the filter as soon as it is one; until then the last one counts. */
function DayField({ label, field }: { label: string; field: 'fromOn' | 'toOn' }) {
  const words = useWords().ledger.filter
  const value = useLedger((state) => state.filter[field])
  const isReversed = useLedger(({ filter }) => field === 'toOn' && filter.toOn < filter.fromOn)
  const [text, setText] = useState(value)
  const [known, setKnown] = useState(value)
  if (known !== value) {
    setKnown(value)
    setText(value)
  }
  const isWrong = parseDay(text, Number(today().slice(0, 4))) === undefined
  return (
    <div className={css['day']}>
      <TypedField
        label={label}
        parse={(typed) => parseDay(typed, Number(today().slice(0, 4)))}
        value={text}
        placeholder={words.dayHint}
        error={isWrong ? words.dayWrong : isReversed ? words.reversed : undefined}
        onChange={(typed) => {
          setText(typed)
          if (/^\d{4}-\d{2}-\d{2}$/.test(typed) && parseDay(typed) === typed) narrow({ [field]: typed })
        }}
      />
    </div>
  )
}

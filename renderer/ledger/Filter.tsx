import { type Ref, useState } from 'react'
import type { ActorId } from '#domain/actor.ts'
import { may } from '#domain/actor.ts'
import type { CameraId } from '#domain/policy.ts'
import { useInstitution } from '../frame/institution.ts'
import { useStation } from '../frame/station.ts'
import { Button } from '../ui/Button.tsx'
import { SelectField } from '../ui/Choice.tsx'
import { TextField, TypedField } from '../ui/TextField.tsx'
import { parseDay } from '../ui/typed.ts'
import { useWords } from '../words.ts'
import css from './Filter.module.css'
import { lastMonthOf, monthOf, narrow, today, useLedger, widen, yearOf } from './ledger.ts'

const ALL = ''

/** Which lines: a period in Korean days, a camera, a person, words; each as far as whoever is at the desk may ask. */
export function Filter({ textRef }: { textRef: Ref<HTMLInputElement> }) {
  const { terms, ledger } = useWords()
  const words = ledger.filter
  const { narrowing, view } = useLedger()
  const { cameras, actors } = useInstitution()
  const actor = useStation(({ station }) => station?.actor)
  const readsContent = actor !== undefined && may(actor, 'ledger.read')
  const seesOthers = actor !== undefined && (view !== 'acts' || may(actor, 'access.read-all'))
  const periods = [
    [words.today, { fromOn: today(), toOn: today() }],
    [words.month, monthOf(today())],
    [words.lastMonth, lastMonthOf(today())],
    [words.year, yearOf(today())],
  ] as const
  return (
    <search className={css['filter']} aria-label={words.label}>
      <DayField label={words.from} field="fromOn" />
      <DayField label={words.to} field="toOn" />
      <div className={css['periods']}>
        {periods.map(([name, period]) => (
          <Button key={name} size="small" onPress={() => narrow(period)}>
            {name}
          </Button>
        ))}
      </div>
      {readsContent && (
        <SelectField<CameraId | typeof ALL>
          label={words.camera}
          value={narrowing.cameraId ?? ALL}
          onChange={(cameraId) => (cameraId === ALL ? widen('cameraId') : narrow({ cameraId }))}
          options={[
            { value: ALL, label: words.allCameras },
            ...cameras.map(({ id, number }) => ({ value: id, label: terms.camera(number) })),
          ]}
        />
      )}
      {seesOthers && (
        <SelectField<ActorId | 'station' | typeof ALL>
          label={words.actor}
          value={narrowing.actorId ?? ALL}
          onChange={(actorId) => (actorId === ALL ? widen('actorId') : narrow({ actorId }))}
          options={[
            { value: ALL, label: words.allActors },
            ...actors.map(({ id, name }) => ({ value: id, label: name })),
            ...(view === 'acts' ? [{ value: 'station' as const, label: words.station }] : []),
          ]}
        />
      )}
      {readsContent && (
        <div className={css['grow']}>
          <TextField
            label={view === 'acts' ? words.concerned : words.text}
            value={narrowing.text}
            onChange={(text) => narrow({ text })}
            placeholder={words.keys}
            maxLength={100}
            inputRef={textRef}
          />
        </div>
      )}
    </search>
  )
}

/** A day that narrows the filter as soon as it is one; until then the last one counts. */
function DayField({ label, field }: { label: string; field: 'fromOn' | 'toOn' }) {
  const words = useWords().ledger.filter
  const value = useLedger(({ narrowing }) => narrowing[field])
  const isReversed = useLedger(({ narrowing }) => field === 'toOn' && narrowing.toOn < narrowing.fromOn)
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

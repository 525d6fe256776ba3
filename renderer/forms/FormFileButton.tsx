import { useState } from 'react'
import type { FormFile } from '#contract/forms.ts'
import { useAttempt } from '../attempt.ts'
import { office } from '../office.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words.ts'
import css from './Forms.module.css'
import { type FormReading, readingOf, takeOver } from './reading.ts'
import { ScanBeside } from './ScanBeside.tsx'

/** A form that somebody brought along as a file, as long as the screen that shows it is open. */
export interface BroughtForm {
  isBusy: boolean
  problem: string | undefined
  reading: FormReading | undefined
  pictures: readonly string[]
  read: () => void
  putAway: () => void
}

/** Reads form files into the draft; give the answer to `FormFileButton` and `BroughtFormPanel`. */
export function useBroughtForm(): BroughtForm {
  const [file, setFile] = useState<{ reading?: FormReading; pictures?: readonly string[] }>({})
  const { isBusy, problem, run } = useAttempt()
  const show = (brought: FormFile) => {
    if (brought.kind === 'pictures') return setFile({ pictures: brought.pictures })
    const reading = readingOf(brought)
    takeOver(reading)
    setFile({ reading })
  }
  const read = () =>
    void run(async () => {
      const brought = await office.forms.read()
      if (brought !== null) show(brought)
    })
  const { reading, pictures = [] } = file
  return { isBusy, problem, reading, pictures, read, putAway: () => setFile({}) }
}

/** Asks for a form file. */
export function FormFileButton({ brought }: { brought: BroughtForm }) {
  const { forms } = useWords()
  return (
    <Button size="small" icon="folder" isDisabled={brought.isBusy} onPress={brought.read}>
      {forms.read}
    </Button>
  )
}

/** What came of a form file: how much was taken over, what was not, or its picture to type from. Nothing before. */
export function BroughtFormPanel({ brought }: { brought: BroughtForm }) {
  const { forms } = useWords()
  const { problem, reading, pictures, putAway } = brought
  return (
    <>
      {problem !== undefined && <Notice tone="danger">{problem}</Notice>}
      {reading !== undefined && <Taken reading={reading} onClose={putAway} />}
      {pictures.length > 0 && <ScanBeside pictures={pictures} onClose={putAway} />}
      {brought.isBusy && <Notice tone="info">{forms.readBusy}</Notice>}
    </>
  )
}

function Taken({ reading: { taken, left }, onClose }: { reading: FormReading; onClose: () => void }) {
  const { forms } = useWords()
  const names: Readonly<Record<string, string>> = forms.fields
  const isBlank = taken === 0 && left.length === 0
  return (
    <Notice
      tone={isBlank || left.length > 0 ? 'warning' : 'success'}
      title={isBlank ? forms.blank : forms.filled(taken)}
      onClose={onClose}
      closeLabel={forms.close}
    >
      {left.length > 0 && (
        <>
          <p>
            <strong>{forms.leftTitle}</strong> {forms.leftText}
          </p>
          <dl className={css['left']}>
            {left.map(({ field, text }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes, and names may stand twice.
              <div key={index}>
                <dt>{names[field] ?? field}</dt>
                <dd>{text === 'on' ? '☑' : text}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </Notice>
  )
}

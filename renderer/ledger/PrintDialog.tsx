import { useCallback, useEffect, useState } from 'react'
import type { ViewOrder } from '#contract/ledger-paper.ts'
import { useAnswer, useAttempt } from '../attempt.ts'
import { office } from '../office.ts'
import { Button } from '../ui/Button.tsx'
import { RadioRow, SelectField } from '../ui/Choice.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Notice } from '../ui/Notice.tsx'
import { TextArea } from '../ui/TextField.tsx'
import { useWords } from '../words.ts'
import { PaperFrame } from './PaperFrame.tsx'
import css from './PrintDialog.module.css'

type Done = Awaited<ReturnType<typeof office.ledgerPaper.print>>

/** No printer's name: the system's names are never empty. */
const PDF = ''

/** Shows a view page by page as it will print, and prints it for a reason, on a printer or as a PDF. */
export function PrintDialog({ order, onClose }: { order: ViewOrder; onClose: () => void }) {
  const { terms, leaving } = useWords()
  const words = leaving.print
  const [of, setOf] = useState(order)
  const [printer, setPrinter] = useState(PDF)
  const [reason, setReason] = useState('')
  const [isMissing, setMissing] = useState(false)
  const [done, setDone] = useState<Done & { printer: string }>()
  const attempt = useAttempt()
  const preview = useAnswer(useCallback(() => office.ledgerPaper.preview(of), [of]))
  const printers = useAnswer(useCallback(() => office.ledgerPaper.printers(), []))
  useEffect(() => () => void office.ledgerPaper.putAway().catch(() => undefined), [])

  const start = () => {
    const given = reason.trim()
    if (given === '') return setMissing(true)
    setDone(undefined)
    const to = printer === PDF ? {} : { printer }
    void attempt.run(async () => {
      setDone({ ...(await office.ledgerPaper.print({ of, reason: given, ...to })), printer })
    })
  }
  const known = printers.answer ?? []
  return (
    <Dialog
      title={words.title}
      size="full"
      isOpen
      isPersistent
      onClose={onClose}
      closeLabel={terms.close}
      actions={
        <>
          <Button onPress={onClose}>{done?.isDone === true ? terms.close : terms.cancel}</Button>
          <Button kind="primary" icon="print" isDisabled={attempt.isBusy} onPress={start}>
            {printer === PDF ? words.pdf : words.start}
          </Button>
        </>
      }
    >
      <div className={css['sides']}>
        <PaperFrame paper={preview.answer} problem={preview.problem} />
        <div className={css['asked']}>
          {of.view === 'book' && (
            <RadioRow
              label={words.columns}
              value={of.columns}
              onChange={(columns) => setOf({ ...of, columns })}
              options={[
                { value: 'ten', label: words.ten },
                { value: 'twelve', label: words.twelve },
              ]}
            />
          )}
          <SelectField
            label={words.to}
            value={printer}
            onChange={setPrinter}
            options={[
              { value: PDF, label: words.pdf },
              ...known.map(({ name, label }) => ({ value: name, label })),
            ]}
            hint={printers.answer?.length === 0 ? words.noPrinter : undefined}
          />
          <TextArea
            label={leaving.reason}
            hint={leaving.reasonHint}
            error={isMissing && reason.trim() === '' ? leaving.reasonMissing : undefined}
            value={reason}
            onChange={setReason}
            rows={3}
            maxLength={500}
            isRequired
          />
          <p className={css['small']}>{words.checkpoint}</p>
          {attempt.problem !== undefined && <Notice tone="danger">{attempt.problem}</Notice>}
          {done?.isDone === true && (
            <Notice tone="success">
              {done.name === undefined ? words.printed(labelOf(known, done.printer)) : words.saved(done.name)}
            </Notice>
          )}
          {done?.name !== undefined && (
            <Button size="small" onPress={() => void office.ledgerPaper.openFolder()}>
              {leaving.openFolder}
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  )
}

function labelOf(known: readonly { name: string; label: string }[], printer: string): string {
  return known.find(({ name }) => name === printer)?.label ?? printer
}

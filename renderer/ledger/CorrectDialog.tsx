import { useState } from 'react'
import type { LedgerLine, RowColumns, RowDetail } from '#contract/ledger.ts'
import { ROW_COLUMNS } from '#domain/ledger/row.ts'
import { useAttempt } from '../attempt.ts'
import { office } from '../office.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Notice } from '../ui/Notice.tsx'
import { TextArea } from '../ui/TextField.tsx'
import { useWords } from '../words.ts'
import css from './CorrectDialog.module.css'

function columnsOf(line: LedgerLine): RowColumns {
  return Object.fromEntries(ROW_COLUMNS.map((column) => [column, line[column]])) as RowColumns
}

interface CorrectDialogProps {
  /** The line as it was seen. */
  detail: RowDetail
  onClose: () => void
  onCorrected: (line: LedgerLine) => void
}

/** Puts a line right by a new one: what is written now stands beside each field, and a reason is asked (AC-27). */
export function CorrectDialog({ detail, onClose, onCorrected }: CorrectDialogProps) {
  const { terms, ledger } = useWords()
  const words = ledger.correct
  const before = columnsOf(detail.line)
  const [columns, setColumns] = useState(before)
  const [reason, setReason] = useState('')
  const [hasTried, setTried] = useState(false)
  const attempt = useAttempt()
  const isSame = ROW_COLUMNS.every((column) => columns[column].trim() === before[column])
  const start = () => {
    setTried(true)
    if (isSame || reason.trim() === '') return
    const { line, seenSeq } = detail
    void attempt.run(async () => {
      onCorrected(await office.ledger.correct({ no: line.no, seenSeq, columns, reason: reason.trim() }))
    })
  }
  return (
    <Dialog
      title={words.title(detail.line.no)}
      isOpen
      isPersistent
      size="wide"
      onClose={onClose}
      closeLabel={terms.close}
      actions={
        <>
          <Button onPress={onClose}>{terms.cancel}</Button>
          <Button kind="primary" isDisabled={attempt.isBusy} onPress={start}>
            {words.start}
          </Button>
        </>
      }
    >
      <p>{words.text}</p>
      <TextArea
        label={ledger.reason}
        hint={ledger.reasonHint}
        error={hasTried && reason.trim() === '' ? ledger.reasonMissing : undefined}
        value={reason}
        onChange={setReason}
        rows={1}
        maxLength={500}
        isRequired
      />
      <div className={css['columns']}>
        {ROW_COLUMNS.map((column) => (
          <div key={column} className={css['column']}>
            <div className={css['before']}>
              <span className={css['label']}>
                {ledger.columns[column]} · {words.before}
              </span>
              <span>{before[column]}</span>
            </div>
            <TextArea
              label={`${ledger.columns[column]} · ${words.after}`}
              value={columns[column]}
              onChange={(text) => setColumns({ ...columns, [column]: text })}
              rows={2}
              maxLength={12_000}
            />
          </div>
        ))}
      </div>
      {hasTried && isSame && <Notice tone="warning">{words.unchanged}</Notice>}
      {attempt.problem !== undefined && <Notice tone="danger">{attempt.problem}</Notice>}
    </Dialog>
  )
}

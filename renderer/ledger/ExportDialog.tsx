import { useCallback, useState } from 'react'
import type { ViewOrder } from '#contract/ledger-paper.ts'
import type { JobId } from '#domain/job.ts'
import { useAnswer, useAttempt } from '../attempt.ts'
import { outcomeSentence, useJobs } from '../frame/jobs.ts'
import { RunningJob } from '../frame/RunningJob.tsx'
import { momentText } from '../moments.ts'
import { office } from '../office.ts'
import { Button } from '../ui/Button.tsx'
import { RadioRow, SelectField } from '../ui/Choice.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Notice } from '../ui/Notice.tsx'
import { TextArea } from '../ui/TextField.tsx'
import { useWords } from '../words.ts'

type Ask = typeof office.ledgerPaper
type What = 'table' | 'ledger' | 'proof'
type Format = Parameters<Ask['exportTable']>[0]['format']
type Of = Parameters<Ask['exportLedger']>[0]['of']

/** The view on the screen as a table, the ledger for a verifier, or the proof between two checkpoints; each for a reason. */
export function ExportDialog({ order, onClose }: { order: ViewOrder; onClose: () => void }) {
  const { terms, leaving } = useWords()
  const words = leaving.exporting
  const [what, setWhat] = useState<What>('table')
  const [format, setFormat] = useState<Format>('xlsx')
  const [of, setOf] = useState<Of>('entries')
  const [from, setFrom] = useState('')
  const [reason, setReason] = useState('')
  const [isMissing, setMissing] = useState(false)
  const [name, setName] = useState<string>()
  const [jobId, setJobId] = useState<JobId>()
  const attempt = useAttempt()

  const turnTo = (next: What) => {
    setWhat(next)
    setName(undefined)
    setJobId(undefined)
  }
  const start = () => {
    const given = reason.trim()
    if (given === '') return setMissing(true)
    turnTo(what)
    void attempt.run(async () => {
      if (what === 'ledger')
        return setJobId((await office.ledgerPaper.exportLedger({ of, reason: given }))?.id)
      const done =
        what === 'table'
          ? await office.ledgerPaper.exportTable({ of: order, format, reason: given })
          : await office.ledgerPaper.exportConsistency({ from, reason: given })
      setName(done.name)
    })
  }
  return (
    <Dialog
      title={words.title}
      isOpen
      isPersistent
      onClose={onClose}
      closeLabel={terms.close}
      actions={
        <>
          <Button onPress={onClose}>{terms.close}</Button>
          <Button
            kind="primary"
            icon="leave"
            isDisabled={attempt.isBusy || (what === 'proof' && from.trim() === '')}
            onPress={start}
          >
            {words.start}
          </Button>
        </>
      }
    >
      <RadioRow label={words.what} value={what} onChange={turnTo} options={optionsOf(words.whats)} />
      <p>{words.texts[what]}</p>
      {what === 'table' && (
        <RadioRow
          label={words.format}
          value={format}
          onChange={setFormat}
          options={optionsOf(words.formats)}
        />
      )}
      {what === 'ledger' && (
        <RadioRow label={words.of} value={of} onChange={setOf} options={optionsOf(words.ofs)} />
      )}
      {what === 'proof' && <FromField from={from} onChange={setFrom} />}
      <TextArea
        label={leaving.reason}
        hint={leaving.reasonHint}
        error={isMissing && reason.trim() === '' ? leaving.reasonMissing : undefined}
        value={reason}
        onChange={setReason}
        rows={2}
        maxLength={500}
        isRequired
      />
      {attempt.problem !== undefined && <Notice tone="danger">{attempt.problem}</Notice>}
      {name !== undefined && <Saved name={name} />}
      {jobId !== undefined && <ExportJob jobId={jobId} />}
    </Dialog>
  )
}

const optionsOf = <V extends string>(labels: Record<V, string>) =>
  (Object.entries(labels) as [V, string][]).map(([value, label]) => ({ value, label }))

const TYPED = 'typed'

/** An earlier checkpoint: one that was kept, or one that is typed from paper. */
function FromField({ from, onChange }: { from: string; onChange: (from: string) => void }) {
  const { leaving, ledger } = useWords()
  const words = leaving.exporting
  const [chosen, setChosen] = useState(TYPED)
  const kept = useAnswer(useCallback(() => office.ledgerPaper.checkpoints(), []))
  const why = (name: string) =>
    Object.hasOwn(ledger.checkpointWhy, name)
      ? ledger.checkpointWhy[name as keyof typeof ledger.checkpointWhy]
      : name
  const options = (kept.answer ?? []).map((each, index) => ({
    value: String(index),
    label: words.kept(each.size.toLocaleString(), momentText(each.at), why(each.why)),
    note: each.note,
  }))
  return (
    <>
      <SelectField
        label={words.from}
        value={chosen}
        onChange={(value) => {
          setChosen(value)
          onChange(options.find((option) => option.value === value)?.note ?? '')
        }}
        options={[{ value: TYPED, label: words.typed }, ...options]}
      />
      {kept.problem !== undefined && <Notice tone="danger">{kept.problem}</Notice>}
      {chosen === TYPED && (
        <TextArea
          label={words.note}
          hint={words.noteHint}
          value={from}
          onChange={onChange}
          rows={4}
          maxLength={2000}
        />
      )}
    </>
  )
}

function ExportJob({ jobId }: { jobId: JobId }) {
  const words = useWords()
  const job = useJobs((state) => state.byId[jobId])
  if (job === undefined) return null
  if (job.state === 'running')
    return (
      <RunningJob
        job={job}
        size="normal"
        label={words.leaving.exporting.job(words.terms.jobStep[job.step])}
      />
    )
  if (job.state === 'finished') return <Saved name={String(job.result['name'])} />
  return <Notice tone={job.state === 'cancelled' ? 'info' : 'danger'}>{outcomeSentence(job, words)}</Notice>
}

function Saved({ name }: { name: string }) {
  const { leaving } = useWords()
  return (
    <Notice
      tone="success"
      action={
        <Button size="small" onPress={() => void office.ledgerPaper.openFolder()}>
          {leaving.openFolder}
        </Button>
      }
    >
      {leaving.exporting.saved(name)}
    </Notice>
  )
}

import { useEffect, useState } from 'react'
import type { Clip, ExportedPackage } from '#contract/contract.ts'
import type { Job } from '#domain/job.ts'
import type { MaskStyle } from '#domain/masking.ts'
import { useAttempt } from '../attempt.ts'
import { outcomeSentence, useJobs } from '../frame/jobs.ts'
import { momentText } from '../moments.ts'
import { office } from '../office.ts'
import { Button } from '../ui/Button.tsx'
import { RadioRow } from '../ui/Choice.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Table } from '../ui/Table.tsx'
import { TextArea } from '../ui/TextField.tsx'
import { useWords } from '../words.ts'
import css from './ExportSheet.module.css'
import { Made, Steps } from './ExportSteps.tsx'
import { groupsOfFour } from './frames.ts'

const STYLES: readonly MaskStyle[] = ['fill', 'mosaic', 'blur']

interface ExportSheetProps {
  clip: Clip
  isOpen: boolean
  onClose: () => void
}

/** Makes the package: how it is masked, on what it is given, why; then its steps; then what was made. */
export function ExportSheet({ clip, isOpen, onClose }: ExportSheetProps) {
  const words = useWords()
  const { export: sheet } = words.masking
  const [jobId, setJobId] = useState<Job['id']>()
  /** Another package is wanted although one has just been made. */
  const [isOrdering, setOrdering] = useState(false)
  const { byId } = useJobs()
  const job =
    (jobId === undefined ? undefined : byId[jobId]) ??
    Object.values<Job>(byId).find(({ kind, state }) => kind === 'export' && state === 'running')
  const packages = usePackages(clip, isOpen, job?.state)
  const made =
    job?.state === 'finished' && !isOrdering
      ? packages.find(({ id }) => id === job.result['exportId'])
      : undefined

  return (
    <Dialog
      title={sheet.title}
      isOpen={isOpen}
      onClose={onClose}
      closeLabel={words.terms.close}
      size="wide"
      isPersistent
    >
      {job?.state === 'running' ? (
        <Steps job={job} />
      ) : (
        <>
          {job !== undefined && job.state !== 'finished' && (
            <Notice tone={job.state === 'cancelled' ? 'info' : 'danger'}>
              {job.state === 'cancelled' ? sheet.cancelled : outcomeSentence(job, words)}
            </Notice>
          )}
          {made !== undefined ? (
            <Made made={made} onAnew={() => setOrdering(true)} />
          ) : (
            <Order
              clip={clip}
              onStarted={(started) => {
                setJobId(started.id)
                setOrdering(false)
              }}
            />
          )}
        </>
      )}
      <Earlier packages={packages.filter(({ id }) => id !== made?.id)} />
    </Dialog>
  )
}

function Order({ clip, onStarted }: { clip: Clip; onStarted: (job: Job) => void }) {
  const { export: sheet } = useWords().masking
  const [style, setStyle] = useState<MaskStyle>('fill')
  const [medium, setMedium] = useState(sheet.media[0] ?? '')
  const [reason, setReason] = useState('')
  const [isReasonMissing, setReasonMissing] = useState(false)
  const attempt = useAttempt()
  const keptCount = clip.kept.length

  const start = () => {
    if (reason.trim() === '') return setReasonMissing(true)
    const { requestId, cameraId } = clip
    void attempt.run(async () => {
      const job = await office.exports.start({ requestId, cameraId, style, medium, reason: reason.trim() })
      if (job !== null) onStarted(job)
    })
  }

  return (
    <>
      {keptCount === 0 ? (
        <Notice tone="warning">{sheet.nobodyKept}</Notice>
      ) : (
        <p>{sheet.summary(keptCount, clip.tracks.length - keptCount)}</p>
      )}
      <RadioRow<MaskStyle>
        label={sheet.style}
        options={STYLES.map((value) => ({ value, label: sheet.styles[value] }))}
        value={style}
        onChange={setStyle}
      />
      {style === 'fill' ? (
        <p className={css['hint']}>{sheet.styleText.fill}</p>
      ) : (
        <Notice tone="warning">{sheet.styleText[style]}</Notice>
      )}
      <RadioRow
        label={sheet.medium}
        options={sheet.media.map((value) => ({ value, label: value }))}
        value={medium}
        onChange={setMedium}
      />
      <TextArea
        label={sheet.reason}
        hint={sheet.reasonHint}
        error={isReasonMissing && reason.trim() === '' ? sheet.reasonMissing : undefined}
        value={reason}
        onChange={setReason}
        rows={2}
        maxLength={500}
        isRequired
      />
      {attempt.problem !== undefined && <Notice tone="danger">{attempt.problem}</Notice>}
      <div className={css['actions']}>
        <Button kind="primary" icon="box" isDisabled={attempt.isBusy} onPress={start}>
          {sheet.start}
        </Button>
      </div>
    </>
  )
}

function Earlier({ packages }: { packages: readonly ExportedPackage[] }) {
  const { export: sheet } = useWords().masking
  const opening = useAttempt()
  if (packages.length === 0) return null
  return (
    <>
      <h3>{sheet.earlier}</h3>
      <Table
        label={sheet.earlier}
        rows={packages}
        rowKey={({ id }) => id}
        onOpen={({ id }) => void opening.run(() => office.exports.openFolder({ exportId: id }))}
        openLabel={({ fileName }) => sheet.openFolderOf(fileName)}
        columns={[
          { title: sheet.file, cell: ({ fileName }) => fileName },
          { title: sheet.madeAt, cell: ({ madeAt }) => momentText(madeAt), isShort: true },
          { title: sheet.mediumColumn, cell: ({ medium }) => medium, isShort: true },
          {
            title: sheet.hashColumn,
            cell: ({ sha256 }) => `${groupsOfFour(sha256).slice(0, 19)} …`,
            isShort: true,
          },
        ]}
      />
      {opening.problem !== undefined && <Notice tone="danger">{opening.problem}</Notice>}
    </>
  )
}

/** What has been made of the request, newest first; asked again whenever the job changes its state. */
function usePackages(
  { requestId }: Clip,
  isOpen: boolean,
  state: Job['state'] | undefined,
): ExportedPackage[] {
  const [packages, setPackages] = useState<ExportedPackage[]>([])
  useEffect(() => {
    if (!isOpen || state === 'running') return
    office.exports
      .list({ requestId })
      .then((list) => setPackages(list.toSorted((a, b) => b.madeAt.localeCompare(a.madeAt))))
      .catch(() => setPackages([]))
  }, [requestId, isOpen, state])
  return packages
}

import { useEffect, useState } from 'react'
import type { Clip, ExportedPackage } from '#contract/masking.ts'
import type { Job } from '#domain/job.ts'
import type { FilmStyle } from '#domain/masking.ts'
import type { CameraId } from '#domain/policy.ts'
import type { FootageRequest } from '#domain/request.ts'
import type { RequestId } from '#domain/request-form.ts'
import { useAttempt } from '../attempt.ts'
import { outcomeSentence, useJobs } from '../frame/jobs.ts'
import { momentText } from '../moments.ts'
import { office } from '../office.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Table } from '../ui/Table.tsx'
import { useWords } from '../words.ts'
import { ExportMade } from './ExportMade.tsx'
import { ExportOrder } from './ExportOrder.tsx'
import { ExportSteps } from './ExportSteps.tsx'
import { reloadClip } from './masking.ts'

interface ExportSheetProps {
  request: FootageRequest
  cameraId: CameraId
  /** See `ExportOrder`. */
  clip: Clip | undefined
  isOpen: boolean
  onClose: () => void
}

/** Makes the package: who gets it and whether and how it is masked; then its steps; then what was made, or what has to be looked at. */
export function ExportSheet({ request, cameraId, clip, isOpen, onClose }: ExportSheetProps) {
  const words = useWords()
  const sheet = words.exports
  const [jobId, setJobId] = useState<Job['id']>()
  const [style, setStyle] = useState<FilmStyle>('fill')
  /** Another package is wanted although one has just been made. */
  const [isOrdering, setOrdering] = useState(false)
  const { byId } = useJobs()
  const job =
    (jobId === undefined ? undefined : byId[jobId]) ??
    Object.values<Job>(byId).find(({ kind, state }) => kind === 'export' && state === 'running')
  const packages = usePackages(request.id, isOpen, job?.state)
  const made =
    job?.state === 'finished' && !isOrdering
      ? packages.find(({ id }) => id === job.result['exportId'])
      : undefined
  const leaks = job?.state === 'refused' && job.code === 'leaks-found' ? Number(job.data['count']) : 0
  useEffect(() => {
    if (leaks > 0) void reloadClip()
  }, [leaks])

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
        <ExportSteps job={job} isClear={style === 'clear'} />
      ) : leaks > 0 ? (
        <Notice
          tone="warning"
          title={sheet.leaks(leaks)}
          action={
            <Button
              kind="primary"
              onPress={() => {
                setJobId(undefined)
                onClose()
              }}
            >
              {sheet.toReview}
            </Button>
          }
        >
          {sheet.leaksText}
        </Notice>
      ) : (
        <>
          {job !== undefined && job.state !== 'finished' && (
            <Notice tone={job.state === 'cancelled' ? 'info' : 'danger'}>
              {job.state === 'cancelled' ? sheet.cancelled : outcomeSentence(job, words)}
            </Notice>
          )}
          {made !== undefined ? (
            <ExportMade made={made} onAnew={() => setOrdering(true)} />
          ) : (
            <ExportOrder
              key={cameraId}
              request={request}
              cameraId={cameraId}
              clip={clip}
              onStarted={(started, ordered) => {
                setJobId(started.id)
                setStyle(ordered)
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

function Earlier({ packages }: { packages: readonly ExportedPackage[] }) {
  const { exports: sheet } = useWords()
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
          { title: sheet.copy, cell: ({ copyNo }) => sheet.copyNo(copyNo), isShort: true },
          { title: sheet.file, cell: ({ fileName }) => fileName },
          { title: sheet.recipientColumn, cell: ({ recipient }) => recipient, isShort: true },
          { title: sheet.mediumColumn, cell: ({ medium }) => medium, isShort: true },
          { title: sheet.madeAt, cell: ({ madeAt }) => momentText(madeAt), isShort: true },
        ]}
      />
      {opening.problem !== undefined && <Notice tone="danger">{opening.problem}</Notice>}
    </>
  )
}

/** What has been made of the request, newest first; asked again whenever the job changes its state. */
function usePackages(
  requestId: RequestId,
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

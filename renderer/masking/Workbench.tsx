import { useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import type { Clip } from '#contract/masking.ts'
import type { Job } from '#domain/job.ts'
import type { Masks } from '#domain/mask-work.ts'
import type { CameraId } from '#domain/policy.ts'
import type { FootageRequest } from '#domain/request.ts'
import { useAttempt } from '../attempt.ts'
import { dismissJob, useJobs } from '../frame/jobs.ts'
import { useRequests } from '../requests/requests.ts'
import { SelectField } from '../ui/Choice.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Controls } from '../viewing/Controls.tsx'
import { usePlayerKeys } from '../viewing/keys.ts'
import { RangeRuler } from '../viewing/Rulers.tsx'
import { Stage } from '../viewing/Stage.tsx'
import { closeViewing, type OpenViewing } from '../viewing/viewing.ts'
import { sentenceFor, useWords } from '../words.ts'
import { ClearExport } from './ClearExport.tsx'
import { DetectPanel } from './DetectPanel.tsx'
import { ExportSheet } from './ExportSheet.tsx'
import { Lanes } from './Lanes.tsx'
import { groupsOf, type Sort } from './lanes.ts'
import css from './MaskingScreen.module.css'
import { leaveMasking, reloadClip, turnTo, useMasking } from './masking.ts'
import { Overlay } from './Overlay.tsx'
import { forgetReasons } from './reasons.ts'
import { SidePanel } from './SidePanel.tsx'
import { StudioBar } from './StudioBar.tsx'
import { Tray } from './Tray.tsx'
import { useStudio } from './useStudio.ts'

/** The studio: the picture with everybody in it marked, who they are, what has to be looked at, and when. */
export function Workbench({ open }: { open: OpenViewing }) {
  const { playback, request, cameras } = open
  const { terms, masking, viewing } = useWords()
  // It may have been decided anew since the viewing was opened.
  const decided = useRequests(({ byId }) => byId[request.id]) ?? request
  const cameraId = useStore(playback.store, (state) => state.cameraId)
  const clip = useMasking((state) => state.clip)
  const masks = useMasking((state) => state.masks)
  const thrown = useMasking((state) => state.thrown)
  const [isEscaping, setEscaping] = useState(false)
  const loading = useAttempt()
  const closing = useAttempt()

  useEffect(() => {
    void loading.run(() => turnTo(request.id, cameraId))
    // oxlint-disable-next-line react/exhaustive-deps -- `loading` is anew at every turn
  }, [request.id, cameraId])
  useEffect(() => {
    forgetReasons()
    return leaveMasking
  }, [])
  useReloading()
  usePlayerKeys(playback, {
    once: () => setEscaping(true),
    twice: () => void closing.run(closeViewing),
  })
  useEffect(() => {
    if (!isEscaping) return undefined
    const timer = setTimeout(() => setEscaping(false), 1500)
    return () => clearTimeout(timer)
  }, [isEscaping])

  const stopped = thrown === undefined ? undefined : sentenceFor(thrown)
  const problem = loading.problem ?? closing.problem ?? stopped
  const isReady = clip !== null && clip !== undefined && masks !== undefined
  const camera = cameras.length > 1 && (
    <SelectField<CameraId>
      label={masking.camera}
      isLabelHidden
      size="small"
      value={cameraId}
      onChange={(id) => playback.chooseCamera(id)}
      options={cameras.map(({ id, number, place }) => ({
        value: id,
        label: viewing.cameraTab(number, place),
      }))}
    />
  )
  const toast = isEscaping && <p className={css['toast']}>{viewing.escapeOnce}</p>
  return (
    <div className={css['bench']} data-ready={isReady}>
      <div className={css['problem']}>
        {problem !== undefined && <Notice tone="danger">{problem}</Notice>}
      </div>
      {isReady ? (
        <Studio open={open} request={decided} clip={clip} masks={masks} camera={camera} toast={toast} />
      ) : (
        <>
          <header className={css['bar']}>
            <h1>{terms.requestNumber(request.number)}</h1>
            {camera}
          </header>
          <div className={css['side']}>
            {clip === undefined ? (
              <output>{terms.loading}</output>
            ) : (
              <>
                <DetectPanel requestId={request.id} cameraId={cameraId} found={null} />
                <ClearExport key={cameraId} request={decided} cameraId={cameraId} />
              </>
            )}
          </div>
          <div className={css['stage']}>
            <Stage open={open}>{toast}</Stage>
          </div>
        </>
      )}
      <div className={css['time']}>
        <Controls open={open} />
        <RangeRuler open={open} />
        {isReady && <Lanes clip={clip} playback={playback} />}
      </div>
    </div>
  )
}

interface StudioProps {
  open: OpenViewing
  request: FootageRequest
  clip: Clip
  masks: Masks
  camera: React.ReactNode
  toast: React.ReactNode
}

function Studio({ open, request, clip, masks, camera, toast }: StudioProps) {
  const { playback } = open
  const [isExporting, setExporting] = useState(false)
  const [sort, setSort] = useState<Sort>('time')
  const groups = useMemo(() => groupsOf(clip, sort), [clip, sort])
  const order = groups.flatMap(({ people }) => people.map(({ track }) => track))
  useStudio(clip, playback, order)
  return (
    <>
      <StudioBar clip={clip} number={request.number} camera={camera} onExport={() => setExporting(true)} />
      <div className={css['side']}>
        <Tray clip={clip} playback={playback} groups={groups} sort={sort} onSort={setSort} />
        <DetectPanel requestId={clip.requestId} cameraId={clip.cameraId} found={clip} />
      </div>
      <div className={css['stage']}>
        <Stage open={open}>
          <Overlay clip={clip} masks={masks} playback={playback} />
          {toast}
        </Stage>
      </div>
      <SidePanel clip={clip} playback={playback} />
      <ExportSheet
        request={request}
        cameraId={clip.cameraId}
        clip={clip}
        isOpen={isExporting}
        onClose={() => setExporting(false)}
      />
    </>
  )
}

/** Following a mask changes the clip, and a film that was scanned may have brought questions: it is asked for again. */
function useReloading(): void {
  const { byId } = useJobs()
  const ended = Object.values<Job>(byId).filter(
    ({ kind, state }) => (kind === 'follow' || kind === 'export') && state !== 'running',
  )
  const names = ended.map(({ id }) => id).join()
  const { run } = useAttempt()
  useEffect(() => {
    if (names === '') return
    void run(reloadClip)
    // The mask itself shows that it has been followed.
    for (const { id, kind, state } of ended) if (kind === 'follow' && state === 'finished') dismissJob(id)
    // oxlint-disable-next-line react/exhaustive-deps -- once for every job that ends
  }, [names, run])
}

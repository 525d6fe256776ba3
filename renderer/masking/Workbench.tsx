import { useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { Clip } from '#contract/contract.ts'
import type { CameraId } from '#domain/policy.ts'
import { useAttempt } from '../attempt.ts'
import { Button } from '../ui/Button.tsx'
import { CheckBox, SelectField } from '../ui/Choice.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Controls } from '../viewing/Controls.tsx'
import { usePlayerKeys } from '../viewing/keys.ts'
import { RangeRuler } from '../viewing/Rulers.tsx'
import { Stage } from '../viewing/Stage.tsx'
import { closeViewing, type OpenViewing } from '../viewing/viewing.ts'
import { useWords } from '../words.ts'
import { DetectPanel } from './DetectPanel.tsx'
import { ExportSheet } from './ExportSheet.tsx'
import css from './MaskingScreen.module.css'
import { leaveMasking, selectBeside, setKept, setPreview, turnTo, useMasking } from './masking.ts'
import { Overlay } from './Overlay.tsx'
import { goToFrame, Tray } from './Tray.tsx'

/** The picture with everybody in it marked, and beside it who they are. */
export function Workbench({ open }: { open: OpenViewing }) {
  const { playback, request, cameras } = open
  const words = useWords()
  const { masking, viewing } = words
  const cameraId = useStore(playback.store, (state) => state.cameraId)
  const clip = useMasking((state) => state.clip)
  const isPreview = useMasking((state) => state.isPreview)
  const [isExporting, setExporting] = useState(false)
  const [isEscaping, setEscaping] = useState(false)
  const loading = useAttempt()
  const keeping = useAttempt()
  const closing = useAttempt()

  useEffect(() => {
    void loading.run(() => turnTo(request.id, cameraId))
    // oxlint-disable-next-line react/exhaustive-deps -- `loading` is anew at every turn
  }, [request.id, cameraId])
  useEffect(() => leaveMasking, [])
  usePlayerKeys(playback, {
    once: () => setEscaping(true),
    twice: () => void closing.run(closeViewing),
  })
  useEffect(() => {
    if (!isEscaping) return undefined
    const timer = setTimeout(() => setEscaping(false), 1500)
    return () => clearTimeout(timer)
  }, [isEscaping])

  const toggle = (track: number) => {
    if (clip !== null && clip !== undefined)
      void keeping.run(() => setKept(track, !clip.kept.includes(track)))
  }
  useTrayKeys({
    beside: selectBeside,
    toggle: () => {
      const { selected } = useMasking.getState()
      if (selected !== undefined) toggle(selected)
    },
    visit: () => {
      const track = clip?.tracks.find((candidate) => candidate.track === useMasking.getState().selected)
      if (clip !== null && clip !== undefined && track !== undefined)
        goToFrame(playback, clip, track.bestFrame)
    },
    preview: () => setPreview(!useMasking.getState().isPreview),
  })

  const problem = loading.problem ?? keeping.problem ?? closing.problem
  return (
    <div className={css['bench']}>
      <header className={css['bar']}>
        <h1>{words.terms.requestNumber(request.number)}</h1>
        {cameras.length > 1 && (
          <SelectField<CameraId>
            label={masking.camera}
            isLabelHidden
            value={cameraId}
            onChange={(id) => playback.chooseCamera(id)}
            options={cameras.map(({ id, number, place }) => ({
              value: id,
              label: viewing.cameraTab(number, place),
            }))}
          />
        )}
        {clip !== null && clip !== undefined && (
          <>
            <p className={css['counts']}>{masking.keptCount(clip.kept.length, maskedCount(clip))}</p>
            <CheckBox isSelected={isPreview} onChange={setPreview}>
              {masking.picture.preview}
            </CheckBox>
            <Button kind="primary" icon="box" onPress={() => setExporting(true)}>
              {masking.export.open}
            </Button>
          </>
        )}
      </header>
      {problem !== undefined && <Notice tone="danger">{problem}</Notice>}
      <div className={css['main']}>
        <div className={css['side']}>
          {clip === undefined ? (
            <output>{words.terms.loading}</output>
          ) : clip === null ? (
            <DetectPanel requestId={request.id} cameraId={cameraId} isAgain={false} />
          ) : (
            <>
              <Tray clip={clip} playback={playback} onToggle={toggle} />
              <DetectPanel requestId={request.id} cameraId={cameraId} isAgain />
            </>
          )}
        </div>
        <Stage open={open}>
          {clip !== null && clip !== undefined && (
            <Overlay clip={clip} playback={playback} onToggle={toggle} />
          )}
          {isEscaping && <p className={css['toast']}>{viewing.escapeOnce}</p>}
        </Stage>
      </div>
      {isPreview && <p className={css['hint']}>{masking.picture.previewText}</p>}
      <Controls open={open} />
      <RangeRuler open={open} />
      {clip !== null && clip !== undefined && (
        <ExportSheet clip={clip} isOpen={isExporting} onClose={() => setExporting(false)} />
      )}
    </div>
  )
}

const maskedCount = ({ tracks, kept }: Clip): number => tracks.length - kept.length

interface TrayKeys {
  beside: (step: 1 | -1) => void
  toggle: () => void
  visit: () => void
  preview: () => void
}

/** ↑↓ M Enter P, by the position of the key; not while something is being typed or a sheet is open. */
function useTrayKeys(keys: TrayKeys): void {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  }, [keys])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { target, code, ctrlKey, metaKey, altKey, isComposing } = event
      if (ctrlKey || metaKey || altKey || isComposing || document.querySelector('[role="dialog"]') !== null)
        return
      if (
        target instanceof Element &&
        target.closest('select, textarea, input:not([type=range], [type=checkbox])')
      )
        return
      if (code === 'ArrowDown') latest.current.beside(1)
      else if (code === 'ArrowUp') latest.current.beside(-1)
      else if (code === 'KeyM') latest.current.toggle()
      else if (code === 'KeyP') latest.current.preview()
      else if (code === 'Enter' && !(target instanceof Element && target.closest('button, a') !== null))
        latest.current.visit()
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}

import { useEffect, useMemo } from 'react'
import { useStore } from 'zustand'
import type { Clip } from '#contract/contract.ts'
import { type Area, grown, MOTION, masksFor } from '#domain/masking.ts'
import type { Playback } from '../viewing/playback.ts'
import { useWords } from '../words.ts'
import { frameAt, WINDOW_FRAMES } from './frames.ts'
import { boxesAt, needBoxes, select, useMasking } from './masking.ts'
import css from './Overlay.module.css'

interface OverlayProps {
  clip: Clip
  playback: Playback
  onToggle: (track: number) => void
}

/**
 * Who is in the picture, frame by frame. The preview draws what the export computes from the same boxes by the same
 * rule (`masksFor`): while boxes are missing the picture is covered whole, as a frame without them would be.
 */
export function Overlay({ clip, playback, onToggle }: OverlayProps) {
  const words = useWords().masking
  const place = useStore(playback.store, (state) => state.place)
  const isPreview = useMasking((state) => state.isPreview)
  const selected = useMasking((state) => state.selected)
  const frame = place.kind === 'part' ? frameAt(clip, place.stretch.part.recordingId, place.us) : undefined
  const boxes = useMasking((state) => boxesAt(state, frame))
  const kept = useMemo(() => new Set(clip.kept), [clip.kept])

  useEffect(() => {
    if (frame === undefined) return
    // Boxes that do not come leave the preview covered; the next frame asks again.
    needBoxes(frame).catch(() => undefined)
    const ahead = frame + WINDOW_FRAMES / 2
    if (ahead < clip.frameCount) needBoxes(ahead).catch(() => undefined)
  }, [frame, clip.frameCount])

  if (place.kind === 'gap') return null
  const ratio = clip.width / clip.height
  return (
    <div className={css['fit']}>
      <div className={css['picture']} style={{ aspectRatio: ratio, width: `min(100cqw, ${100 * ratio}cqh)` }}>
        {isPreview ? (
          <>
            {masksFor(boxes, kept, clip).map((area) => (
              <i key={Object.values(area).join(' ')} className={css['fill']} style={position(clip, area)} />
            ))}
            {boxes === undefined && <p className={css['unknown']}>{words.picture.unknown}</p>}
          </>
        ) : (
          boxes?.map((box, index) => {
            const area = grown(box, clip)
            if (area === undefined) return null
            // oxlint-disable-next-line react/no-array-index-key -- motion has no identity from frame to frame
            if (box.track === MOTION)
              return <i key={`motion ${index}`} className={css['motion']} style={position(clip, area)} />
            const isKept = kept.has(box.track)
            const state = isKept ? words.tray.kept : words.tray.masked
            return (
              <button
                key={box.track}
                type="button"
                tabIndex={-1}
                className={css[isKept ? 'kept' : 'masked']}
                data-selected={box.track === selected}
                style={position(clip, area)}
                aria-label={words.picture.box(words.tray.person(box.track), state)}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => {
                  select(box.track)
                  onToggle(box.track)
                }}
              >
                <span>
                  {isKept ? `${words.tray.person(box.track)} ${state}` : words.tray.person(box.track)}
                </span>
              </button>
            )
          })
        )}
      </div>
    </div>
  )
}

function position({ width, height }: Clip, { x, y, w, h }: Area) {
  return {
    left: `${(x / width) * 100}%`,
    top: `${(y / height) * 100}%`,
    width: `${(w / width) * 100}%`,
    height: `${(h / height) * 100}%`,
  }
}

import { useEffect } from 'react'
import type { Clip } from '#contract/masking.ts'
import type { Masks } from '#domain/mask-work.ts'
import { type Box, grown, MOTION } from '#domain/masking.ts'
import { Icon } from '../ui/Icon.tsx'
import type { Playback } from '../viewing/playback.ts'
import { useWords } from '../words.ts'
import { toggleKept } from './changes.ts'
import { WINDOW_FRAMES } from './frames.ts'
import { HandLayer } from './HandLayer.tsx'
import { standingOf } from './lanes.ts'
import { boxesAt, needBoxes, select, useMasking } from './masking.ts'
import css from './Overlay.module.css'
import { position } from './place.ts'
import { useFrame } from './playhead.ts'
import { isMarkedAt } from './reviewing.ts'

/** Names stand over their boxes, and inside them so near to the picture's edge. */
const NEAR_EDGE = 0.07

interface OverlayProps {
  clip: Clip
  masks: Masks
  playback: Playback
}

/**
 * Who is in the picture, frame by frame. The preview draws what the export computes from the same boxes by the same
 * rule (`Masks.at`): while boxes are missing the picture is covered whole, as a frame without them would be.
 */
export function Overlay({ clip, masks, playback }: OverlayProps) {
  const isPreview = useMasking((state) => state.isPreview)
  const frame = useFrame(clip, playback)
  const boxes = useMasking((state) => boxesAt(state, frame))

  useEffect(() => {
    if (frame === undefined) return
    // Boxes that do not come leave the preview covered; the next frame asks again.
    needBoxes(frame).catch(() => undefined)
    const ahead = frame + WINDOW_FRAMES / 2
    if (ahead < clip.frameCount) needBoxes(ahead).catch(() => undefined)
  }, [frame, clip.frameCount])

  if (frame === undefined) return null
  const ratio = clip.width / clip.height
  return (
    <div className={css['fit']}>
      <div className={css['picture']} style={{ aspectRatio: ratio, width: `min(100cqw, ${100 * ratio}cqh)` }}>
        {isPreview ? (
          <Cover clip={clip} masks={masks} frame={frame} boxes={boxes} />
        ) : (
          <>
            <People clip={clip} masks={masks} frame={frame} boxes={boxes} />
            <Doubts clip={clip} frame={frame} />
          </>
        )}
        <HandLayer clip={clip} frame={frame} isPreview={isPreview} />
      </div>
    </div>
  )
}

interface LayerProps {
  clip: Clip
  masks: Masks
  frame: number
  boxes: readonly Box[] | undefined
}

/** Exactly what leaves. */
function Cover({ clip, masks, frame, boxes }: LayerProps) {
  const { picture } = useWords().studio
  return (
    <>
      {masks.at(frame, boxes).map((area, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- areas have no identity from frame to frame
        <i key={index} className={css['fill']} style={position(clip, area)} />
      ))}
      {boxes === undefined && <p className={css['unknown']}>{picture.unknown}</p>}
    </>
  )
}

/** Everybody in their box; a click keeps or masks. */
function People({ clip, masks, frame, boxes = [] }: LayerProps) {
  const words = useWords()
  const { picture, tray } = words.studio
  const selected = useMasking((state) => state.selected)
  return masks.numbered(frame, boxes).map((box, index) => {
    const area = grown(box, clip)
    if (area === undefined) return null
    if (box.track === MOTION)
      // oxlint-disable-next-line react/no-array-index-key -- motion has no identity from frame to frame
      return <i key={`motion ${index}`} className={css['motion']} style={position(clip, area)} />
    const standing = standingOf(clip.work, box.track)
    const name = tray.person(box.track)
    return (
      <button
        // oxlint-disable-next-line react/no-array-index-key -- two boxes may have one number after they were joined
        key={`${box.track} ${index}`}
        type="button"
        tabIndex={-1}
        className={css['person']}
        data-standing={standing}
        data-selected={box.track === selected}
        data-high={area.y < clip.height * NEAR_EDGE}
        style={position(clip, area)}
        aria-label={picture.box(name, tray[standing])}
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => {
          select(box.track)
          if (standing !== 'thing') void toggleKept(box.track, words)
        }}
      >
        <span>{standing === 'masked' ? name : `${name} ${tray[standing]}`}</span>
      </button>
    )
  })
}

/** What nobody has answered yet at this moment, and what is being looked at. */
function Doubts({ clip, frame }: { clip: Clip; frame: number }) {
  const { picture } = useWords().studio
  const questionId = useMasking((state) => state.questionId)
  return clip.questions.map((question) => {
    const { id, answer, box } = question
    const isLookedAt = id === questionId
    if (box === undefined || (answer !== undefined && !isLookedAt)) return null
    if (!isMarkedAt(question, frame, clip)) return null
    return (
      <i
        key={id}
        className={css['doubt']}
        data-selected={isLookedAt}
        data-low={box.y + box.h > clip.height * (1 - NEAR_EDGE)}
        style={position(clip, box)}
      >
        <span>
          <Icon name="warning" size={14} />
          {picture.doubtful}
        </span>
      </i>
    )
  })
}

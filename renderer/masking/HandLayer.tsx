import { type PointerEvent, useRef, useState } from 'react'
import type { Clip } from '#contract/masking.ts'
import { type HandMask, handAreaAt } from '#domain/mask-work.ts'
import type { Area } from '#domain/masking.ts'
import { useWords } from '../words.ts'
import { mend, putHand } from './changes.ts'
import { HandBox } from './HandBox.tsx'
import { drawn, fixed, fromFrameOn, placed } from './hands.ts'
import { selectHand, take, useMasking } from './masking.ts'
import css from './Overlay.module.css'
import { position } from './place.ts'
import { reasonFor } from './reasons.ts'

interface HandLayerProps {
  clip: Clip
  frame: number
  isPreview: boolean
}

/** Masks drawn by hand: they are drawn, moved and resized here. In the preview only the one being made is seen. */
export function HandLayer({ clip, frame, isPreview }: HandLayerProps) {
  const words = useWords()
  const { picture } = words.studio
  const tool = useMasking((state) => state.tool)
  const handId = useMasking((state) => state.handId)
  const place = (hand: HandMask, area: Area) => placed(hand, frame, area, clip.frameCount)
  return (
    <>
      {!isPreview &&
        clip.work.hands.map((hand, index) => {
          const area = handAreaAt(hand, frame)
          if (area === undefined) return null
          return (
            <HandBox
              key={hand.id}
              clip={clip}
              frame={frame}
              source={hand}
              area={area}
              name={picture.hand(index + 1)}
              label={picture.handHelp(index + 1)}
              isSelected={hand.id === handId && tool.kind !== 'draft'}
              onSelect={() => selectHand(hand.id)}
              onPlace={(moved) => void putHand(place(hand, moved), words)}
            />
          )
        })}
      {tool.kind === 'draft' && (
        <HandBox
          clip={clip}
          frame={frame}
          source={tool.hand}
          area={handAreaAt(tool.hand, frame) ?? firstPlace(tool.hand)}
          name={picture.draftName}
          label={picture.draft}
          isSelected
          hasFocus
          onSelect={() => undefined}
          onPlace={(moved) => take({ ...tool, hand: place(tool.hand, moved) })}
        />
      )}
      {tool.kind === 'draw' && <Canvas clip={clip} frame={frame} />}
    </>
  )
}

const firstPlace = ({ keyframes }: HandMask): Area => keyframes[0] as Area

/** Covers the picture while something is being drawn. */
function Canvas({ clip, frame }: { clip: Clip; frame: number }) {
  const words = useWords()
  const tool = useMasking((state) => state.tool)
  const from = useRef<{ x: number; y: number }>(undefined)
  const [area, setArea] = useState<Area>()

  const at = ({ currentTarget, clientX, clientY }: PointerEvent) => {
    const { left, top, width, height } = currentTarget.getBoundingClientRect()
    return { x: ((clientX - left) / width) * clip.width, y: ((clientY - top) / height) * clip.height }
  }
  const finish = () => {
    from.current = undefined
    setArea(undefined)
    if (area === undefined) return
    const hand = handFor(reasonFor('hand', words), words.studio.fixedReasons, area, frame, clip)
    if (tool.kind === 'draw' && tool.mending !== undefined) return void mend(hand, tool.mending, words)
    take({ kind: 'choose' })
    void putHand(hand, words).then((isPut) => isPut && selectHand(hand.id))
  }
  return (
    <div
      className={css['canvas']}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        from.current = at(event)
      }}
      onPointerMove={(event) => {
        if (from.current !== undefined) setArea(drawn(from.current, at(event), clip))
      }}
      onPointerUp={finish}
      onPointerCancel={() => {
        from.current = undefined
        setArea(undefined)
      }}
    >
      <p>{words.studio.picture.drawHint}</p>
      {area !== undefined && <i className={css['drawing']} style={position(clip, area)} />}
    </div>
  )
}

/** What is drawn holds to the end of the clip, so that nothing is bared by forgetting; a screen or a plate, all the time. */
function handFor(
  why: string,
  fixedReasons: readonly string[],
  area: Area,
  frame: number,
  { frameCount }: Clip,
): HandMask {
  const id = crypto.randomUUID()
  return fixedReasons.includes(why)
    ? fixed({ id }, area, frameCount)
    : fromFrameOn(id, frame, area, frameCount)
}

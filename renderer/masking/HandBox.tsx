import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react'
import type { Clip } from '#contract/masking.ts'
import type { Area } from '#domain/masking.ts'
import { dragged, type Grip } from './hands.ts'
import { useMasking } from './masking.ts'
import css from './Overlay.module.css'
import { position } from './place.ts'

const CORNERS = ['nw', 'ne', 'sw', 'se'] as const
/** Presses of arrow keys that follow each other within this time are one move. */
const SETTLE_MS = 500
/** One press of an arrow key moves by this share of the picture's width. */
const STEP_SHARE = 1 / 160

interface HandBoxProps {
  clip: Clip
  frame: number
  /** What the area was computed from: anew, and the box lies where it says. */
  source: unknown
  area: Area
  name: string
  label: string
  isSelected: boolean
  hasFocus?: boolean
  onSelect: () => void
  onPlace: (area: Area) => void
}

/** One mask drawn by hand: dragged or moved by arrow keys, resized by its corners or with Shift. */
export function HandBox(props: HandBoxProps) {
  const { clip, area, name, label, isSelected, hasFocus, onSelect } = props
  const box = useRef<HTMLButtonElement>(null)
  const { live, hold, move, drop, press } = useMoving(props)
  const shown = live ?? area

  useEffect(() => {
    if (hasFocus === true) box.current?.focus()
  }, [hasFocus])

  const grab = (grip: Grip) => ({
    onPointerDown: (event: PointerEvent) => {
      onSelect()
      hold(grip, event)
    },
    onPointerMove: move,
    onPointerUp: drop,
    onPointerCancel: drop,
  })
  return (
    <>
      <button
        ref={box}
        type="button"
        data-hand
        className={css['hand']}
        data-selected={isSelected}
        style={position(clip, shown)}
        aria-label={label}
        onFocus={onSelect}
        onKeyDown={press}
        {...grab('all')}
      >
        <span>{name}</span>
      </button>
      {isSelected &&
        CORNERS.map((corner) => (
          <i key={corner} className={css['grip']} style={cornerOf(clip, shown, corner)} {...grab(corner)} />
        ))}
    </>
  )
}

/** The area while it is being moved; it is placed when the pointer is let go and when the keys have come to rest. */
function useMoving({ clip, frame, source, area, onPlace }: HandBoxProps) {
  const thrown = useMasking((state) => state.thrown)
  const [moved, setMoved] = useState<{ area: Area; source: unknown; thrown: unknown }>()
  // Placed or refused: what is shown is again what the office has.
  const isLive = moved !== undefined && moved.source === source && moved.thrown === thrown
  const live = isLive ? moved.area : undefined
  const setLive = (next: Area) => setMoved({ area: next, source, thrown })
  const held = useRef<{ grip: Grip; x: number; y: number; from: Area; scale: number }>(undefined)
  const settling = useRef<{ timer: ReturnType<typeof setTimeout>; place: () => void }>(undefined)

  // What was moved by keys in a frame belongs to that frame.
  useEffect(
    () => () => {
      if (settling.current === undefined) return
      clearTimeout(settling.current.timer)
      settling.current.place()
      settling.current = undefined
    },
    [frame],
  )

  return {
    live,
    hold: (grip: Grip, event: PointerEvent) => {
      const picture = event.currentTarget.parentElement?.getBoundingClientRect()
      if (picture === undefined || event.button !== 0) return
      event.currentTarget.setPointerCapture(event.pointerId)
      const scale = clip.width / picture.width
      held.current = { grip, x: event.clientX, y: event.clientY, from: live ?? area, scale }
    },
    move: ({ clientX, clientY }: PointerEvent) => {
      if (held.current === undefined) return
      const { grip, x, y, from, scale } = held.current
      setLive(dragged(from, grip, (clientX - x) * scale, (clientY - y) * scale, clip))
    },
    drop: () => {
      if (held.current === undefined) return
      held.current = undefined
      if (live !== undefined) onPlace(live)
    },
    press: (event: KeyboardEvent) => {
      const way = WAYS[event.code]
      if (way === undefined || event.ctrlKey || event.altKey || event.metaKey) return
      event.preventDefault()
      event.stopPropagation()
      const step = clip.width * STEP_SHARE
      const grip = event.shiftKey ? 'se' : 'all'
      const next = dragged(live ?? area, grip, way[0] * step, way[1] * step, clip)
      setLive(next)
      clearTimeout(settling.current?.timer)
      const place = () => onPlace(next)
      const timer = setTimeout(() => {
        settling.current = undefined
        place()
      }, SETTLE_MS)
      settling.current = { timer, place }
    },
  }
}

const WAYS: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

function cornerOf(clip: Clip, { x, y, w, h }: Area, corner: (typeof CORNERS)[number]) {
  const left = corner.endsWith('w') ? x : x + w
  const top = corner.startsWith('n') ? y : y + h
  const { left: atX, top: atY } = position(clip, { x: left, y: top, w: 0, h: 0 })
  return { left: atX, top: atY, cursor: corner === 'nw' || corner === 'se' ? 'nwse-resize' : 'nesw-resize' }
}

import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react'
import type { ChosenCopy } from '#contract/identity.ts'
import type { Area } from '#domain/masking.ts'
import { dragged, drawn, type Grip } from '../masking/hands.ts'
import { useWords } from '../words.ts'
import css from './Identity.module.css'

/** A box that is to be black, in pixels of the picture. */
export interface Cover extends Area {
  id: string
}

const WAYS: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}
/** How high the frame is: at first all of the picture is seen in it. */
const FRAME_VH = 46
/** One press of an arrow key moves by this share of the picture's width. */
const STEP_SHARE = 1 / 160

interface CoverPictureProps {
  copy: ChosenCopy
  covers: readonly Cover[]
  /** The box that has just been put by keys: it takes the focus. */
  focusedId: string | undefined
  zoom: number
  onChange: (covers: readonly Cover[]) => void
}

/** The picture that is not saved yet; boxes are drawn on it, moved, resized and taken away, by mouse and by keys. */
export function CoverPicture({ copy, covers, focusedId, zoom, onChange }: CoverPictureProps) {
  const { identity } = useWords().forms
  const from = useRef<{ x: number; y: number }>(undefined)
  const [area, setArea] = useState<Area>()
  const at = ({ currentTarget, clientX, clientY }: PointerEvent) => {
    const { left, top, width, height } = currentTarget.getBoundingClientRect()
    return { x: ((clientX - left) / width) * copy.width, y: ((clientY - top) / height) * copy.height }
  }
  const finish = () => {
    from.current = undefined
    setArea(undefined)
    if (area !== undefined) onChange([...covers, { ...area, id: crypto.randomUUID() }])
  }
  return (
    <div className={css['frame']}>
      <div
        className={css['picture']}
        style={{ width: `calc(${zoom} * min(100%, ${FRAME_VH * (copy.width / copy.height)}vh))` }}
        onPointerDown={(event) => {
          if (event.button !== 0) return
          event.currentTarget.setPointerCapture(event.pointerId)
          from.current = at(event)
        }}
        onPointerMove={(event) => {
          if (from.current !== undefined) setArea(drawn(from.current, at(event), copy))
        }}
        onPointerUp={finish}
        onPointerCancel={() => {
          from.current = undefined
          setArea(undefined)
        }}
      >
        <img src={`data:image/jpeg;base64,${copy.picture}`} alt={identity.picture} draggable={false} />
        {covers.map((cover, index) => (
          <CoverBox
            key={cover.id}
            copy={copy}
            cover={cover}
            label={identity.boxHelp(index + 1)}
            name={identity.box(index + 1)}
            hasFocus={cover.id === focusedId}
            onPlace={(next) => onChange(covers.map((each) => (each.id === cover.id ? next : each)))}
            onRemove={() => onChange(covers.filter((each) => each.id !== cover.id))}
          />
        ))}
        {area !== undefined && <i className={css['drawing']} style={position(copy, area)} />}
      </div>
    </div>
  )
}

interface CoverBoxProps {
  copy: ChosenCopy
  cover: Cover
  label: string
  name: string
  hasFocus: boolean
  onPlace: (cover: Cover) => void
  onRemove: () => void
}

function CoverBox({ copy, cover, label, name, hasFocus, onPlace, onRemove }: CoverBoxProps) {
  const box = useRef<HTMLButtonElement>(null)
  const held = useRef<{ grip: Grip; x: number; y: number; from: Cover; scale: number }>(undefined)
  useEffect(() => {
    if (hasFocus) box.current?.focus()
  }, [hasFocus])
  const grab = (grip: Grip) => ({
    onPointerDown: (event: PointerEvent) => {
      event.stopPropagation()
      const picture = event.currentTarget.parentElement?.getBoundingClientRect()
      if (picture === undefined || event.button !== 0) return
      event.currentTarget.setPointerCapture(event.pointerId)
      const scale = copy.width / picture.width
      held.current = { grip, x: event.clientX, y: event.clientY, from: cover, scale }
    },
    onPointerMove: ({ clientX, clientY }: PointerEvent) => {
      if (held.current === undefined) return
      const { x, y, from, scale } = held.current
      const moved = dragged(from, held.current.grip, (clientX - x) * scale, (clientY - y) * scale, copy)
      onPlace({ ...moved, id: cover.id })
    },
    onPointerUp: () => {
      held.current = undefined
    },
    onPointerCancel: () => {
      held.current = undefined
    },
  })
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault()
      return onRemove()
    }
    const way = WAYS[event.code]
    if (way === undefined || event.ctrlKey || event.altKey || event.metaKey) return
    event.preventDefault()
    const step = copy.width * STEP_SHARE
    const moved = dragged(cover, event.shiftKey ? 'se' : 'all', way[0] * step, way[1] * step, copy)
    onPlace({ ...moved, id: cover.id })
  }
  const corner = position(copy, { x: cover.x + cover.w, y: cover.y + cover.h, w: 0, h: 0 })
  return (
    <>
      <button
        ref={box}
        type="button"
        className={css['cover']}
        style={position(copy, cover)}
        aria-label={label}
        onKeyDown={press}
        {...grab('all')}
      >
        <span>{name}</span>
      </button>
      <i className={css['grip']} style={{ left: corner.left, top: corner.top }} {...grab('se')} />
    </>
  )
}

function position({ width, height }: ChosenCopy, { x, y, w, h }: Area) {
  return {
    left: `${(x / width) * 100}%`,
    top: `${(y / height) * 100}%`,
    width: `${(w / width) * 100}%`,
    height: `${(h / height) * 100}%`,
  }
}

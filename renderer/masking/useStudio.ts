import type { Clip } from '#contract/masking.ts'
import type { HandMask } from '#domain/mask-work.ts'
import type { Playback } from '../viewing/playback.ts'
import { useWords } from '../words.ts'
import {
  followHand,
  keepOnly,
  markOrMerge,
  putHand,
  redo,
  split,
  takeHand,
  toggleKept,
  toggleThing,
  undo,
} from './changes.ts'
import { holdFrom, holdUntil } from './hands.ts'
import { mark, selectBeside, setPreview, take, useMasking } from './masking.ts'
import { frameOf, goToFrame } from './playhead.ts'
import { give, settleDraft, visitBeside } from './queue.ts'
import { useStudioKeys } from './studio-keys.ts'

/** Ties the keys to what they do on a clip; `order` is that of the cards in the tray. */
export function useStudio(clip: Clip, playback: Playback, order: readonly number[]): void {
  const words = useWords()
  const onSelected = (act: (number: number) => unknown) => {
    const { selected } = useMasking.getState()
    if (selected !== undefined) act(selected)
  }
  const frame = () => frameOf(clip, playback.store.getState())
  const hand = () => {
    const { handId } = useMasking.getState()
    return clip.work.hands.find(({ id }) => id === handId)
  }
  const hold = (change: (hand: HandMask, frame: number) => HandMask | undefined) => {
    const [held, at] = [hand(), frame()]
    const changed = held === undefined || at === undefined ? undefined : change(held, at)
    if (changed !== undefined) void putHand(changed, words)
  }
  useStudioKeys({
    beside: (step) => selectBeside(order, step),
    visit: () =>
      onSelected((number) => {
        const person = clip.people.find(({ track }) => track === number)
        if (person !== undefined) goToFrame(playback, clip, person.bestFrame)
      }),
    toggle: () => onSelected((number) => toggleKept(number, words)),
    only: () => onSelected((number) => keepOnly(number, words)),
    join: () => onSelected((number) => markOrMerge(number, words)),
    split: () =>
      onSelected((number) => {
        const at = frame()
        if (at !== undefined) void split(number, at, words)
      }),
    thing: () => onSelected((number) => toggleThing(number, words)),
    question: (step) => visitBeside(playback, step),
    answer: (given) => give(playback, given, words),
    draw: () => take({ kind: useMasking.getState().tool.kind === 'choose' ? 'draw' : 'choose' }),
    holdFrom: () => hold(holdFrom),
    holdUntil: () => hold(holdUntil),
    follow: () => {
      const held = hand()
      if (held !== undefined) void followHand(held.id)
    },
    remove: () => {
      const held = hand()
      if (held !== undefined) void takeHand(held.id, words)
    },
    undo: () => void undo(),
    redo: () => void redo(),
    preview: () => setPreview(!useMasking.getState().isPreview),
    put: () => {
      const { kind } = useMasking.getState().tool
      if (kind === 'draft') void settleDraft(playback, words)
      return kind !== 'choose'
    },
    drop: () => {
      const { tool, marked } = useMasking.getState()
      if (tool.kind === 'choose' && marked === undefined) return false
      take({ kind: 'choose' })
      mark(undefined)
      return true
    },
  })
}

import type { ReactNode } from 'react'
import type { Clip } from '#contract/masking.ts'
import { timeText } from '../moments.ts'
import { Button } from '../ui/Button.tsx'
import { CheckBox } from '../ui/Choice.tsx'
import { Tag } from '../ui/Panel.tsx'
import { useWords } from '../words.ts'
import { redo, undo } from './changes.ts'
import css from './MaskingScreen.module.css'
import { setPreview, useMasking } from './masking.ts'
import { countsOf } from './reviewing.ts'

interface StudioBarProps {
  clip: Clip
  number: string
  camera: ReactNode
  onExport: () => void
}

/** Over the picture: who stays visible, back and forth, the preview, and whether a copy may leave. */
export function StudioBar({ clip, number, camera, onExport }: StudioBarProps) {
  const { terms, masking, studio } = useWords()
  const isPreview = useMasking((state) => state.isPreview)
  const { kept, things } = clip.work
  const { open } = countsOf(clip)
  const isUnsigned = clip.needsSignature && clip.signed === undefined
  const isShut = open > 0 || isUnsigned
  return (
    <header className={css['bar']}>
      <h1>{terms.requestNumber(number)}</h1>
      {camera}
      <p className={css['counts']}>
        {kept.length === 0
          ? studio.nobodyKept
          : studio.keptCount(kept.length, clip.people.length - kept.length - things.length)}
      </p>
      <Button
        size="small"
        icon="undo"
        aria-label={`${studio.undo} (Ctrl+Z)`}
        isDisabled={!clip.canUndo}
        onPress={() => void undo()}
      />
      <Button
        size="small"
        icon="redo"
        aria-label={`${studio.redo} (Ctrl+Shift+Z)`}
        isDisabled={!clip.canRedo}
        onPress={() => void redo()}
      />
      <CheckBox isSelected={isPreview} onChange={setPreview}>
        {studio.picture.preview}
      </CheckBox>
      {open > 0 ? (
        <Tag tone="warning" icon="warning">
          {studio.gate.open(open)}
        </Tag>
      ) : isUnsigned ? (
        <Tag tone="warning" icon="key">
          {studio.gate.unsigned}
        </Tag>
      ) : (
        <Tag tone="success" icon="check">
          {clip.signed === undefined
            ? studio.gate.ready
            : studio.gate.signed(clip.signed.actorName, timeText(clip.signed.at))}
        </Tag>
      )}
      <Button
        {...(!isShut && { kind: 'primary' as const })}
        size="small"
        icon="box"
        isDisabled={isShut}
        onPress={onExport}
      >
        {masking.export.open}
      </Button>
    </header>
  )
}

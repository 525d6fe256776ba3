import { useState } from 'react'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words.ts'
import css from './Forms.module.css'

const WIDTHS = [100, 150, 200, 300] as const

interface ScanBesideProps {
  /** Pages of the form: JPEG, base64. */
  pictures: readonly string[]
  onClose: () => void
}

/** A form that is only a picture, to stand beside the fields and be typed from; it says so. */
export function ScanBeside({ pictures, onClose }: ScanBesideProps) {
  const { forms } = useWords()
  const [zoom, setZoom] = useState(0)
  return (
    <section className={css['scan']} aria-label={forms.scanTitle}>
      <header className={css['head']}>
        <h2>{forms.scanTitle}</h2>
        <Button size="small" kind="quiet" isDisabled={zoom === 0} onPress={() => setZoom(zoom - 1)}>
          {forms.smaller}
        </Button>
        <Button
          size="small"
          kind="quiet"
          isDisabled={zoom === WIDTHS.length - 1}
          onPress={() => setZoom(zoom + 1)}
        >
          {forms.larger}
        </Button>
        <Button size="small" kind="quiet" icon="close" aria-label={forms.close} onPress={onClose} />
      </header>
      <Notice tone="info">{forms.scanText}</Notice>
      <div className={css['pages']}>
        {pictures.map((picture, index) => (
          <img
            // biome-ignore lint/suspicious/noArrayIndexKey: pages keep their places.
            key={index}
            src={`data:image/jpeg;base64,${picture}`}
            alt={forms.page(index + 1, pictures.length)}
            style={{ width: `${WIDTHS[zoom]}%` }}
          />
        ))}
      </div>
    </section>
  )
}

import { useEffect, useState } from 'react'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words.ts'
import css from './PrintDialog.module.css'

interface PaperFrameProps {
  /** None while it is laid out. */
  paper: { paperId: string; pages: number } | undefined
  problem: string | undefined
}

/**
 * The very sheet that prints, one page at a time: a frame of the office's own paper, without scripts. PageUp and PageDown turn
 * its pages, Home and End go to the first and the last.
 */
export function PaperFrame({ paper, problem }: PaperFrameProps) {
  const words = useWords().leaving.print
  const [turned, setTurned] = useState(1)
  const pages = paper?.pages ?? 1
  const page = Math.min(turned, pages)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { target } = event
      if (target instanceof HTMLElement && target.closest('textarea, select') !== null) return
      const to = { PageUp: page - 1, PageDown: page + 1, Home: 1, End: pages }[event.key]
      if (to === undefined) return
      event.preventDefault()
      setTurned(Math.max(1, Math.min(pages, to)))
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [page, pages])
  return (
    <section className={css['preview']} aria-label={words.preview}>
      <div className={css['sheet']}>
        {problem !== undefined ? (
          <Notice tone="danger">{problem}</Notice>
        ) : paper === undefined ? (
          <output className={css['wait']}>{words.busy}</output>
        ) : (
          <iframe
            key={paper.paperId}
            title={words.page(page, pages)}
            className={css['paper']}
            src={`./paper-${paper.paperId}#page-${page}`}
            sandbox="allow-same-origin"
            scrolling="no"
            tabIndex={-1}
          />
        )}
      </div>
      <nav className={css['turning']} aria-label={words.paging}>
        <Button
          kind="quiet"
          size="small"
          icon="back"
          aria-label={words.previous}
          isDisabled={page <= 1}
          onPress={() => setTurned(page - 1)}
        />
        <span>{words.page(page, pages)}</span>
        <Button
          kind="quiet"
          size="small"
          icon="next"
          aria-label={words.next}
          isDisabled={page >= pages}
          onPress={() => setTurned(page + 1)}
        />
      </nav>
    </section>
  )
}

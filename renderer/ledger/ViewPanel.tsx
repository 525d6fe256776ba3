import { type ReactNode, type Ref, useEffect, useRef, useState } from 'react'
import type { LedgerLine, RowDetail } from '#contract/ledger.ts'
import { useInstitution } from '../frame/institution.ts'
import { momentText } from '../moments.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/Panel.tsx'
import { useWords } from '../words.ts'
import { CorrectDialog } from './CorrectDialog.tsx'
import { Filter } from './Filter.tsx'
import css from './LedgerScreen.module.css'
import { LedgerTable } from './LedgerTable.tsx'
import { chooseColumns, open, PAGE, type Page, turnPage, useLedger } from './ledger.ts'
import { SidePanel } from './SidePanel.tsx'
import { Totals } from './Totals.tsx'
import { actColumns, bookColumns, destructionColumns, provisionColumns } from './views.tsx'

interface ViewPanelProps {
  textRef: Ref<HTMLInputElement>
  onSaid: (sentence: string) => void
}

/** One view: what narrows it, how many there are, a page of them, and the line that is open. */
export function ViewPanel({ textRef, onSaid }: ViewPanelProps) {
  const { terms, ledger: words } = useWords()
  const { page, view, opened } = useLedger()
  const [correcting, setCorrecting] = useState<RowDetail>()
  const top = useRef<HTMLDivElement>(null)
  const offset = useLedger((state) => state.offset)
  const shownOffset = useRef(offset)
  // Another page is read from its top.
  useEffect(() => {
    if (shownOffset.current !== offset) top.current?.scrollIntoView({ block: 'start' })
    shownOffset.current = offset
  }, [offset])
  const corrected = (line: LedgerLine) => {
    setCorrecting(undefined)
    onSaid(words.correct.saved(line.corrects ?? line.no, line.no))
    open({ of: 'row', no: line.no })
  }
  return (
    <div ref={top} className={css['view']}>
      <Filter textRef={textRef} />
      {page === undefined || page.view !== view ? (
        <output>{terms.loading}</output>
      ) : (
        <>
          <div className={css['above']}>
            <Totals page={page} />
            {view === 'book' && <Columns />}
            {page.total > 0 && <Pager count={page.lines.length} total={page.total} />}
          </div>
          {page.total === 0 ? (
            <EmptyState icon="book" title={words.empty}>
              {words.emptyText}
            </EmptyState>
          ) : (
            <div className={css['lines']}>
              <div className={css['table']}>
                <Lines page={page} />
                <p className={css['keys']}>{words.keys.map((key) => key.join(' ')).join(' · ')}</p>
              </div>
              {opened !== undefined && <SidePanel opened={opened} onCorrect={setCorrecting} />}
            </div>
          )}
        </>
      )}
      {correcting !== undefined && (
        <CorrectDialog detail={correcting} onClose={() => setCorrecting(undefined)} onCorrected={corrected} />
      )}
    </div>
  )
}

function Lines({ page }: { page: Page }) {
  const catalogue = useWords()
  const { ledger: words } = catalogue
  const { opened } = useLedger()
  const columns = useBookColumns()
  const areFew = opened !== undefined
  if (page.view === 'book')
    return (
      <LedgerTable
        label={words.book}
        columns={bookColumns(catalogue, areFew ? 'few' : columns)}
        lines={page.lines}
        lineKey={({ seq }) => seq}
        openWord={words.open}
        onOpen={({ no }) => open({ of: 'row', no })}
        isOpened={({ no }) => opened?.of === 'row' && opened.no === no}
        isPast={({ isErased, correctedBy }) => isErased || correctedBy !== undefined}
        before={(line, previous) => checkpointBetween(page, line, previous, words)}
      />
    )
  if (page.view === 'provisions')
    return (
      <LedgerTable
        label={words.provisions}
        columns={provisionColumns(catalogue, areFew)}
        lines={page.lines}
        lineKey={({ requestId }) => requestId}
        openWord={words.open}
        onOpen={(line) => open({ of: 'provision', line })}
        isOpened={({ requestId }) => opened?.of === 'provision' && opened.line.requestId === requestId}
      />
    )
  if (page.view === 'destructions')
    return (
      <LedgerTable
        label={words.destructions}
        columns={destructionColumns(catalogue, areFew)}
        lines={page.lines}
        lineKey={({ seq }) => seq}
        openWord={words.open}
        onOpen={({ no }) => open({ of: 'row', no })}
        isOpened={({ no }) => opened?.of === 'row' && opened.no === no}
        isPast={({ isErased, correctedBy }) => isErased || correctedBy !== undefined}
      />
    )
  return (
    <LedgerTable
      label={words.acts}
      columns={actColumns(catalogue, areFew)}
      lines={page.lines}
      lineKey={({ seq }) => seq}
      openWord={words.open}
      onOpen={({ seq }) => open({ of: 'act', seq })}
      isOpened={({ seq }) => opened?.of === 'act' && opened.seq === seq}
    />
  )
}

/** The last checkpoint that was kept between two lines; nothing where there was none. */
function checkpointBetween(
  { checkpoints }: Extract<Page, { view: 'book' }>,
  line: LedgerLine,
  previous: LedgerLine | undefined,
  words: ReturnType<typeof useWords>['ledger'],
): ReactNode {
  if (previous === undefined) return undefined
  const kept = checkpoints.findLast(({ size }) => size > previous.seq && size <= line.seq)
  if (kept === undefined) return undefined
  const why = words.checkpointWhy[kept.why as keyof typeof words.checkpointWhy] ?? kept.why
  return words.checkpointLine(kept.size, why, momentText(kept.at))
}

/** As somebody chose on the screen, else as the institution prints. */
export function useBookColumns(): 'ten' | 'twelve' {
  const chosen = useLedger(({ columns }) => columns)
  const usual = useInstitution(({ institution }) => institution?.ledgerColumns)
  return chosen ?? usual ?? 'twelve'
}

function Columns() {
  const { ledger } = useWords()
  const columns = useBookColumns()
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a fieldset is for forms
    <div className={css['columns']} role="group" aria-label={ledger.filter.columns}>
      {(['ten', 'twelve'] as const).map((each) => (
        <button key={each} type="button" aria-pressed={columns === each} onClick={() => chooseColumns(each)}>
          {ledger.filter[each]}
        </button>
      ))}
    </div>
  )
}

function Pager({ count, total }: { count: number; total: number }) {
  const { ledger: words } = useWords()
  const offset = useLedger((state) => state.offset)
  return (
    <nav className={css['pager']} aria-label={words.paging}>
      <span>{words.shown(offset + 1, offset + count, total)}</span>
      <Button
        kind="quiet"
        size="small"
        icon="back"
        aria-label={words.previous}
        isDisabled={offset === 0}
        onPress={() => turnPage(-1)}
      />
      <Button
        kind="quiet"
        size="small"
        icon="next"
        aria-label={words.next}
        isDisabled={offset + PAGE >= total}
        onPress={() => turnPage(1)}
      />
    </nav>
  )
}

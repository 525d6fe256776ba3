import { useEffect, useState } from 'react'
import { may } from '#domain/actor.ts'
import { useAttempt } from '../attempt.ts'
import { useStation } from '../frame/station.ts'
import { office } from '../office.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { EmptyState } from '../ui/Panel.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { useWords } from '../words.ts'
import { ActsTable } from './ActsTable.tsx'
import { Book, Totals } from './Book.tsx'
import { Filter } from './Filter.tsx'
import css from './LedgerScreen.module.css'
import { PAGE, refreshLedger, turnPage, turnTab, useLedger } from './ledger.ts'
import { ReasonDialog } from './ReasonDialog.tsx'
import { VerifyResult } from './VerifyResult.tsx'

type Verified = Awaited<ReturnType<typeof office.ledger.verify>>

/** The ledger and the access record; whether they are whole; and both on their way out of the house. */
export function LedgerScreen() {
  const { ledger: words } = useWords()
  const { tab, filter, offset } = useLedger()
  const actor = useStation(({ station }) => station?.actor)
  const size = useStation(({ station }) => station?.ledgerSize)
  const [asking, setAsking] = useState<'print' | 'exportEntries'>()
  const [saved, setSaved] = useState<string>()
  const [verified, setVerified] = useState<Verified>()
  const loading = useAttempt()
  const verifying = useAttempt()

  useEffect(() => {
    if (filter.toOn < filter.fromOn) return undefined
    // Typing narrows with every letter; the office is asked when the hand rests.
    const timer = setTimeout(() => void loading.run(refreshLedger), 150)
    return () => clearTimeout(timer)
    // oxlint-disable-next-line react/exhaustive-deps -- `loading` is anew at every turn; a new entry asks again
  }, [tab, filter, offset, size])

  const verify = () => {
    setVerified(undefined)
    void verifying.run(async () => setVerified(await office.ledger.verify()))
  }
  const problem = verifying.problem ?? loading.problem
  return (
    <div className={css['screen']}>
      <header className={css['head']}>
        <h1>{words.title}</h1>
        <div className={css['actions']}>
          {actor !== undefined && may(actor, 'ledger.print') && (
            <>
              <Button icon="leave" onPress={() => setAsking('exportEntries')}>
                {words.exportEntries.button}
              </Button>
              <Button icon="print" onPress={() => setAsking('print')}>
                {words.print.button}
              </Button>
            </>
          )}
          <Button kind="primary" icon="check" isDisabled={verifying.isBusy} onPress={verify}>
            {words.verify.button}
          </Button>
        </div>
      </header>
      {problem !== undefined && <Notice tone="danger">{problem}</Notice>}
      {verifying.isBusy && <Notice tone="info">{words.verify.busy}</Notice>}
      {verified !== undefined && <VerifyResult verified={verified} onClose={() => setVerified(undefined)} />}
      {saved !== undefined && <Notice tone="success">{saved}</Notice>}
      <Tabs
        label={words.tabs}
        selected={tab}
        onSelect={turnTab}
        tabs={[
          { id: 'book', title: words.book, panel: <BookPanel /> },
          { id: 'acts', title: words.acts, panel: <ActsPanel /> },
        ]}
      />
      {asking !== undefined && (
        <ReasonDialog
          words={words[asking]}
          onClose={() => setAsking(undefined)}
          onReason={async (reason) => {
            const answer =
              asking === 'print'
                ? await office.ledger.print({ ...filter, reason })
                : await office.ledger.exportEntries({ reason })
            setSaved(answer.saved ? words[asking].saved : undefined)
          }}
        />
      )}
    </div>
  )
}

function BookPanel() {
  const { terms, ledger: words } = useWords()
  const book = useLedger((state) => state.book)
  return (
    <>
      <Filter />
      {book === undefined ? (
        <output>{terms.loading}</output>
      ) : book.total === 0 ? (
        <EmptyState icon="book" title={words.empty}>
          {words.emptyText}
        </EmptyState>
      ) : (
        <>
          <div className={css['above']}>
            <Totals totals={book.totals} />
            <Pager count={book.lines.length} total={book.total} />
          </div>
          <Book lines={book.lines} />
        </>
      )}
    </>
  )
}

function ActsPanel() {
  const { terms, ledger: words } = useWords()
  const acts = useLedger((state) => state.acts)
  return (
    <>
      <Filter />
      {acts === undefined ? (
        <output>{terms.loading}</output>
      ) : acts.total === 0 ? (
        <EmptyState icon="book" title={words.empty}>
          {words.emptyText}
        </EmptyState>
      ) : (
        <>
          <div className={css['above']}>
            <Pager count={acts.acts.length} total={acts.total} />
          </div>
          <ActsTable acts={acts.acts} />
        </>
      )}
    </>
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

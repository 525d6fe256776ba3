import { useEffect, useRef, useState } from 'react'
import { type Actor, may } from '#domain/actor.ts'
import { useAttempt } from '../attempt.ts'
import { go } from '../frame/screen.ts'
import { useStation } from '../frame/station.ts'
import { office } from '../office.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { sentenceFor, useWords } from '../words.ts'
import { CompareDialog } from './CompareDialog.tsx'
import { ExportDialog } from './ExportDialog.tsx'
import css from './LedgerScreen.module.css'
import { arrive, open, orderOf, refreshLedger, turnPage, turnView, useLedger, viewsOf } from './ledger.ts'
import { PrintDialog } from './PrintDialog.tsx'
import { VerifyResult } from './VerifyResult.tsx'
import { useBookColumns, ViewPanel } from './ViewPanel.tsx'

type Verified = Awaited<ReturnType<typeof office.ledger.verify>>

/** The ledger as its own person sees it: of what somebody else looked at before nothing is shown. */
export function LedgerScreen() {
  const { terms } = useWords()
  const actor = useStation(({ station }) => station?.actor)
  const isMine = useLedger(({ actorId }) => actorId === actor?.id)
  useEffect(() => {
    if (actor !== undefined) arrive(actor)
  }, [actor])
  return actor === undefined || !isMine ? <output>{terms.loading}</output> : <Ledger actor={actor} />
}

/** The ledger and the access record; whether they are whole; and both on their way out of the house. */
function Ledger({ actor }: { actor: Actor }) {
  const { ledger: words, accessReview } = useWords()
  const { view, narrowing, offset } = useLedger()
  const columns = useBookColumns()
  const size = useStation(({ station }) => station?.ledgerSize)
  const [asking, setAsking] = useState<'print' | 'export' | 'compare'>()
  const [said, setSaid] = useState<string>()
  const [verified, setVerified] = useState<Verified>()
  const text = useRef<HTMLInputElement>(null)
  const [loadProblem, setLoadProblem] = useState<string>()
  const verifying = useAttempt()

  useEffect(() => {
    if (narrowing.toOn < narrowing.fromOn) return undefined
    // Typing narrows with every letter; the office is asked when the hand rests.
    let isCurrent = true
    const say = (sentence?: string) => {
      if (isCurrent) setLoadProblem(sentence)
    }
    const ask = () =>
      refreshLedger().then(
        () => say(),
        (thrown: unknown) => say(sentenceFor(thrown)),
      )
    const timer = setTimeout(() => void ask(), 150)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
    // oxlint-disable-next-line react/exhaustive-deps -- a new entry asks again
  }, [view, narrowing, offset, size])
  useKeys(() => text.current?.focus())

  const verify = () => {
    setVerified(undefined)
    void verifying.run(async () => setVerified(await office.ledger.verify()))
  }
  const problem = verifying.problem ?? loadProblem
  const reads = may(actor, 'ledger.read')
  const order = orderOf({ view, narrowing, columns })
  return (
    <div className={css['screen']}>
      <header className={css['head']}>
        <h1>{words.title}</h1>
        {reads && (
          <div className={css['actions']}>
            {view === 'acts' && may(actor, 'review.read') && (
              <Button onPress={() => go('access-review')}>{accessReview.open}</Button>
            )}
            <Button onPress={() => setAsking('compare')}>{words.compare.button}</Button>
            {may(actor, 'ledger.print') && (
              <>
                <Button icon="leave" onPress={() => setAsking('export')}>
                  {words.toExport}
                </Button>
                <Button icon="print" onPress={() => setAsking('print')}>
                  {words.toPrint}
                </Button>
              </>
            )}
            <Button kind="primary" icon="check" isDisabled={verifying.isBusy} onPress={verify}>
              {words.verify.button}
            </Button>
          </div>
        )}
      </header>
      {problem !== undefined && <Notice tone="danger">{problem}</Notice>}
      {verifying.isBusy && <Notice tone="info">{words.verify.busy}</Notice>}
      {verified !== undefined && <VerifyResult verified={verified} onClose={() => setVerified(undefined)} />}
      {said !== undefined && (
        <Notice tone="success" onClose={() => setSaid(undefined)} closeLabel={words.dismiss}>
          {said}
        </Notice>
      )}
      <Tabs
        label={words.tabs}
        selected={view}
        onSelect={turnView}
        tabs={viewsOf(actor).map((id) => ({
          id,
          title: words[id],
          panel: <ViewPanel textRef={text} onSaid={setSaid} />,
        }))}
      />
      {asking === 'compare' && <CompareDialog onClose={() => setAsking(undefined)} />}
      {asking === 'print' && <PrintDialog order={order} onClose={() => setAsking(undefined)} />}
      {asking === 'export' && <ExportDialog order={order} onClose={() => setAsking(undefined)} />}
    </div>
  )
}

/** `/` goes to the words that are looked for, Escape closes what is open, PageUp and PageDown turn the page. */
function useKeys(toText: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.altKey) return
      const { target } = event
      const isIn = (selector: string) => target instanceof HTMLElement && target.closest(selector) !== null
      if (isIn('[role="dialog"]')) return
      if (event.key === 'Escape') open(undefined)
      if (isIn('input, textarea, select')) return
      // By the key's place: a Korean keyboard in 한글 mode sends the same slash.
      if (event.code === 'Slash' && !event.shiftKey) {
        event.preventDefault()
        toText()
      } else if (event.key === 'PageDown' || event.key === 'PageUp') {
        event.preventDefault()
        turnPage(event.key === 'PageUp' ? -1 : 1)
      }
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })
}

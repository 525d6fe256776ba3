import { useEffect, useState } from 'react'
import type { AccessReview, MonthLine } from '#contract/access-review.ts'
import { type Actor, may } from '#domain/actor.ts'
import { dayOf } from '#domain/time.ts'
import type { Catalogue } from '#i18n/index.ts'
import { useAttempt } from '../attempt.ts'
import { now, useStation } from '../frame/station.ts'
import { ReasonDialog } from '../ledger/ReasonDialog.tsx'
import { dayText } from '../moments.ts'
import { office } from '../office.ts'
import { Button } from '../ui/Button.tsx'
import { SelectField } from '../ui/Choice.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Tag } from '../ui/Panel.tsx'
import { useWords } from '../words.ts'
import css from './AccessReview.module.css'
import { chooseMonth, keepTyped, progressOf, refreshReview, useReview } from './access-review.ts'
import { Findings } from './Findings.tsx'
import { HeatPicture } from './HeatPicture.tsx'
import { OfficerBars } from './OfficerBars.tsx'
import { SettingsDialog } from './SettingsDialog.tsx'
import { SignDialog } from './SignDialog.tsx'
import { Signed, SignedMonths } from './Signed.tsx'

type Asking = 'sign' | 'print' | 'settings'

/** The monthly review: pictures first, then what was unusual, one thing after another, and the signature at the end. */
export function AccessReviewScreen() {
  const { accessReview: words, terms } = useWords()
  const actor = useStation(({ station }) => station?.actor)
  const { months, settings, review } = useReview()
  const loading = useAttempt()
  const [asking, setAsking] = useState<Asking>()
  const [told, setTold] = useState<string>()
  const { run } = loading

  useEffect(() => {
    void run(refreshReview)
    return () => void keepTyped().catch(() => undefined)
  }, [run])

  if (actor === undefined || settings === undefined)
    return loading.problem === undefined ? (
      <output>{terms.loading}</output>
    ) : (
      <Notice tone="danger">{loading.problem}</Notice>
    )
  const choose = (month: string) => {
    setTold(undefined)
    void run(() => chooseMonth(month))
  }
  const done = (sentence?: string) => {
    setAsking(undefined)
    setTold(sentence)
    void run(refreshReview)
  }
  return (
    <div className={css['screen']}>
      <Head actor={actor} review={review} onAsk={setAsking} onChoose={choose} />
      {loading.problem !== undefined && <Notice tone="danger">{loading.problem}</Notice>}
      {told !== undefined && <Notice tone="success">{told}</Notice>}
      {review === undefined ? (
        <output>{words.working}</output>
      ) : (
        <>
          {review.signature !== null && <Signed review={review} />}
          {!review.isOver && <Notice tone="info">{words.running}</Notice>}
          <div className={css['pictures']}>
            <HeatPicture review={review} />
            <OfficerBars review={review} />
          </div>
          <Findings
            key={review.month}
            review={review}
            isOpen={review.signature === null && may(actor, 'review.sign')}
          />
        </>
      )}
      <SignedMonths months={months} onChoose={choose} />
      {asking === 'sign' && review !== undefined && (
        <SignDialog
          review={review}
          onSigned={() => done(words.sign.done(review.month))}
          onClose={() => setAsking(undefined)}
        />
      )}
      {asking === 'settings' && (
        <SettingsDialog settings={settings} onChanged={() => done()} onClose={() => setAsking(undefined)} />
      )}
      {asking === 'print' && review !== undefined && (
        <ReasonDialog
          words={words.print}
          onClose={() => setAsking(undefined)}
          onReason={async (reason) => {
            await keepTyped()
            const { saved } = await office.accessReview.print({ month: review.month, reason })
            setTold(saved ? words.print.saved : undefined)
          }}
        />
      )}
    </div>
  )
}

interface HeadProps {
  actor: Actor
  review: AccessReview | undefined
  onAsk: (what: Asking) => void
  onChoose: (month: string) => void
}

/** Which month, how far it has come, and what can be done with it. */
function Head({ actor, review, onAsk, onChoose }: HeadProps) {
  const words = useWords()
  const { accessReview: said } = words
  const { months, month } = useReview()
  const line = months.find((each) => each.month === month)
  const left = review === undefined ? 0 : progressOf(review).all - progressOf(review).explained
  const maySign =
    review !== undefined && review.signature === null && review.isOver && may(actor, 'review.sign')
  return (
    <header className={css['head']}>
      <div className={css['grow']}>
        <h1>{said.title}</h1>
        <p className={css['quiet']}>{said.lead}</p>
      </div>
      <div className={css['actions']}>
        <SelectField
          label={said.month}
          isLabelHidden
          value={month ?? ''}
          onChange={onChoose}
          options={months.map((each) => ({
            value: each.month,
            label: said.monthOption(each.month, said.monthState[stateOf(each)]),
          }))}
        />
        {line !== undefined && line.isOver && line.signature === null && <DueTag line={line} words={words} />}
        {may(actor, 'settings.change') && (
          <Button icon="settings" onPress={() => onAsk('settings')}>
            {said.settings.button}
          </Button>
        )}
        {may(actor, 'ledger.print') && review !== undefined && (
          <Button icon="print" onPress={() => onAsk('print')}>
            {said.print.button}
          </Button>
        )}
        {maySign && (
          <Button kind="primary" icon="check" isDisabled={left > 0} onPress={() => onAsk('sign')}>
            {said.sign.button}
          </Button>
        )}
        {maySign && left > 0 && <p className={css['left']}>{said.sign.left(left)}</p>}
      </div>
    </header>
  )
}

function DueTag({ line: { dueOn }, words }: { line: MonthLine; words: Catalogue }) {
  const isLate = dueOn < dayOf(now())
  return (
    <Tag tone={isLate ? 'danger' : 'warning'} icon={isLate ? 'danger' : 'clock'}>
      {words.accessReview.dueBy(dayText(dueOn, words))}
    </Tag>
  )
}

function stateOf({ isOver, signature, dueOn }: MonthLine): keyof Catalogue['accessReview']['monthState'] {
  if (signature !== null) return 'signed'
  if (!isOver) return 'running'
  return dueOn < dayOf(now()) ? 'overdue' : 'open'
}

import { useEffect, useRef, useState } from 'react'
import type { AccessReview } from '#contract/access-review.ts'
import type { RequestId } from '#domain/request-form.ts'
import { useAttempt } from '../attempt.ts'
import { go } from '../frame/screen.ts'
import { Notice } from '../ui/Notice.tsx'
import { Card, EmptyState, Tag } from '../ui/Panel.tsx'
import { useWords } from '../words.ts'
import css from './AccessReview.module.css'
import { currentFinding, keepAndGoOn, lookAt, progressOf, textOf, type, useReview } from './access-review.ts'
import { FindingCard } from './FindingCard.tsx'
import { FindingList } from './FindingList.tsx'

/** What was unusual, one thing after another: seen, explained, on to the next, without taking the hands off the keys. */
export function Findings({ review, isOpen }: { review: AccessReview; isOpen: boolean }) {
  const { accessReview: words } = useWords()
  const { findings: said } = words
  const index = useReview((state) => state.index)
  const finding = useReview(currentFinding)
  const text = useReview((state) => (finding === undefined ? '' : textOf(state, finding)))
  const keeping = useAttempt()
  const [shownOf, showActsOf] = useState<string>()
  const frame = useRef<HTMLDivElement>(null)
  const { run } = keeping

  const acts = () => showActsOf(shownOf === finding?.id ? undefined : finding?.id)
  const step = (by: 1 | -1) => void run(() => lookAt(index + by))
  const keep = () => void run(keepAndGoOn)
  useKeys({
    KeyN: () => step(1),
    KeyP: () => step(-1),
    KeyA: acts,
    KeyE: () => frame.current?.querySelector('textarea')?.focus(),
    KeyR: () => {
      const [first] = finding?.requests ?? []
      if (first !== undefined) go('requests', first.id as RequestId)
    },
    CtrlEnter: keep,
  })

  const { explained, all } = progressOf(review)
  if (finding === undefined)
    return (
      <Card title={said.title}>
        <EmptyState icon="check" title={said.none}>
          {said.noneText}
        </EmptyState>
      </Card>
    )
  return (
    <Card
      title={said.title}
      aside={<Tag tone={explained === all ? 'success' : 'primary'}>{said.progress(explained, all)}</Tag>}
    >
      {keeping.problem !== undefined && <Notice tone="danger">{keeping.problem}</Notice>}
      <div className={css['findings']} ref={frame}>
        <FindingList
          findings={review.findings}
          index={index}
          onChoose={(place) => void run(() => lookAt(place))}
        />
        <FindingCard
          key={finding.id}
          finding={finding}
          place={said.place(index, all)}
          text={text}
          onType={isOpen ? (typed) => type(finding, typed, (work) => void run(work)) : undefined}
          onStep={step}
          onKeep={keep}
          areActsShown={shownOf === finding.id}
          onActs={acts}
        />
      </div>
      <p className={css['keys']}>{words.keys}</p>
    </Card>
  )
}

type Keys = Record<'KeyN' | 'KeyP' | 'KeyA' | 'KeyE' | 'KeyR' | 'CtrlEnter', () => void>

/** By position of the key, not by its letter: a Korean keyboard in 한글 mode sends other letters. */
function useKeys(keys: Keys): void {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { code, ctrlKey, altKey, metaKey, target, isComposing } = event
      if (isComposing || document.querySelector('[role="dialog"]') !== null) return
      const isEnter = ctrlKey && (code === 'Enter' || code === 'NumpadEnter')
      const isTyping = target instanceof HTMLElement && target.matches('input, textarea, select')
      if (!isEnter && (isTyping || ctrlKey || altKey || metaKey)) return
      const key = isEnter ? 'CtrlEnter' : code
      if (!Object.hasOwn(latest.current, key)) return
      event.preventDefault()
      latest.current[key as keyof Keys]()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}

import { useCallback, useState } from 'react'
import type { FootageRequest } from '#domain/request.ts'
import { givesCopy, isMeasure, isOfAgency } from '#domain/request-form.ts'
import { canTake } from '#domain/step-table.ts'
import { useAnswer } from '../../attempt.ts'
import { go } from '../../frame/screen.ts'
import { office } from '../../office.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useWords } from '../../words.ts'
import { usePackages } from '../Packages.tsx'
import { useTaking } from '../taking.ts'
import { StepForm } from './StepForm.tsx'
import css from './Steps.module.css'
import { WordsDialog } from './WordsDialog.tsx'

/** What was granted is done: shown, or masked and handed over, or erased; then it is said to be done. */
export function GivingStep({ request, onNotify }: { request: FootageRequest; onNotify?: () => void }) {
  const { giving } = useWords().decisions
  const { form } = request
  const [isDone, setDone] = useState(false)
  const { take, problem, isBusy } = useTaking(request)
  const isCopy = givesCopy(form)
  const made = usePackages(request.id).packages.length
  const ask = useCallback(() => reviewOf(request.id, made), [request.id, made])
  // Until it is known, what is to be done comes first: nobody says that it is done before it is.
  const { answer: review } = useAnswer(ask)
  const isReady = isMeasure(form) || review?.isDone === true
  const next = isReady ? 'finish' : isCopy ? 'mask' : 'view'
  const acts = {
    finish: {
      label: form.kind === 'erase' ? giving.erase : giving.done,
      icon: 'check',
      act: () => setDone(true),
    },
    view: { label: giving.view, icon: 'play', act: () => go('viewing', request.id) },
    mask: { label: giving.mask, icon: 'person', act: () => go('masking', request.id) },
  } as const
  const besides = isMeasure(form) ? [] : (['finish', 'view', 'mask'] as const).filter((name) => name !== next)
  return (
    <>
      <StepForm
        key={next}
        lead={leadOf(request, giving)}
        problem={problem}
        onSubmit={acts[next].act}
        actions={
          <>
            {onNotify !== undefined && <Button onPress={onNotify}>{giving.notified}</Button>}
            {canTake(request, 'miss') && (
              <Button isDisabled={isBusy} onPress={() => void take((seen) => office.requests.miss(seen))}>
                {giving.missed}
              </Button>
            )}
            {besides.map((name) => (
              <Button key={name} icon={acts[name].icon} onPress={acts[name].act}>
                {acts[name].label}
              </Button>
            ))}
            <Button kind="primary" type="submit" icon={acts[next].icon}>
              {acts[next].label}
            </Button>
          </>
        }
      >
        {form.kind === 'erase' && <Notice tone="warning">{giving.eraseKept}</Notice>}
      </StepForm>
      {isDone && <DoneDialog request={request} onClose={() => setDone(false)} />}
    </>
  )
}

/** `_made` makes it another question when another package has been made. */
function reviewOf(requestId: FootageRequest['id'], _made: number) {
  return office.requests.review({ requestId })
}

/** Asked once more, with what the 관리대장 will say of it. */
function DoneDialog({ request, onClose }: { request: FootageRequest; onClose: () => void }) {
  const { giving } = useWords().decisions
  const { form } = request
  const line =
    form.kind === 'erase'
      ? giving.doneErase
      : isMeasure(form)
        ? giving.doneMeasure
        : form.kind === 'use'
          ? giving.doneUse
          : form.kind === 'provide'
            ? giving.doneProvide
            : givesCopy(form)
              ? giving.doneCopy
              : giving.doneView
  const isErased = form.kind === 'erase'
  return (
    <WordsDialog
      request={request}
      title={giving.doneTitle}
      text={isErased ? `${giving.eraseLead} ${giving.eraseKept}` : giving.doneText}
      submit={isErased ? giving.erase : giving.submit}
      onSubmit={(seen) => office.requests.fulfil(seen)}
      onClose={onClose}
    >
      <p className={css['quiet']}>{line}</p>
    </WordsDialog>
  )
}

function leadOf(
  { form }: FootageRequest,
  giving: ReturnType<typeof useWords>['decisions']['giving'],
): string {
  if (form.kind === 'erase') return giving.eraseLead
  if (form.kind === 'correct') return giving.correctLead
  if (form.kind === 'stop') return giving.stopLead
  if (!givesCopy(form)) return giving.viewLead
  return isOfAgency(form) ? giving.clearLead : giving.copyLead
}

import { useState } from 'react'
import { PaymentMethod } from '#domain/fee.ts'
import type { FootageRequest } from '#domain/request.ts'
import { isOver } from '#domain/request.ts'
import { office } from '../../office.ts'
import { Button } from '../../ui/Button.tsx'
import { SelectField } from '../../ui/Choice.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Card } from '../../ui/Panel.tsx'
import { useWords } from '../../words.ts'
import { useTaking } from '../taking.ts'
import css from './Steps.module.css'
import { WordsDialog } from './WordsDialog.tsx'

/** What is to be paid, and that it was: nothing is handed over before (법 38③, 영 47). Nothing where nothing is charged. */
export function FeePanel({ request, mayAct }: { request: FootageRequest; mayAct: boolean }) {
  const { fee: words, won } = useWords().decisions
  const { fee } = request
  if (fee.state === 'none') return null
  const { maskingWon, mediaWon, postageWon, ownFault } = fee.costs
  return (
    <Card title={words.title} aside={'totalWon' in fee ? <strong>{won(fee.totalWon)}</strong> : undefined}>
      <p className={css['quiet']}>{words.parts(maskingWon, mediaWon, postageWon)}</p>
      {fee.state === 'barred' && <p>{words.barred(ownFault)}</p>}
      {fee.state === 'paid' && <p>{words.paid(fee.totalWon, words.methods[fee.method])}</p>}
      {fee.state === 'waived' && <p>{words.waived(fee.totalWon, fee.reason)}</p>}
      {fee.state === 'due' && <p>{words.due(fee.totalWon)}</p>}
      {fee.state === 'due' && mayAct && !isOver(request) && <Payment request={request} />}
    </Card>
  )
}

function Payment({ request }: { request: FootageRequest }) {
  const { fee: words, more } = useWords().decisions
  const [method, setMethod] = useState<PaymentMethod>('card')
  const [isWaiving, waive] = useState(false)
  const { take, problem, isBusy } = useTaking(request)
  return (
    <>
      <SelectField<PaymentMethod>
        label={words.method}
        value={method}
        onChange={setMethod}
        options={PaymentMethod.options.map((value) => ({ value, label: words.methods[value] }))}
      />
      {problem !== undefined && <Notice tone="danger">{problem}</Notice>}
      <div className={css['actions']}>
        <Button onPress={() => waive(true)}>{words.waive}</Button>
        <Button
          isDisabled={isBusy}
          onPress={() => void take((seen) => office.requests.pay({ ...seen, method }))}
        >
          {words.pay}
        </Button>
      </div>
      {isWaiving && (
        <WordsDialog
          request={request}
          title={more.waiveTitle}
          label={more.waiveLabel}
          submit={more.waiveSubmit}
          onSubmit={(seen, reason) => office.requests.waive({ ...seen, reason })}
          onClose={() => waive(false)}
        />
      )}
    </>
  )
}

import { useState } from 'react'
import type { FootageRequest } from '#domain/request.ts'
import { useAttempt } from '../attempt.ts'
import { Button } from '../ui/Button.tsx'
import { RadioRow } from '../ui/Choice.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Card } from '../ui/Panel.tsx'
import { TextArea, TextField } from '../ui/TextField.tsx'
import { useWords } from '../words.ts'
import { rangeToSecond } from './clock.ts'
import css from './ViewingScreen.module.css'
import { openViewing } from './viewing.ts'

type Purpose = 'check' | 'show'

interface OpenFormProps {
  request: FootageRequest
  onOther: () => void
}

/** Why the footage is opened. Showing it needs the finding that nobody else has to be hidden (지침 46; MK-3, MK-4). */
export function OpenForm({ request, onOther }: OpenFormProps) {
  const words = useWords()
  const { form, purpose: purposes, purposeText } = words.viewing
  const [purpose, setPurpose] = useState<Purpose>('check')
  const [finding, setFinding] = useState('')
  const [witness, setWitness] = useState('')
  const [isFindingMissing, setFindingMissing] = useState(false)
  const attempt = useAttempt()
  const isShown = purpose === 'show'

  const start = () => {
    if (isShown && finding.trim() === '') return setFindingMissing(true)
    void attempt.run(() =>
      openViewing({
        requestId: request.id,
        purpose,
        finding: isShown ? finding.trim() : '',
        witness: isShown ? witness.trim() : '',
      }),
    )
  }

  return (
    <div className={css['form']}>
      <Card title={form.title(request.number)}>
        <p className={css['facts']}>
          {request.requester.name} · {rangeToSecond(request.fromAt, request.toAt)}
        </p>
        <p className={css['reason']}>{request.purpose}</p>
        {request.state === 'approved' || request.state === 'fulfilled' ? (
          <>
            <RadioRow<Purpose>
              label={form.purpose}
              options={[
                { value: 'check', label: purposes.check },
                { value: 'show', label: purposes.show },
              ]}
              value={purpose}
              onChange={setPurpose}
            />
            <p className={css['hint']}>{purposeText[purpose]}</p>
            {isShown && (
              <>
                <TextArea
                  label={form.finding}
                  hint={form.findingHint}
                  error={isFindingMissing && finding.trim() === '' ? form.findingMissing : undefined}
                  value={finding}
                  onChange={setFinding}
                  maxLength={1000}
                  isRequired
                />
                <TextField label={form.witness} value={witness} onChange={setWitness} maxLength={60} />
              </>
            )}
            <Notice tone="info">{form.recorded}</Notice>
          </>
        ) : (
          <Notice tone="warning">{form.notApproved}</Notice>
        )}
        {attempt.problem !== undefined && <Notice tone="danger">{attempt.problem}</Notice>}
        <div className={css['actions']}>
          <Button onPress={onOther}>{form.other}</Button>
          {request.state === 'approved' && (
            <Button kind="primary" icon="play" isDisabled={attempt.isBusy} onPress={start}>
              {form.start}
            </Button>
          )}
        </div>
      </Card>
    </div>
  )
}

import { useState } from 'react'
import type { ExportedPackage } from '#contract/masking.ts'
import { useAttempt } from '../attempt.ts'
import { dayText } from '../moments.ts'
import { office } from '../office.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words.ts'
import css from './ExportSheet.module.css'
import { groupsOfFour } from './frames.ts'

/** The finished package, with what can be compared against its paper, and its password. */
export function ExportMade({ made, onAnew }: { made: ExportedPackage; onAnew: () => void }) {
  const words = useWords()
  const { terms, exports: sheet } = words
  const attempt = useAttempt()
  const [isSaved, setSaved] = useState(false)
  const print = (which: 'receipt' | 'password') =>
    attempt.run(async () => {
      setSaved(false)
      const { saved } = await office.exports.print({ exportId: made.id, sheet: which })
      setSaved(saved)
    })
  return (
    <section className={css['made']} aria-label={sheet.finished}>
      <Notice tone="success" title={sheet.finished}>
        {sheet.frames(made.frameCount)} ·{' '}
        {made.style === 'clear' ? sheet.styles.clear : sheet.maskedShare((made.maskedShare * 100).toFixed(1))}
      </Notice>
      <dl>
        <dt>{sheet.copy}</dt>
        <dd>{sheet.copyNo(made.copyNo)}</dd>
        <dt>{sheet.file}</dt>
        <dd>{made.fileName}</dd>
        <dt>{sheet.size}</dt>
        <dd>{terms.size(made.sizeBytes)}</dd>
        <dt>{sheet.style}</dt>
        <dd>{sheet.styles[made.style]}</dd>
        <dt>{sheet.medium}</dt>
        <dd>{made.medium}</dd>
        <dt>{sheet.recipient}</dt>
        <dd>{made.recipient}</dd>
        <dt>{sheet.destroyBy}</dt>
        <dd>{dayText(made.destroyByOn, words)}</dd>
        <dt>{sheet.hash}</dt>
        <dd className={css['hash']}>{groupsOfFour(made.sha256)}</dd>
      </dl>
      {made.isProtected && <Password exportId={made.id} onPrint={() => void print('password')} />}
      {attempt.problem !== undefined && <Notice tone="danger">{attempt.problem}</Notice>}
      {isSaved && <Notice tone="success">{sheet.saved}</Notice>}
      <div className={css['actions']}>
        <Button onPress={onAnew}>{sheet.anew}</Button>
        <Button icon="print" onPress={() => void print('receipt')}>
          {sheet.printReceipt}
        </Button>
        <Button
          kind="primary"
          icon="folder"
          onPress={() => void attempt.run(() => office.exports.openFolder({ exportId: made.id }))}
        >
          {sheet.openFolder}
        </Button>
      </div>
    </section>
  )
}

/** The password, large, once somebody asks for it: it is told apart from the medium. */
function Password({ exportId, onPrint }: { exportId: string; onPrint: () => void }) {
  const { exports: sheet } = useWords()
  const [password, setPassword] = useState<string>()
  const attempt = useAttempt()
  const show = () =>
    attempt.run(async () => {
      const answer = await office.exports.password({ exportId })
      setPassword(answer.password)
    })
  return (
    <section className={css['password']} aria-label={sheet.password}>
      <p>{sheet.passwordText}</p>
      {password !== undefined && <output className={css['secret']}>{password}</output>}
      {attempt.problem !== undefined && <Notice tone="danger">{attempt.problem}</Notice>}
      <div className={css['actions']}>
        {password === undefined && (
          <Button icon="key" isDisabled={attempt.isBusy} onPress={() => void show()}>
            {sheet.showPassword}
          </Button>
        )}
        <Button icon="print" onPress={onPrint}>
          {sheet.printPassword}
        </Button>
      </div>
    </section>
  )
}

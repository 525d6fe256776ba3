import type { office } from '../office.ts'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words.ts'
import css from './LedgerScreen.module.css'

interface VerifyResultProps {
  verified: Awaited<ReturnType<typeof office.ledger.verify>>
  onClose: () => void
}

/** The answer in a sentence, and what to hold against paper: anyone with the key could rewrite a database. */
export function VerifyResult({ verified, onClose }: VerifyResultProps) {
  const words = useWords().ledger.verify
  return (
    <Notice tone="success" title={words.whole(verified.size)} onClose={onClose} closeLabel={words.dismiss}>
      <p>{words.kept(verified.kept)}</p>
      <p>{words.paper}</p>
      <dl className={css['proof']}>
        <dt>{words.root}</dt>
        <dd>{verified.root}</dd>
        <dt>{words.checkpoint}</dt>
        <dd>
          <pre>{verified.checkpoint}</pre>
        </dd>
      </dl>
    </Notice>
  )
}

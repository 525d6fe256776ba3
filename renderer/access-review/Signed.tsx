import type { AccessReview, MonthLine } from '#contract/access-review.ts'
import { momentText } from '../moments.ts'
import { Notice } from '../ui/Notice.tsx'
import { Card } from '../ui/Panel.tsx'
import { Table } from '../ui/Table.tsx'
import { useWords } from '../words.ts'
import css from './AccessReview.module.css'

/** Who signed this month, when, and what the signature covers. */
export function Signed({ review: { signature, range, findings } }: { review: AccessReview }) {
  const { signed: words } = useWords().accessReview
  if (signature === null) return null
  const { byName, at, witnessName, seq, root } = signature
  const own = findings.filter(({ isOwn }) => isOwn).length
  return (
    <Notice tone="success" title={words.text(byName, momentText(at))}>
      {witnessName !== undefined && <p>{words.witness(witnessName)}</p>}
      {range !== null && <p>{words.range(range.fromSeq, range.toSeq, seq)}</p>}
      {own > 0 && <p>{words.own(own)}</p>}
      <p>
        {words.root} <code className={css['root']}>{root}</code>
      </p>
    </Notice>
  )
}

interface SignedMonthsProps {
  months: readonly MonthLine[]
  onChoose: (month: string) => void
}

/** The months that have been signed, the latest first. */
export function SignedMonths({ months, onChoose }: SignedMonthsProps) {
  const { accessReview } = useWords()
  const { signed: words } = accessReview
  const signed = months.flatMap(({ month, signature }) =>
    signature === null ? [] : [{ month, ...signature }],
  )
  return (
    <Card title={words.list}>
      {signed.length === 0 ? (
        <p>{words.none}</p>
      ) : (
        <Table
          label={words.list}
          rows={signed}
          rowKey={({ month }) => month}
          onOpen={({ month }) => onChoose(month)}
          openLabel={({ month }) => words.open(month)}
          columns={[
            { title: words.columns.month, cell: ({ month }) => accessReview.monthName(month) },
            { title: words.columns.by, cell: ({ byName }) => byName },
            { title: words.columns.at, cell: ({ at }) => momentText(at) },
          ]}
        />
      )}
    </Card>
  )
}

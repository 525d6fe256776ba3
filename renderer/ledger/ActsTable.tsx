import type { ActLine } from '#contract/contract.ts'
import type { ActKind } from '#domain/ledger/entry.ts'
import { momentText } from '../moments.ts'
import { Table } from '../ui/Table.tsx'
import { useWords } from '../words.ts'
import { readable, readableSubject } from './acts.ts'

/** The 접속기록 (안전성기준 2조 3호): who, when, what was done to what. */
export function ActsTable({ acts }: { acts: readonly ActLine[] }) {
  const { ledger: words } = useWords()
  const nameOf = (kind: string) => (Object.hasOwn(words.act, kind) ? words.act[kind as ActKind] : kind)
  return (
    <Table
      label={words.acts}
      rows={acts}
      rowKey={({ seq }) => seq}
      columns={[
        { title: words.actColumns.seq, cell: ({ seq }) => seq.toLocaleString(), align: 'end' },
        { title: words.actColumns.at, cell: ({ at }) => momentText(at, 'second'), isShort: true },
        {
          title: words.actColumns.actor,
          cell: ({ actorName }) => (actorName === 'station' ? words.actWords.subjects.station : actorName),
          isShort: true,
        },
        { title: words.actColumns.act, cell: ({ kind }) => nameOf(kind), isShort: true },
        { title: words.actColumns.subject, cell: ({ subject }) => readableSubject(subject, words.actWords) },
        { title: words.actColumns.summary, cell: ({ summary }) => readable(summary, words.actWords) },
      ]}
    />
  )
}

import type { LedgerLine } from '#contract/contract.ts'
import { useWords } from '../words.ts'
import css from './Book.module.css'

const KINDS: readonly LedgerLine['kind'][] = ['use', 'provide', 'view', 'destroy']

const COLUMNS = [
  'no',
  'kind',
  'at',
  'file',
  'officer',
  'purpose',
  'recipient',
  'basis',
  'form',
  'period',
  'result',
  'safety',
] as const

/** The 개인영상정보 관리대장 as people know it from paper: twelve columns (지침 별지 제3호서식, in the 안내서's form). */
export function Book({ lines }: { lines: readonly LedgerLine[] }) {
  const words = useWords().ledger
  const cell = (line: LedgerLine, column: (typeof COLUMNS)[number]) =>
    column === 'kind' ? words.kind[line.kind] : column === 'no' ? line.no.toLocaleString() : line[column]
  return (
    <div className={css['frame']}>
      <table className={css['book']} aria-label={words.book}>
        <colgroup>
          {COLUMNS.map((column) => (
            <col key={column} className={css[column]} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {words.columns[column]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.seq}>
              {COLUMNS.map((column) => (
                <td key={column}>{cell(line, column)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** How many lines of each kind the filter finds, all pages together. */
export function Totals({ totals }: { totals: Readonly<Partial<Record<LedgerLine['kind'], number>>> }) {
  const words = useWords().ledger
  return (
    <ul className={css['totals']} aria-label={words.totals}>
      {KINDS.map((kind) => (
        <li key={kind}>
          {words.kind[kind]} <strong>{(totals[kind] ?? 0).toLocaleString()}</strong>
        </li>
      ))}
    </ul>
  )
}

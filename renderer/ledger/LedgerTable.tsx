import { type KeyboardEvent, type ReactNode, useRef } from 'react'
import { classes } from '../ui/classes.ts'
import css from './LedgerTable.module.css'
import type { ViewColumn } from './views.tsx'

interface LedgerTableProps<Line> {
  /** Accessible name. */
  label: string
  columns: readonly ViewColumn<Line>[]
  lines: readonly Line[]
  lineKey: (line: Line) => string | number
  /** Read out after the first cell: what pressing it does. */
  openWord: string
  onOpen: (line: Line) => void
  isOpened: (line: Line) => boolean
  /** Lines that say less than they did: erased, or put right by another one. */
  isPast?: (line: Line) => boolean
  /** What stands before a line: the checkpoint that was kept there. */
  before?: (line: Line, previous: Line | undefined) => ReactNode
}

/**
 * A register as on paper. Its lines are gone through with the arrow keys; the first cell of each is a button, so that a
 * line is opened by Enter, a click, or a screen reader.
 */
export function LedgerTable<Line>(props: LedgerTableProps<Line>) {
  const { label, columns, lines, lineKey, openWord, onOpen, isOpened, isPast, before } = props
  const body = useRef<HTMLTableSectionElement>(null)
  const onKeyDown = (event: KeyboardEvent) => {
    const buttons = [...(body.current?.querySelectorAll('button') ?? [])]
    const place = buttons.indexOf(document.activeElement as HTMLButtonElement)
    const next = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: buttons.length - 1 }[event.key]
    const button = next === undefined ? undefined : buttons[Math.max(0, next)]
    if (button === undefined) return
    event.preventDefault()
    button.focus()
  }
  const width = columns.reduce((sum, column) => sum + column.width, 0)
  return (
    <div className={css['frame']}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys of its buttons, heard in one place */}
      <table className={css['table']} aria-label={label} onKeyDown={onKeyDown}>
        <colgroup>
          {columns.map((column) => (
            <col key={column.key} style={{ width: `${(column.width / width) * 100}%` }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {columns.map(({ key, title }) => (
              <th key={key} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {lines.flatMap((line, index) => {
            const mark = before?.(line, lines[index - 1])
            return [
              ...(mark === undefined
                ? []
                : [
                    <tr key={`before-${lineKey(line)}`} className={css['between']}>
                      <td colSpan={columns.length}>{mark}</td>
                    </tr>,
                  ]),
              <tr
                key={lineKey(line)}
                className={classes(isOpened(line) && css['opened'], isPast?.(line) === true && css['past'])}
                onClick={() => onOpen(line)}
              >
                {columns.map(({ key, cell, mark: below }, at) => (
                  <td key={key}>
                    {at === 0 ? (
                      <button type="button" className={css['open']} aria-expanded={isOpened(line)}>
                        {cell(line)}
                        <span className={css['unseen']}> {openWord}</span>
                      </button>
                    ) : (
                      cell(line)
                    )}
                    <Mark>{below?.(line)}</Mark>
                  </td>
                ))}
              </tr>,
            ]
          })}
        </tbody>
      </table>
    </div>
  )
}

function Mark({ children }: { children: ReactNode }) {
  return children === undefined || children === '' ? null : <span className={css['mark']}>{children}</span>
}

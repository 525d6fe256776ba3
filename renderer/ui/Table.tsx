import type { ReactNode } from 'react'
import { Button } from './Button.tsx'
import { classes } from './classes.ts'
import css from './Table.module.css'

export interface Column<Row> {
  title: string
  cell: (row: Row) => ReactNode
  width?: string
  align?: 'start' | 'end'
  /** Keeps a short value in one line. */
  isShort?: boolean
}

interface TableProps<Row> {
  /** Accessible name. */
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string | number
  /** Opens a row: its first cell becomes a button with `openLabel` as its name, and the whole row takes the click. */
  onOpen?: (row: Row) => void
  openLabel?: (row: Row) => string
}

/** Rows and columns, plainly: read by a screen reader as a table, opened by Tab and Enter. */
export function Table<Row>({ label, columns, rows, rowKey, onOpen, openLabel }: TableProps<Row>) {
  return (
    // Scrolls where it is wider than the screen: the keyboard has to reach it (axe: scrollable-region-focusable).
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/prefer-tag-over-role -- a scrolling group is operated by arrow keys; a fieldset is for forms
    <div className={css['frame']} role="group" aria-label={label} tabIndex={0}>
      <table className={css['table']} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.title}
                scope="col"
                className={css[column.align ?? 'start']}
                style={column.width === undefined ? undefined : { width: column.width }}
              >
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={rowKey(row)}
              className={onOpen === undefined ? undefined : css['opens']}
              onClick={onOpen === undefined ? undefined : () => onOpen(row)}
            >
              {columns.map((column, index) => (
                <td
                  key={column.title}
                  className={classes(css[column.align ?? 'start'], column.isShort === true && css['short'])}
                >
                  {index === 0 && onOpen !== undefined ? (
                    <Button
                      kind="quiet"
                      size="small"
                      onPress={() => onOpen(row)}
                      {...(openLabel !== undefined && { 'aria-label': openLabel(row) })}
                    >
                      {column.cell(row)}
                    </Button>
                  ) : (
                    column.cell(row)
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

import css from './Steps.module.css'

/** Titles and what stands behind them. */
export function Facts({ lines }: { lines: readonly (readonly [title: string, text: string])[] }) {
  return (
    <dl className={css['facts']}>
      {lines.map(([title, text]) => (
        <div key={`${title} ${text}`}>
          <dt>{title}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  )
}

import type { FindingLine } from '#contract/access-review.ts'
import { classes } from '../ui/classes.ts'
import { Icon } from '../ui/Icon.tsx'
import { useWords } from '../words.ts'
import css from './AccessReview.module.css'

interface FindingListProps {
  findings: readonly FindingLine[]
  index: number
  onChoose: (index: number) => void
}

/** Every finding in a line, with what has been explained ticked off. */
export function FindingList({ findings, index, onChoose }: FindingListProps) {
  const { accessReview: words } = useWords()
  return (
    <ol className={css['list']} aria-label={words.findings.list}>
      {findings.map(({ id, kind, actorNames, name, on, isExplained }, place) => (
        <li key={id}>
          <button
            type="button"
            className={classes(css['entry'], place === index && css['here'])}
            aria-current={place === index ? 'true' : undefined}
            onClick={() => onChoose(place)}
          >
            <span className={css['tick']}>
              {isExplained ? <Icon name="check" size={16} /> : null}
              <span className={css['hidden']}>
                {isExplained ? words.findings.explained : words.findings.open}
              </span>
            </span>
            <span>
              {words.kind[kind]}
              <span className={css['about']}>
                {[actorNames.join(', '), name, on?.slice(5).replace('-', '.')]
                  .filter((part) => part !== undefined && part !== '')
                  .join(' · ')}
              </span>
            </span>
          </button>
        </li>
      ))}
    </ol>
  )
}

import { classes } from '../ui/classes.ts'
import { useWords } from '../words.ts'
import { chooseKind, type Page, useLedger } from './ledger.ts'
import css from './Totals.module.css'

/** How many of each kind there are, all pages together; pressed, the view is narrowed to it, and pressed again, widened. */
export function Totals({ page }: { page: Page }) {
  const { ledger: words } = useWords()
  const kinds = useLedger(({ narrowing }) => narrowing.kinds)
  const names: Readonly<Record<string, string>> = {
    book: words.kind,
    provisions: { use: words.kind.use, provide: words.kind.provide },
    destructions: words.causes,
    acts: words.works,
  }[page.view]
  const chosen = kinds[page.view]
  // The access record has fifteen kinds: those that there are none of say nothing.
  const shown = Object.keys(names).filter(
    (kind) => page.view !== 'acts' || (page.totals[kind] ?? 0) > 0 || kind === chosen,
  )
  const all = Object.values(page.totals).reduce((sum, count) => sum + count, 0)
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a fieldset is for forms
    <div className={css['totals']} role="group" aria-label={words.totals}>
      <Chip
        name={words.all}
        count={all}
        isChosen={chosen === undefined}
        onPress={() => chooseKind(undefined)}
      />
      {shown.map((kind) => (
        <Chip
          key={kind}
          name={names[kind] ?? kind}
          count={page.totals[kind] ?? 0}
          isChosen={kind === chosen}
          onPress={() => chooseKind(kind)}
        />
      ))}
      {(page.totals['corrections'] ?? 0) > 0 && (
        <span className={css['apart']}>
          {words.corrections} {page.totals['corrections']?.toLocaleString()}
        </span>
      )}
    </div>
  )
}

interface ChipProps {
  name: string
  count: number
  isChosen: boolean
  onPress: () => void
}

function Chip({ name, count, isChosen, onPress }: ChipProps) {
  return (
    <button
      type="button"
      className={classes(css['chip'], isChosen && css['chosen'])}
      aria-pressed={isChosen}
      onClick={onPress}
    >
      {name} <strong>{count.toLocaleString()}</strong>
    </button>
  )
}

import { Dialog } from '../ui/Dialog.tsx'
import { useWords } from '../words.ts'
import css from './KeysDialog.module.css'

/** Every key that does something. */
export function KeysDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { frame, today, viewing, masking, ledger, terms } = useWords()
  const groups = [
    { title: frame.keys.everywhereTitle, keys: frame.keys.everywhere },
    { title: frame.keys.receivingTitle, keys: frame.keys.receiving },
    { title: today.calendar, keys: today.month.keys },
    { title: frame.screens.viewing, keys: viewing.keys },
    { title: frame.screens.masking, keys: masking.keys },
    { title: ledger.title, keys: ledger.keys },
  ]
  return (
    <Dialog title={frame.keys.title} isOpen={isOpen} onClose={onClose} closeLabel={terms.close} size="wide">
      <div className={css['groups']}>
        {groups.map(({ title, keys }) => (
          <section key={title}>
            <h2 className={css['title']}>{title}</h2>
            <dl className={css['keys']}>
              {keys.map(([key, does]) => (
                <div key={key}>
                  <dt>
                    <kbd>{key}</kbd>
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}

import { Dialog } from '../ui/Dialog.tsx'
import { useWords } from '../words.ts'
import css from './KeysDialog.module.css'

/** Every key that does something. */
export function KeysDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { frame, terms } = useWords()
  return (
    <Dialog title={frame.keys.title} isOpen={isOpen} onClose={onClose} closeLabel={terms.close} size="wide">
      <div className={css['groups']}>
        {frame.keys.groups.map(({ title, keys }) => (
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

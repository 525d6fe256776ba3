import type { Alike } from '#contract/requests.ts'
import { momentText } from '../moments.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { useWords } from '../words.ts'

interface AlikeDialogProps {
  /** Requests that ask the same, the latest first. */
  alike: readonly Alike[]
  onClose: () => void
  onGoOn: (alike: Alike) => void
  onAgain: () => void
}

/** The same has been asked already: go on with that, or receive it nevertheless. */
export function AlikeDialog({ alike, onClose, onGoOn, onAgain }: AlikeDialogProps) {
  const { requests, terms } = useWords()
  const { form } = requests
  const [latest] = alike
  return (
    <Dialog
      title={form.alikeTitle}
      isOpen={latest !== undefined}
      onClose={onClose}
      closeLabel={terms.close}
      actions={
        <>
          <Button onPress={onAgain}>{form.again}</Button>
          {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- the answer that is meant most often, under the Enter key */}
          <Button kind="primary" autoFocus onPress={() => latest !== undefined && onGoOn(latest)}>
            {form.goOn}
          </Button>
        </>
      }
    >
      <p>{form.alikeText}</p>
      <ul>
        {alike.map(({ id, number, state, receivedAt }) => (
          <li key={id}>
            {form.alikeLine(terms.requestNumber(number), terms.requestState[state], momentText(receivedAt))}
          </li>
        ))}
      </ul>
    </Dialog>
  )
}

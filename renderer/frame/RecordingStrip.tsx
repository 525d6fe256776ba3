import { useAttempt } from '../attempt.ts'
import { timeText } from '../moments.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { closeViewing } from '../viewing/viewing.ts'
import { useVisitor } from '../visitor/visitor.ts'
import { useWords } from '../words.ts'
import css from './Frame.module.css'
import { numbersOf, useInstitution } from './institution.ts'
import { endViewing, useOpenViewing } from './open-viewing.ts'
import { go, useScreen } from './screen.ts'

/** Enters what was seen last, then ends; a viewing that another screen opened, or that cannot report, ends all the same. */
async function stop(): Promise<void> {
  try {
    await closeViewing()
  } finally {
    await endViewing()
  }
}

/** The truth of the product: while footage is open this stands above everything, and without it no picture is. */
export function RecordingStrip() {
  const { frame, terms, viewing: viewingWords } = useWords()
  const viewing = useOpenViewing((state) => state.viewing)
  const cameras = useInstitution((state) => state.cameras)
  const screen = useScreen((state) => state.screen)
  const isVisitorThere = useVisitor((state) => state.window !== undefined)
  const attempt = useAttempt()
  if (viewing === undefined) return null
  const facts = [
    terms.requestNumber(viewing.requestNumber),
    frame.recording.purposes[viewing.purpose],
    viewing.requesterName,
    frame.recording.cameras(numbersOf(cameras, viewing.cameraIds)),
    frame.recording.since(timeText(viewing.openedAt)),
    ...(isVisitorThere ? [viewingWords.visitor.isOpen] : []),
  ]
  return (
    <section className={css['recording']} aria-label={frame.recording.label}>
      <output className={css['recordingWords']}>
        <Icon name="record" size={18} />
        <strong>{frame.recording.now}</strong>
        {facts.map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
        {attempt.problem !== undefined && <span>{attempt.problem}</span>}
      </output>
      {screen !== 'viewing' && screen !== 'masking' && (
        <Button size="small" onPress={() => go('viewing', viewing.requestId)}>
          {frame.recording.toViewing}
        </Button>
      )}
      <Button size="small" icon="close" isDisabled={attempt.isBusy} onPress={() => void attempt.run(stop)}>
        {frame.recording.stop}
      </Button>
    </section>
  )
}

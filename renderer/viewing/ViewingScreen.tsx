import { useEffect, useState } from 'react'
import type { RequestId } from '#domain/request-form.ts'
import { useAttempt } from '../attempt.ts'
import { go } from '../frame/screen.ts'
import { useRequests } from '../requests/requests.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { EmptyState } from '../ui/Panel.tsx'
import { VisitorWindow } from '../visitor/VisitorWindow.tsx'
import { useWords } from '../words.ts'
import { Controls } from './Controls.tsx'
import { usePlayerKeys } from './keys.ts'
import { OpenForm } from './OpenForm.tsx'
import { RequestCard } from './RequestCard.tsx'
import { RequestChoice } from './RequestChoice.tsx'
import { Rulers } from './Rulers.tsx'
import { Stage } from './Stage.tsx'
import css from './ViewingScreen.module.css'
import { closeViewing, forgetClosed, type OpenViewing, resumeViewing, useViewing } from './viewing.ts'

/** Watching the footage of a request: why, then the picture; what is seen is entered while it is seen. */
export function ViewingScreen({ requestId }: { requestId?: RequestId | undefined }) {
  const words = useWords().viewing
  const open = useViewing((state) => state.open)
  const closed = useViewing((state) => state.closed)
  const [chosen, setChosen] = useState(requestId)
  const request = useRequests(({ byId }) => (chosen === undefined ? undefined : byId[chosen]))
  const resume = useAttempt()

  useEffect(() => setChosen(requestId), [requestId])
  useEffect(() => {
    void resume.run(resumeViewing)
    return forgetClosed
    // oxlint-disable-next-line react/exhaustive-deps -- once, when the screen opens
  }, [])

  if (open !== undefined && open.playback.viewing.purpose !== 'mask') return <Player open={open} />
  return (
    <div className={css['screen']}>
      <h1>{words.title}</h1>
      {resume.problem !== undefined && <Notice tone="danger">{resume.problem}</Notice>}
      {closed !== undefined && (
        <Notice
          tone="success"
          action={<Button onPress={() => go('requests', closed)}>{words.closed.toRequest}</Button>}
        >
          {words.closed.text}
        </Notice>
      )}
      {open !== undefined ? (
        <EmptyState icon="record" title={words.otherOpen.mask}>
          {words.otherOpen.text}
        </EmptyState>
      ) : request !== undefined ? (
        <OpenForm key={request.id} request={request} onOther={() => setChosen(undefined)} />
      ) : (
        <>
          <h2>{words.choose.title}</h2>
          <RequestChoice onChoose={setChosen} />
        </>
      )}
    </div>
  )
}

function Player({ open }: { open: OpenViewing }) {
  const words = useWords().viewing
  const closing = useAttempt()
  const [isEscaping, setEscaping] = useState(false)
  usePlayerKeys(open.playback, {
    once: () => setEscaping(true),
    twice: () => void closing.run(closeViewing),
  })
  useEffect(() => {
    if (!isEscaping) return undefined
    const timer = setTimeout(() => setEscaping(false), 1500)
    return () => clearTimeout(timer)
  }, [isEscaping])

  return (
    <div className={css['player']}>
      <h1 className={css['hidden']}>{words.title}</h1>
      <div className={css['main']}>
        <Stage open={open}>{isEscaping && <p className={css['toast']}>{words.escapeOnce}</p>}</Stage>
        <RequestCard open={open} />
        {open.show !== undefined && <VisitorWindow open={open} show={open.show} />}
      </div>
      {closing.problem !== undefined && <Notice tone="danger">{closing.problem}</Notice>}
      <Controls open={open} />
      <Rulers open={open} />
    </div>
  )
}

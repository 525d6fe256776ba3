import { useLayoutEffect, useRef } from 'react'
import { may } from '#domain/actor.ts'
import { type FootageRequest, isGranted, isOver } from '#domain/request.ts'
import { isOfAgency, requesterName } from '#domain/request-form.ts'
import { go } from '../frame/screen.ts'
import { useStation } from '../frame/station.ts'
import { IdentityCopy } from '../identity/IdentityCopy.tsx'
import { Button } from '../ui/Button.tsx'
import { classes } from '../ui/classes.ts'
import { Icon } from '../ui/Icon.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Tag } from '../ui/Panel.tsx'
import { useWords } from '../words.ts'
import { Claim } from './Claim.tsx'
import { DecisionPanel } from './DecisionPanel.tsx'
import { DueTag } from './DueTag.tsx'
import { HistoryPanel } from './HistoryPanel.tsx'
import { NextAction } from './NextAction.tsx'
import { OtherActions } from './OtherActions.tsx'
import { Packages } from './Packages.tsx'
import css from './RequestDetail.module.css'
import { stepOf } from './requests.ts'
import { AftercarePanel } from './steps/AftercarePanel.tsx'
import { DocumentsPanel } from './steps/Documents.tsx'
import { FeePanel } from './steps/FeePanel.tsx'
import { useOvertaken } from './taking.ts'

/** One request: where it stands in the procedure, what is to be done now, and what it asks. */
export function RequestDetail({ request }: { request: FootageRequest }) {
  const { decisions, terms } = useWords()
  const actor = useStation(({ station }) => station?.actor)
  const mayAct = actor !== undefined && may(actor, 'request.receive')
  const head = useRef<HTMLElement>(null)
  // The page of another request may have been scrolled.
  useLayoutEffect(() => head.current?.scrollIntoView(), [])
  const hasIdentity = !isOfAgency(request.form) && !['inquiry', 'received'].includes(request.state)
  return (
    <>
      <header ref={head} className={css['head']}>
        <Button
          kind="quiet"
          size="small"
          icon="back"
          aria-label={decisions.back}
          onPress={() => go('requests')}
        />
        <h1>
          {terms.requestNumber(request.number)} · {requesterName(request.form)}
        </h1>
        <Tag tone="primary">{terms.requestKind[request.form.kind]}</Tag>
        <Tag>{terms.requestState[request.state]}</Tag>
        <DueTag request={request} />
      </header>
      <Stages at={stepOf(request)} />
      <Overtaken request={request} />
      <div className={css['columns']}>
        <div className={css['main']}>
          <NextAction request={request} />
          <FeePanel request={request} mayAct={mayAct} />
          {isGranted(request) && <Packages request={request} />}
          <AftercarePanel request={request} mayAct={mayAct} />
          <HistoryPanel request={request} />
        </div>
        <div className={css['aside']}>
          <Claim request={request} />
          <DecisionPanel request={request} />
          {mayAct && <DocumentsPanel request={request} />}
          {mayAct && hasIdentity && <IdentityCopy requestId={request.id} canKeep={!isOver(request)} />}
          {mayAct && <OtherActions request={request} />}
        </div>
      </div>
    </>
  )
}

function Stages({ at }: { at: number }) {
  const { decisions } = useWords()
  return (
    <ol className={css['steps']} aria-label={decisions.stagesLabel}>
      {decisions.stages.map((stage, index) => (
        <li
          key={stage}
          className={classes(css['step'], index < at && css['past'], index === at && css['now'])}
          aria-current={index === at ? 'step' : undefined}
        >
          <span className={css['number']}>{index < at ? <Icon name="check" size={16} /> : index + 1}</span>
          {stage}
          {index <= at && (
            <span className={css['stepState']}>{index < at ? decisions.stageDone : decisions.stageNow}</span>
          )}
        </li>
      ))}
    </ol>
  )
}

/** Somebody else has acted while a step was being taken here: who, and that nothing of it was kept. */
function Overtaken({ request }: { request: FootageRequest }) {
  const { decisions, terms } = useWords()
  const { requestId, sentence } = useOvertaken()
  if (requestId !== request.id) return null
  return (
    <Notice
      tone="warning"
      title={decisions.changed}
      onClose={() => useOvertaken.setState({}, true)}
      closeLabel={terms.close}
    >
      {sentence}
    </Notice>
  )
}

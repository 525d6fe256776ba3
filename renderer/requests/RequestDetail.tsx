import type { FootageRequest } from '#domain/request.ts'
import type { Person } from '#domain/request-form.ts'
import { actorName, useInstitution } from '../frame/institution.ts'
import { go } from '../frame/screen.ts'
import { dayText, momentText, rangeText } from '../moments.ts'
import { Button } from '../ui/Button.tsx'
import { classes } from '../ui/classes.ts'
import { Icon } from '../ui/Icon.tsx'
import { Card } from '../ui/Panel.tsx'
import { useWords } from '../words.ts'
import { DueTag } from './DueTag.tsx'
import { NextAction } from './NextAction.tsx'
import { Packages } from './Packages.tsx'
import css from './RequestDetail.module.css'
import { stepOf } from './requests.ts'

/** One request: where it stands in the procedure, what is to be done now, and what it asks. */
export function RequestDetail({ request }: { request: FootageRequest }) {
  const { requests, terms } = useWords()
  return (
    <>
      <header className={css['head']}>
        <Button
          kind="quiet"
          size="small"
          icon="back"
          aria-label={requests.detail.back}
          onPress={() => go('requests')}
        />
        <h1>
          {terms.requestNumber(request.number)} · {request.requester.name}
        </h1>
        <DueTag request={request} />
      </header>
      <Steps at={stepOf(request.state)} />
      <div className={css['columns']}>
        <div className={css['main']}>
          <NextAction request={request} />
          {(request.state === 'approved' || request.state === 'fulfilled') && (
            <Packages requestId={request.id} />
          )}
          <History request={request} />
        </div>
        <Claim request={request} />
      </div>
    </>
  )
}

function Steps({ at }: { at: number }) {
  const { detail } = useWords().requests
  return (
    <ol className={css['steps']} aria-label={detail.stepsLabel}>
      {detail.steps.map((step, index) => (
        <li
          key={step}
          className={classes(css['step'], index < at && css['past'], index === at && css['now'])}
          aria-current={index === at ? 'step' : undefined}
        >
          <span className={css['number']}>{index < at ? <Icon name="check" size={16} /> : index + 1}</span>
          {step}
          {index <= at && (
            <span className={css['stepState']}>{index < at ? detail.stepDone : detail.stepNow}</span>
          )}
        </li>
      ))}
    </ol>
  )
}

function Claim({ request }: { request: FootageRequest }) {
  const words = useWords()
  const { requests, terms } = words
  const { detail } = requests
  const cameras = useInstitution((state) => state.cameras)
  const places = cameras
    .filter(({ id }) => request.cameraIds.includes(id))
    .map(({ number, place }) => requests.form.camera(number, place))
  const lines: [string, string][] = [
    [detail.kind, terms.requestKind[request.kind]],
    [detail.requester, personText(request.requester, terms.relation[request.relation])],
    ...(request.subject === undefined
      ? []
      : ([[detail.subject, personText(request.subject)]] satisfies [string, string][])),
    [detail.range, rangeText(request.fromAt, request.toAt)],
    [detail.place, places.join(', ')],
    [detail.purpose, request.purpose],
    ...(request.clues === '' ? [] : ([[detail.clues, request.clues]] satisfies [string, string][])),
    [detail.due, requests.paper.dueText(dayText(request.dueOn, words), dayText(request.targetOn, words))],
  ]
  return (
    <div className={css['claim']}>
      <Card title={detail.claim}>
        <dl className={css['lines']}>
          {lines.map(([title, text]) => (
            <div key={title}>
              <dt>{title}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      </Card>
    </div>
  )
}

function personText({ name, phone, birthOn, address }: Person, relation?: string): string {
  const first = relation === undefined ? name : `${name} (${relation})`
  return [first, phone, birthOn, address].join('\n')
}

function History({ request }: { request: FootageRequest }) {
  const { requests, terms } = useWords()
  const { detail } = requests
  const actors = useInstitution((state) => state.actors)
  const past: { what: string; at: string; by: string }[] = [
    { what: detail.received, at: request.receivedAt, by: actorName(actors, request.receivedBy) },
  ]
  if (request.state !== 'received') {
    const paper = terms.identityPaper[request.paper]
    past.push({
      what: `${detail.verified} (${paper})`,
      at: request.verifiedAt,
      by: actorName(actors, request.verifiedBy),
    })
  }
  if (request.state === 'approved' || request.state === 'fulfilled')
    past.push({ what: detail.approved, at: request.approvedAt, by: actorName(actors, request.approvedBy) })
  if (request.state === 'fulfilled')
    past.push({ what: detail.fulfilled, at: request.fulfilledAt, by: actorName(actors, request.fulfilledBy) })
  return (
    <Card title={detail.history}>
      <ol className={css['history']}>
        {past.map(({ what, at, by }) => (
          <li key={what}>
            <time dateTime={at}>{momentText(at)}</time>
            <span>{what}</span>
            <span className={css['by']}>{by}</span>
          </li>
        ))}
      </ol>
    </Card>
  )
}

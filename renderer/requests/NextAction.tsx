import { useState } from 'react'
import { may } from '#domain/actor.ts'
import type { FootageRequest, IdentityPaper } from '#domain/request.ts'
import { useAttempt } from '../attempt.ts'
import { go } from '../frame/screen.ts'
import { useStation } from '../frame/station.ts'
import { office } from '../office.ts'
import { Button } from '../ui/Button.tsx'
import { RadioRow } from '../ui/Choice.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Card } from '../ui/Panel.tsx'
import { useWords } from '../words.ts'
import { ApproveDialog } from './ApproveDialog.tsx'
import { FulfilDialog } from './FulfilDialog.tsx'
import css from './RequestDetail.module.css'
import { noteRequest } from './requests.ts'

/** The one thing that comes next, for whoever may do it. */
export function NextAction({ request }: { request: FootageRequest }) {
  const { detail } = useWords().requests
  const actor = useStation(({ station }) => station?.actor)
  if (actor === undefined) return null
  return (
    <Card title={detail.nextAction}>
      {request.state === 'fulfilled' ? (
        <Fulfilled mayRead={may(actor, 'ledger.read')} />
      ) : !may(actor, 'request.receive') ? (
        <p>{detail.notYours}</p>
      ) : request.state === 'received' ? (
        <CheckIdentity request={request} />
      ) : request.state === 'verified' ? (
        <Approve request={request} />
      ) : (
        <Show request={request} />
      )}
    </Card>
  )
}

function CheckIdentity({ request }: { request: FootageRequest }) {
  const { requests, terms } = useWords()
  const { detail } = requests
  const [paper, setPaper] = useState<IdentityPaper | ''>('')
  const attempt = useAttempt()
  const verify = () =>
    attempt.run(async () => {
      if (paper !== '') noteRequest(await office.requests.checkIdentity({ requestId: request.id, paper }))
    })
  return (
    <>
      <p>{detail.identityLead}</p>
      {request.relation !== 'self' && <p>{detail.agentLead}</p>}
      <RadioRow<IdentityPaper>
        label={detail.paper}
        value={paper}
        onChange={setPaper}
        options={(['resident-card', 'driving-licence', 'passport', 'other'] as const).map((value) => ({
          value,
          label: terms.identityPaper[value],
        }))}
      />
      {attempt.problem !== undefined && <Notice tone="danger">{attempt.problem}</Notice>}
      <div className={css['actions']}>
        <Button kind="primary" isDisabled={paper === '' || attempt.isBusy} onPress={() => void verify()}>
          {detail.verify}
        </Button>
      </div>
    </>
  )
}

function Approve({ request }: { request: FootageRequest }) {
  const { detail } = useWords().requests
  const [isAsking, ask] = useState(false)
  return (
    <>
      <p>{detail.approvalLead}</p>
      <div className={css['actions']}>
        <Button kind="primary" onPress={() => ask(true)}>
          {detail.approve}
        </Button>
      </div>
      {isAsking && <ApproveDialog request={request} onClose={() => ask(false)} />}
    </>
  )
}

function Show({ request }: { request: FootageRequest }) {
  const { detail } = useWords().requests
  const [isFulfilling, fulfil] = useState(false)
  const isCopy = request.kind === 'copy'
  return (
    <>
      <p>{isCopy ? detail.copyLead : detail.viewLead}</p>
      <div className={css['actions']}>
        <Button onPress={() => fulfil(true)}>{detail.fulfil}</Button>
        {isCopy ? (
          <>
            <Button icon="play" onPress={() => go('viewing', request.id)}>
              {detail.view}
            </Button>
            <Button kind="primary" icon="person" onPress={() => go('masking', request.id)}>
              {detail.mask}
            </Button>
          </>
        ) : (
          <>
            <Button icon="person" onPress={() => go('masking', request.id)}>
              {detail.mask}
            </Button>
            <Button kind="primary" icon="play" onPress={() => go('viewing', request.id)}>
              {detail.view}
            </Button>
          </>
        )}
      </div>
      {isFulfilling && <FulfilDialog request={request} onClose={() => fulfil(false)} />}
    </>
  )
}

function Fulfilled({ mayRead }: { mayRead: boolean }) {
  const { detail } = useWords().requests
  return (
    <>
      <p>{detail.fulfilledLead}</p>
      {mayRead && (
        <div className={css['actions']}>
          <Button icon="book" onPress={() => go('ledger')}>
            {detail.toLedger}
          </Button>
        </div>
      )}
    </>
  )
}

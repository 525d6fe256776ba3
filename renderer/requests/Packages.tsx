import { useCallback } from 'react'
import type { Job } from '#domain/job.ts'
import type { RequestId } from '#domain/request-form.ts'
import { useAnswer, useAttempt } from '../attempt.ts'
import { useJobs } from '../frame/jobs.ts'
import { momentText } from '../moments.ts'
import { office } from '../office.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Card } from '../ui/Panel.tsx'
import { useWords } from '../words.ts'
import css from './RequestDetail.module.css'

/** What has left the house for this request. */
export function Packages({ requestId }: { requestId: RequestId }) {
  const { requests, terms } = useWords()
  const { detail } = requests
  const attempt = useAttempt()
  // Asked again when another export has finished.
  const finished = useJobs(({ byId }) => Object.values<Job>(byId).filter(isFinishedExport).length)
  const ask = useCallback(() => listOf(requestId, finished), [requestId, finished])
  const { answer: packages = [], problem } = useAnswer(ask)
  const sentence = attempt.problem ?? problem
  return (
    <Card title={detail.packages}>
      {sentence !== undefined && <Notice tone="warning">{sentence}</Notice>}
      {packages.length === 0 ? (
        <p className={css['quiet']}>{detail.noPackages}</p>
      ) : (
        <ul className={css['packages']}>
          {packages.map(({ id, fileName, sizeBytes, madeAt, medium }) => (
            <li key={id}>
              <div>
                <strong>{fileName}</strong> {terms.size(sizeBytes)}
                <div className={css['quiet']}>{detail.packageMade(momentText(madeAt), medium)}</div>
              </div>
              <Button
                size="small"
                icon="folder"
                aria-label={detail.openFolder(fileName)}
                onPress={() => void attempt.run(() => office.exports.openFolder({ exportId: id }))}
              />
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

/** `_finished` makes it another question when another export has finished. */
function listOf(requestId: RequestId, _finished: number) {
  return office.exports.list({ requestId })
}

function isFinishedExport(job: Job): boolean {
  return job.kind === 'export' && job.state === 'finished'
}

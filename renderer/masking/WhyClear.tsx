import type { Clearance } from '#domain/clearance.ts'
import { useWords } from '../words.ts'

/** What was found about others, and for an agency why no less is enough. */
export function WhyClear({ clearance: { finding, basis } }: { clearance: Clearance }) {
  const { exports: sheet } = useWords()
  return (
    <>
      {finding !== '' && <p>{sheet.clear.finding(finding)}</p>}
      {basis !== undefined && <p>{sheet.clear.scope(basis.scope)}</p>}
    </>
  )
}

import { type Calendar, deadline, quarterEnd } from './deadline.ts'
import type { BasisFinding } from './decision.ts'
import type { Law } from './law/law.ts'
import type { Institution } from './policy.ts'
import { Refusal } from './refusal.ts'
import type { Aftercare } from './request.ts'
import type { AgencyForm } from './request-form.ts'
import { addDays } from './time.ts'

/** What follows from giving footage to somebody: publication, telling the subject, the recipient's own destruction. */

/** What is left to do from the day it was given on (DL-08, 09, 10, 13). */
export function aftercareFor(
  form: AgencyForm,
  basis: BasisFinding,
  givenOn: string,
  { law, calendar, kind }: { law: Law; calendar: Calendar; kind: Institution['kind'] },
): Aftercare {
  const { code, destroyByOn } = basis
  // Publication is a public institution's duty (법 18④).
  const isPublished = law.bases[code].isPublished && kind !== 'private'
  const hasCopy = form.kind === 'provide' && form.handling === 'copy' && destroyByOn !== undefined
  return {
    ...(isPublished ? { publication: { dueOn: deadline('DL-08', givenOn, law, calendar).dueOn } } : {}),
    ...(code === 'B3' ? { subjectTold: { sinceOn: deadline('DL-13', givenOn, law, calendar).dueOn } } : {}),
    ...(hasCopy
      ? { recipient: { destroyByOn, askOn: deadline('DL-09', givenOn, law, calendar).dueOn, askedOn: [] } }
      : {}),
  }
}

/** It was posted. Refuses with `publication-short` under ten days on show, `aftercare-unknown` where none is due. */
export function posted(
  aftercare: Aftercare,
  post: { url: string; fromOn: string; toOn: string; by: NonNullable<Posted>['by']; at: string },
  law: Law,
): Aftercare {
  const { publication } = aftercare
  if (publication === undefined) throw new Refusal('aftercare-unknown', {})
  const rule = law.deadlines['DL-08-posted']
  const days = rule.counting === 'calendar' ? rule.days : 0
  // Both days are days on show: ten of them end on the ninth after the first.
  if (post.toOn < addDays(post.fromOn, days - 1)) throw new Refusal('publication-short', { days })
  return { ...aftercare, publication: { ...publication, posted: post } }
}
type Posted = NonNullable<Aftercare['publication']>['posted']

/** The subject has been told. Refuses with `aftercare-unknown` where nobody has to be. */
export function told(
  aftercare: Aftercare,
  how: { how: string } & Pick<NonNullable<Posted>, 'by' | 'at'>,
): Aftercare {
  const { subjectTold } = aftercare
  if (subjectTold === undefined) throw new Refusal('aftercare-unknown', {})
  return { ...aftercare, subjectTold: { ...subjectTold, told: how } }
}

/** The recipient was asked: the next time is the next quarter's end. Refuses with `aftercare-unknown`. */
export function asked(aftercare: Aftercare, askedOn: string): Aftercare {
  const recipient = waiting(aftercare)
  const askOn = quarterEnd(addDays(quarterEnd(askedOn), 1))
  return { ...aftercare, recipient: { ...recipient, askOn, askedOn: [...recipient.askedOn, askedOn] } }
}

type Result = NonNullable<NonNullable<Aftercare['recipient']>['result']>

/** The recipient has confirmed in writing what it was asked to keep to (법 18⑤). Refuses with `aftercare-unknown`. */
export function confirmed(aftercare: Aftercare, reply: Confirmation): Aftercare {
  return { ...aftercare, recipient: { ...waiting(aftercare), confirmed: reply } }
}
type Confirmation = NonNullable<NonNullable<Aftercare['recipient']>['confirmed']>

/** The recipient has answered. One that may keep it longer has a later day (`day-past`), and goes on being asked. */
export function answered(aftercare: Aftercare, result: Result): Aftercare {
  const recipient = waiting(aftercare)
  if (result.what !== 'extended') return { ...aftercare, recipient: { ...recipient, result } }
  if (result.on <= recipient.destroyByOn) throw new Refusal('day-past', { on: result.on })
  return { ...aftercare, recipient: { ...recipient, destroyByOn: result.on } }
}

function waiting({ recipient }: Aftercare): NonNullable<Aftercare['recipient']> {
  if (recipient === undefined || recipient.result !== undefined) throw new Refusal('aftercare-unknown', {})
  return recipient
}

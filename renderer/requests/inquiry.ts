import type { Camera } from '#domain/policy.ts'
import type { FootageRequest } from '#domain/request.ts'
import { isOfAgency } from '#domain/request-form.ts'
import { wallClock } from '#domain/time.ts'
import { blank, type Draft, useDraft, writeDraft } from './draft.ts'
import { camerasText } from './typing.ts'

/** An inquiry that is put in writing goes on from what was said on the telephone: nothing is asked twice. */

/** Whether nothing has been typed that could be lost. */
export function isBlank(draft: Draft): boolean {
  return writeDraft(draft) === writeDraft(blank)
}

/** Lays the inquiry's words on the desk, in place of what lies there. */
export function beginInquiry(inquiry: FootageRequest, cameras: readonly Camera[]): void {
  const draft = draftOfInquiry(inquiry, cameras)
  useDraft.setState({ draft, origin: 'new', hasTried: false, left: new Set() })
}

/** The fields as somebody would have typed them; by which way the written form has come is asked anew. */
function draftOfInquiry({ id, form }: FootageRequest, cameras: readonly Camera[]): Draft {
  const [fromOn = '', fromTime = ''] = wallClock(form.fromAt).split('T')
  const [toOn = '', toTime = ''] = wallClock(form.toAt).split('T')
  const asked = {
    ...blank,
    inquiryId: id,
    fromOn,
    fromTime: shortTime(fromTime),
    toTime: shortTime(toTime),
    toOn: toOn === fromOn ? '' : toOn,
    cameras: camerasText(form.cameraIds, cameras),
    purpose: form.purpose,
    clues: form.clues,
  }
  if (isOfAgency(form)) {
    const { name, department, title, officer, phone } = form.agency
    const { kind, handling, caseNumber, statedBasis } = form
    const agency = { agencyName: name, department, title, officer, agencyPhone: phone }
    return { ...asked, ...agency, kind, channel: 'agency-letter', handling, caseNumber, statedBasis }
  }
  const { requester, subject, relation, vehicleNumber } = form
  const isVehicle = relation === 'self' && vehicleNumber !== ''
  return {
    ...asked,
    kind: form.kind,
    who: isVehicle ? 'vehicle' : relation,
    name: requester.name,
    birthOn: requester.birthOn,
    phone: requester.phone,
    address: requester.address,
    subjectName: subject?.name ?? '',
    subjectBirthOn: subject?.birthOn ?? '',
    subjectPhone: subject?.phone ?? '',
    subjectAddress: subject?.address ?? '',
    vehicleNumber,
  }
}

function shortTime(time: string): string {
  return time.endsWith(':00') ? time.slice(0, 5) : time
}

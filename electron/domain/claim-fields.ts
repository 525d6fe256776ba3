/** Cells of the blank 개인영상정보 청구서 (지침 별지 제2호서식; domain §9.1) that somebody fills in on a computer. */

/** Boxes that are ticked. */
const CLAIM_BOXES = ['kind.view', 'kind.copy', 'kind.existence', 'kind.erase'] as const

/** Lines that are typed into; each with the most characters that it takes. */
const LINES = {
  'requester.name': 60,
  'requester.phone': 40,
  'requester.birthOn': 40,
  'requester.address': 200,
  'requester.relation': 60,
  'subject.name': 60,
  'subject.phone': 40,
  'subject.birthOn': 40,
  'subject.address': 200,
  from: 60,
  to: 60,
  place: 500,
  purpose: 4_000,
  clues: 2_000,
  vehicleNumber: 20,
} as const

export type ClaimBox = (typeof CLAIM_BOXES)[number]
export type ClaimLine = keyof typeof LINES
export type ClaimField = ClaimBox | ClaimLine

export const CLAIM_FIELDS: readonly ClaimField[] = [...CLAIM_BOXES, ...(Object.keys(LINES) as ClaimLine[])]

/** The most characters that a line of the sheet takes. */
export function lengthOf(line: ClaimLine): number {
  return LINES[line]
}

export function isClaimBox(name: string): name is ClaimBox {
  return (CLAIM_BOXES as readonly string[]).includes(name)
}

export function isClaimLine(name: string): name is ClaimLine {
  return Object.hasOwn(LINES, name)
}

/** What a ticked box reads as; a box that is not ticked is left out. */
export const TICKED = 'on'

/**
 * The cell of a printed sheet as a link that nobody follows: Chromium writes links into a PDF with their exact place on
 * the page, which is how the fields find theirs.
 */
export const FIELD_LINK = 'https://field.invalid/'

import type { Institution } from '#domain/policy.ts'
import { wholeNumber } from './numbers.ts'

/** The institution as it stands in the fields: numbers and lists as they are typed. */
export type Written = Omit<Institution, 'approvalLine' | 'idleLockMinutes' | 'keepYears'> & {
  approvalLine: string
  idleLockMinutes: string
  keepYears: string
}

export const IDLE_MINUTES = { from: 1, to: 60 }
export const KEEP_YEARS = { from: 1, to: 50 }

export function writtenOf(institution: Institution): Written {
  const { approvalLine, idleLockMinutes, keepYears } = institution
  return {
    ...institution,
    approvalLine: approvalLine.join(', '),
    idleLockMinutes: String(idleLockMinutes),
    keepYears: String(keepYears),
  }
}

/** What the fields mean; none as long as one of them means nothing. */
export function meantBy(written: Written): Institution | undefined {
  const idleLockMinutes = wholeNumber(written.idleLockMinutes, IDLE_MINUTES)
  const keepYears = wholeNumber(written.keepYears, KEEP_YEARS)
  const name = written.name.trim()
  if (idleLockMinutes === undefined || keepYears === undefined || name === '') return undefined
  return {
    ...written,
    name,
    headTitle: written.headTitle.trim(),
    address: written.address.trim(),
    homepage: written.homepage.trim(),
    installedFor: written.installedFor.trim(),
    filmingHours: written.filmingHours.trim(),
    vendor: written.vendor.trim(),
    objectionDesk: written.objectionDesk.trim(),
    stationPlace: written.stationPlace.trim(),
    approvalLine: written.approvalLine
      .split(',')
      .map((title) => title.trim())
      .filter((title) => title !== ''),
    idleLockMinutes,
    keepYears,
  }
}

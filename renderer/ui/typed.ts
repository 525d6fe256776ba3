/**
 * `2026-11-21` from the ways people write a day: `2026-11-21`, `2026.11.21.`, `2026/11/21`, `20261121`, `261121`,
 * and `11.21` or `1121` of `thisYear`. None where it is no day of the calendar.
 */
export function parseDay(text: string, thisYear?: number): string | undefined {
  const parts = text
    .trim()
    .split(/[^\d]+/)
    .filter((part) => part !== '')
  const digits = parts.join('')
  if (parts.length === 3) return day(parts[0], parts[1], parts[2])
  if (parts.length === 2 && thisYear !== undefined) return day(String(thisYear), parts[0], parts[1])
  if (parts.length !== 1) return undefined
  if (digits.length === 8) return day(digits.slice(0, 4), digits.slice(4, 6), digits.slice(6))
  if (digits.length === 6) return day(digits.slice(0, 2), digits.slice(2, 4), digits.slice(4))
  if (digits.length === 4 && thisYear !== undefined)
    return day(String(thisYear), digits.slice(0, 2), digits.slice(2))
  return undefined
}

function day(year = '', month = '', date = ''): string | undefined {
  if (![2, 4].includes(year.length) || month.length > 2 || date.length > 2) return undefined
  const full = year.length === 2 ? `20${year}` : year
  const written = `${full}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  const read = new Date(`${written}T00:00:00Z`)
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(written) ? written : undefined
}

/** `14:00` or `14:00:30` from `14:00`, `1400`, `140030`, `14시`, `14`, `9:5`. None where it is no time of the day. */
export function parseTime(text: string): string | undefined {
  const parts = text
    .trim()
    .split(/[^\d]+/)
    .filter((part) => part !== '')
  const digits = parts[0] ?? ''
  if (parts.length === 1 && [3, 4, 6].includes(digits.length)) {
    const padded = digits.length === 3 ? `0${digits}` : digits
    return time(padded.slice(0, 2), padded.slice(2, 4), padded.slice(4))
  }
  return parts.length >= 1 && parts.length <= 3 ? time(parts[0], parts[1], parts[2]) : undefined
}

function time(hour = '', minute = '0', second = ''): string | undefined {
  if (hour.length > 2 || minute.length > 2 || second.length > 2) return undefined
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined
  const written = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`
  return second === '' ? written : `${written}:${second.padStart(2, '0')}`
}

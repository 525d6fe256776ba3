/** Entries from the first up to, not including, the second. */
export type Range = readonly [from: number, to: number]

/**
 * Of which parts of the ledger a consistency proof holds the roots, in the order of RFC 9162 §2.1.4.1: so that a proof over a
 * million entries can be made while they are read, part by part. None between a ledger and itself, or from an empty one.
 */
export function consistencyRanges(from: number, to: number): Range[] {
  if (from < 0 || from > to) throw new RangeError(`no ledger of ${from} before one of ${to}`)
  return from === 0 ? [] : subproof(from, 0, to, true)
}

/** SUBPROOF(m, D[n], b) with D[n] being the entries from `begin` on; `isWhole` is b: the root of the old ledger is known. */
function subproof(m: number, begin: number, n: number, isWhole: boolean): Range[] {
  if (m === n) return isWhole ? [] : [[begin, begin + n]]
  let k = 1
  while (k * 2 < n) k *= 2
  return m <= k
    ? [...subproof(m, begin, k, isWhole), [begin + k, begin + n]]
    : [...subproof(m - k, begin + k, n - k, false), [begin, begin + k]]
}

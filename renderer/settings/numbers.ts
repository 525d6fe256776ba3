/** The whole number that was typed; none where it is not one or lies outside. */
export function wholeNumber(text: string, { from, to }: { from: number; to: number }): number | undefined {
  if (!/^-?\d{1,9}$/.test(text.trim())) return undefined
  const number = Number(text)
  return number >= from && number <= to ? number : undefined
}

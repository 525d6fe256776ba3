/** The class names that hold, as one string; a CSS module answers `undefined` for a name it does not know. */
export function classes(...names: readonly (string | false | undefined)[]): string {
  return names.filter((name) => typeof name === 'string' && name !== '').join(' ')
}

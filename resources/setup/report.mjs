// What setting up says while it works. Everything goes to stderr, so that a development door's stdout is its own.

const startedAt = performance.now()

/** The one way in which setting up gives up: what is missing and the command that mends it, Korean then English. */
export class SetupFailure extends Error {
  /**
   * @param {string} korean one sentence, with the command that mends it
   * @param {string} english the same sentence
   */
  constructor(korean, english) {
    super(`${korean}\n${english}`)
    this.name = 'SetupFailure'
  }
}

/** Prints one line with the seconds since the script began. */
export function say(line) {
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  process.stderr.write(`[${seconds.padStart(6)}s] ${line}\n`)
}

/**
 * Runs `work`, announcing it before and giving its own time after.
 * @template T
 * @param {string} name
 * @param {() => T | Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(name, work) {
  say(`${name} …`)
  const from = performance.now()
  const result = await work()
  say(`${name} ✓ ${((performance.now() - from) / 1000).toFixed(1)}s`)
  return result
}

/**
 * Runs a script's whole work and turns its answer into the exit code. A SetupFailure prints its sentence alone;
 * anything else is a mistake of ours and keeps its stack.
 * @param {() => Promise<number | undefined>} work
 */
export async function runScript(work) {
  try {
    process.exitCode = (await work()) ?? 0
  } catch (failure) {
    process.stderr.write(`${failure instanceof SetupFailure ? failure.message : failure?.stack}\n`)
    process.exitCode = 1
  }
}

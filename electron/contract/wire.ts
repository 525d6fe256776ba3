import type { RefusalData } from '../domain/refusal.ts'

/**
 * What travels back over IPC. Errors cross processes as data: a class loses its prototype on the way.
 * A fault carries only a reference; its details stay in the log.
 */
export type Reply =
  | { ok: true; value: unknown }
  | { ok: false; refusal: RefusalData }
  | { ok: false; fault: { reference: string } }

/** The IPC channel of a call or notice: `group.name`. */
export const channel = (group: string, name: string): string => `${group}.${name}`

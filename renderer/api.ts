import type { contract } from '#contract/contract.ts'
import type { Api } from '#contract/define.ts'
import type { Reply } from '#contract/wire.ts'
import { Refusal } from '#domain/refusal.ts'

/** What the preload puts on `window`: names and plain data, nothing else. */
export interface Bridge {
  call(channel: string, input: unknown): Promise<Reply>
  listen(channel: string, listener: (payload: unknown) => void): () => void
}

/** Something broke in the office. Its message is the reference under which the log has it. */
export class Fault extends Error {
  override readonly name = 'Fault'
}

export type Office = Api<typeof contract>

/**
 * The office as the page calls it: `office.requests.approve(…)` asks, `office.requests.onChanged(…)` listens and
 * answers with its stop. Throws Refusal where a rule said no and Fault where something broke. The contract is a type
 * here; which names exist is checked by the preload.
 */
export function createApi(bridge: Bridge): Office {
  return lookup((group) =>
    lookup((name) =>
      /^on[A-Z]/.test(name)
        ? (listener: (payload: unknown) => void) => bridge.listen(`${group}.${noticeOf(name)}`, listener)
        : (input: unknown) => ask(bridge, `${group}.${name}`, input),
    ),
  ) as Office
}

async function ask(bridge: Bridge, channel: string, input: unknown): Promise<unknown> {
  const reply = await bridge.call(channel, input)
  if (reply.ok) return reply.value
  if ('refusal' in reply) throw new Refusal(reply.refusal.code, reply.refusal.data)
  throw new Fault(reply.fault.reference)
}

/** `onChanged` listens to the notice `changed`. */
function noticeOf(name: string): string {
  return name.charAt(2).toLowerCase() + name.slice(3)
}

/** An object whose every property is made when first asked for, and the same ever after. */
function lookup(make: (name: string) => unknown): object {
  const made = new Map<string, unknown>()
  return new Proxy(
    {},
    {
      get(_, name) {
        if (typeof name !== 'string') return undefined
        if (!made.has(name)) made.set(name, make(name))
        return made.get(name)
      },
    },
  )
}

import type { Reply } from '#contract/wire.ts'
import type { Bridge } from '../../../renderer/api.ts'

type Answer = (input: never) => unknown

/** The hatch of a page that has no Electron behind it: answers by channel, notices by hand, and what was asked. */
export interface TestBridge extends Bridge {
  readonly asked: { channel: string; input: unknown }[]
  answer(channel: string, answer: Answer): void
  refuse(channel: string, refusal: Extract<Reply, { refusal: unknown }>['refusal']): void
  tell(channel: string, payload: unknown): void
  listeners(channel: string): number
}

export function createBridge(): TestBridge {
  const asked: TestBridge['asked'] = []
  const replies = new Map<string, (input: never) => Reply>()
  const listeners = new Map<string, Set<(payload: unknown) => void>>()
  const listenersOf = (channel: string) => listeners.get(channel) ?? new Set()
  return {
    asked,
    async call(channel, input) {
      asked.push({ channel, input })
      const reply = replies.get(channel)
      if (reply === undefined) return { ok: false, fault: { reference: `no answer to ${channel}` } }
      return reply(input as never)
    },
    listen(channel, listener) {
      listeners.set(channel, listenersOf(channel).add(listener))
      return () => listenersOf(channel).delete(listener)
    },
    answer: (channel, answer) => replies.set(channel, (input) => ({ ok: true, value: answer(input) })),
    refuse: (channel, refusal) => replies.set(channel, () => ({ ok: false, refusal })),
    tell(channel, payload) {
      for (const listener of listenersOf(channel)) listener(payload)
    },
    listeners: (channel) => listenersOf(channel).size,
  }
}

/** Puts a bridge where the page looks for it; the stores are to be imported after that. */
export function installBridge(): TestBridge {
  const bridge = createBridge()
  Object.assign(globalThis, { window: { bridge } })
  return bridge
}

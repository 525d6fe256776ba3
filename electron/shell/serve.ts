import type { IpcMain, IpcMainInvokeEvent } from 'electron'
import type { Contract, Handlers } from '../contract/define.ts'
import { channel, type Reply } from '../contract/wire.ts'
import { Refusal } from '../domain/refusal.ts'

interface Door<Context> {
  ipcMain: Pick<IpcMain, 'handle'>
  /** Answers for whom the call acts, or nothing when the sender is not one of our own windows. */
  admit(event: IpcMainInvokeEvent): Context | undefined
  /** Throws a Refusal where something was handed in that may not be kept, whatever was asked. */
  screen(input: unknown): void
  /** A rule said no: the place to enter it. */
  refused(context: Context, call: string, refusal: Refusal): void
  /** Keeps the details; answers a reference that a person can quote. */
  reportFault(fault: unknown): string
}

/** The only place that listens to windows. Every call is admitted, parsed, screened, answered and parsed again, in this order. */
export function serve<C extends Contract, Context>(
  contract: C,
  handlers: Handlers<C, Context>,
  door: Door<Context>,
): void {
  const answers = handlers as Record<string, Record<string, (context: Context, input: unknown) => unknown>>
  for (const [group, entries] of Object.entries(contract)) {
    for (const [name, entry] of Object.entries(entries)) {
      if (entry.kind !== 'call') continue
      const answer = answers[group]?.[name]
      if (answer === undefined) throw new Error(`nobody answers ${channel(group, name)}`)

      door.ipcMain.handle(channel(group, name), async (event, raw): Promise<Reply> => {
        let context: Context | undefined
        try {
          context = door.admit(event)
          if (context === undefined) throw new Error(`stranger at ${channel(group, name)}`)
          const input: unknown = entry.input.parse(raw)
          door.screen(input)
          const value = await answer(context, input)
          return { ok: true, value: entry.output.parse(value) }
        } catch (error) {
          if (!(error instanceof Refusal) || context === undefined)
            return { ok: false, fault: { reference: door.reportFault(error) } }
          try {
            door.refused(context, channel(group, name), error)
          } catch (fault) {
            // A full disk takes no entry; the answer is no all the same.
            door.reportFault(fault)
          }
          return { ok: false, refusal: error.toData() }
        }
      })
    }
  }
}

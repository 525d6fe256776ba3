import { z } from 'zod'
import { Job } from '../domain/job.ts'
import { InstantAt } from '../domain/time.ts'
import { call } from './define.ts'

const nothing = z.void()
const Code = z.strictObject({ recoveryCode: z.string() })

/** What a person has been told of when the vault did not open, and wants done all the same. */
export const Answers = z.strictObject({
  /** Which copy of the vault is bad: it is to be made anew from the other. */
  mends: z.boolean().optional(),
  /** How far the PC's clock is after the last entry: it is right. */
  confirmsClock: z.boolean().optional(),
})

/** The code on paper that opens the vault when passwords are lost, and what is left of a damaged one. */
export const recovery = {
  /** Opens the vault with the code and gives one person a new password; a new code is answered. */
  use: call(
    Answers.extend({
      recoveryCode: z.string().max(100),
      loginName: z.string().max(40),
      newPassword: z.string().max(200),
    }),
    Code,
  ),
  /** Makes a new code; whoever asks gives their password once more. */
  renew: call(z.strictObject({ password: z.string().min(1).max(200) }), Code),
  print: call(Code, z.strictObject({ saved: z.boolean() })),
  /** The new code, or its last two groups, typed back from paper: only now is it the valid one. */
  confirm: call(z.strictObject({ typed: z.string().max(100) }), nothing),
  /** Goes on with what can be proved of a vault of which both copies are damaged. */
  continueProvable: call(z.strictObject({ password: z.string().min(1).max(200) }), nothing),
} as const

/** A backup as the page may know it: its folder's name, when it was made, how many entries it has. */
const Backup = z.strictObject({ folder: z.string(), at: InstantAt, size: z.int() })
export type Backup = z.infer<typeof Backup>

/** Copies of the vault on another disk, and the way back from one. */
export const backups = {
  show: call(nothing, z.strictObject({ last: Backup.optional(), remindAfterDays: z.int() })),
  remindAfter: call(z.strictObject({ days: z.int().min(1).max(365) }), nothing),
  /** Asks the person where to; nothing where they changed their mind. */
  make: call(nothing, Job.nullable()),
  /** Asks the person for a backup to restore; what is shown of it is proved only by opening it. */
  choose: call(nothing, Backup.nullable()),
  /**
   * Restores what was chosen, with a password or the recovery code of then. `loses` says of how many entries the person has
   * been told that they are not in it.
   */
  restore: call(
    z.strictObject({
      secret: z.union([
        z.strictObject({ loginName: z.string().min(1).max(40), password: z.string().min(1).max(200) }),
        z.strictObject({ recoveryCode: z.string().min(1).max(100) }),
      ]),
      loses: z.int().optional(),
    }),
    nothing,
  ),
} as const

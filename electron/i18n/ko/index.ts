import { accessReview } from './access-review.ts'
import { decisions } from './decisions.ts'
import { exports } from './exports.ts'
import { forms } from './forms.ts'
import { frame } from './frame.ts'
import { intake } from './intake.ts'
import { leaving } from './leaving.ts'
import { ledger } from './ledger.ts'
import { masking } from './masking.ts'
import { recovery } from './recovery.ts'
import { refusals } from './refusals.ts'
import { requests } from './requests.ts'
import { retention } from './retention.ts'
import { setUp } from './set-up.ts'
import { settings } from './settings.ts'
import { signIn } from './sign-in.ts'
import { studio } from './studio.ts'
import { terms } from './terms.ts'
import { today } from './today.ts'
import { viewing } from './viewing.ts'

export const ko = {
  terms,
  refusals,
  setUp,
  signIn,
  frame,
  today,
  requests,
  settings,
  viewing,
  masking,
  decisions,
  exports,
  studio,
  forms,
  intake,
  retention,
  ledger,
  leaving,
  accessReview,
  recovery,
}

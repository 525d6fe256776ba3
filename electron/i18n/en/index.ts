import type { ko } from '../ko/index.ts'
import { intake } from './intake.ts'
import { ledger } from './ledger.ts'
import { masking } from './masking.ts'
import { paper } from './paper.ts'
import { refusals } from './refusals.ts'
import { terms } from './terms.ts'
import { viewing } from './viewing.ts'

export const en: typeof ko = { terms, refusals, viewing, masking, intake, ledger, paper }

import { create } from 'zustand'
import { type PresetName, presets } from '#domain/policy.ts'
import { office } from '../office.ts'
import { type AccountDraft, accountOf, emptyAccount, problemsOf } from './account.ts'
import { keepCode } from './recovery-code.ts'

export const STEPS = ['institution', 'manager', 'officer'] as const
export type Step = (typeof STEPS)[number]

interface SetUp {
  step: Step
  preset: PresetName
  name: string
  viewingPlace: string
  telephone: string
  manager: AccountDraft
  officer: AccountDraft
  /** Whether somebody tried to go on from this step: only then are gaps pointed out. */
  hasTried: boolean
}

const start: SetUp = {
  step: 'institution',
  preset: 'regional-office',
  name: presets['regional-office'].institution.name,
  viewingPlace: presets['regional-office'].institution.viewingPlace,
  telephone: presets['regional-office'].institution.telephone,
  manager: emptyAccount,
  officer: emptyAccount,
  hasTried: false,
}

/** The first set-up as it is being filled in. */
export const useSetUp = create<SetUp>()(() => start)

export function choosePreset(preset: PresetName): void {
  const { name, viewingPlace, telephone } = presets[preset].institution
  useSetUp.setState({ preset, name, viewingPlace, telephone })
}

export function editAccount(role: 'manager' | 'officer', change: Partial<AccountDraft>): void {
  useSetUp.setState((state) => ({ [role]: { ...state[role], ...change } }))
}

function isComplete({ step, name, manager, officer }: SetUp): boolean {
  if (step === 'institution') return name.trim() !== ''
  const problems = step === 'manager' ? problemsOf(manager) : problemsOf(officer, manager.loginName)
  return Object.keys(problems).length === 0
}

export function back(): void {
  const before = STEPS[STEPS.indexOf(useSetUp.getState().step) - 1]
  if (before !== undefined) useSetUp.setState({ step: before, hasTried: false })
}

/** Goes to the next step, or from the last one makes the vault; stays where something is missing. */
export async function goOn(): Promise<void> {
  const state = useSetUp.getState()
  useSetUp.setState({ hasTried: true })
  if (!isComplete(state)) return
  const after = STEPS[STEPS.indexOf(state.step) + 1]
  if (after !== undefined) useSetUp.setState({ step: after, hasTried: false })
  else await makeVault(state)
}

async function makeVault({ preset, name, viewingPlace, telephone, manager, officer }: SetUp): Promise<void> {
  const { recoveryCode } = await office.station.setUp({
    preset,
    institution: {
      ...presets[preset].institution,
      name: name.trim(),
      viewingPlace: viewingPlace.trim(),
      // Where footage is viewed is where this PC stands, until somebody says more exactly where.
      stationPlace: viewingPlace.trim(),
      telephone: telephone.trim(),
    },
    manager: { ...accountOf(manager), role: 'manager' },
    officer: { ...accountOf(officer), role: 'officer' },
  })
  keepCode(recoveryCode, { isFirst: true })
  // Passwords do not stay in the page's memory.
  useSetUp.setState(start, true)
}

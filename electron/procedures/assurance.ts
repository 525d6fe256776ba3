import { ledgerName } from '../domain/actor.ts'
import { openQuestions, type Question } from '../domain/review.ts'
import type { Assurance } from '../export/manifest.ts'
import { engineModels } from '../masking/engine.ts'
import type { Film } from '../masking/protocol.ts'
import { actor } from '../vault/station.ts'
import type { LoadedClip } from './clips.ts'
import type { Office } from './office.ts'

/** The figures by which others can judge the masks of a film. Reasons are left out: they may tell of somebody. */
export async function assuranceOf(
  office: Office,
  clip: LoadedClip,
  film: Film,
  leaks: number,
): Promise<Assurance> {
  const { body, people, work, questions, changes, signature } = clip
  const nameOf = (id: (typeof changes)[number]['by']) => {
    const person = office.vault.read((db) => actor(db, id))
    return person === undefined ? '' : ledgerName(person)
  }
  const things = people.filter(({ track }) => work.things.includes(track))
  const kept = people.filter(({ track }) => work.kept.includes(track) && !work.things.includes(track))
  const makers = [...new Set(changes.map(({ by }) => by))]
  return {
    people: {
      found: people.length,
      masked: people.length - kept.length - things.length,
      kept: kept.length,
      things: things.length,
      vehicles: people.filter(({ isVehicle }) => isVehicle).length,
    },
    frameMasks: film.frameMasks,
    coverage: {
      mean: film.maskedShare,
      lowest: film.coverage.reduce((least, share) => Math.min(least, share), 1000) / 1000,
    },
    engine: { models: await engineModels(), thorough: body.thorough, vehicles: body.vehicles.length > 0 },
    review: {
      questions: answersByKind(questions),
      open: openQuestions(questions).length,
      changes: makers.map((maker) => {
        const made = changes.filter(({ by }) => by === maker)
        const answers = made.filter(({ change }) => change.kind === 'answer').length
        return { by: nameOf(maker), changes: made.length - answers, answers }
      }),
      ...(signature === undefined ? {} : { signedBy: nameOf(signature.by), signedAt: signature.at }),
    },
    leakScan: { found: leaks, answered: leaks },
  }
}

function answersByKind(questions: readonly Question[]): Assurance['review']['questions'] {
  const kinds = [...new Set(questions.map(({ kind }) => kind))]
  return kinds.map((kind) => {
    const asked = questions.filter((question) => question.kind === kind)
    const answered = (answer: Question['answer']) =>
      asked.filter((question) => question.answer === answer).length
    return {
      kind,
      asked: asked.length,
      masked: answered('masked'),
      mended: answered('mended'),
      nobody: answered('nobody'),
    }
  })
}

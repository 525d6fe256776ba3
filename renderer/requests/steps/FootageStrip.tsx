import type { Recording } from '#domain/recording.ts'
import type { KeptForm } from '#domain/request-form.ts'
import { useInstitution } from '../../frame/institution.ts'
import { useWords } from '../../words.ts'
import { coverageOf, place, spansOf } from '../coverage.ts'
import css from './Steps.module.css'

/** What is held of the stretch that is asked for, camera by camera. */
export function FootageStrip({ form, recordings }: { form: KeptForm; recordings: readonly Recording[] }) {
  const { requests, decisions, terms } = useWords()
  const cameras = useInstitution((state) => state.cameras)
  return (
    <section className={css['strip']} aria-label={decisions.locate.held}>
      {cameras
        .filter(({ id }) => form.cameraIds.includes(id))
        .map(({ id, number }) => {
          const own = recordings.filter(({ cameraId }) => cameraId === id)
          return [
            <span key={`${id} name`}>{terms.camera(number)}</span>,
            <span key={`${id} bar`} className={css['bar']}>
              {spansOf(own, form).map((span) => {
                const { left, width } = place(span, form)
                return (
                  <span
                    key={span.fromAt}
                    className={css['span']}
                    style={{ left: `${left}%`, width: `${width}%` }}
                  />
                )
              })}
            </span>,
            <span key={`${id} how much`}>{requests.form.coverage[coverageOf(own, id, form)]}</span>,
          ]
        })}
    </section>
  )
}

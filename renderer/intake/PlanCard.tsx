import type { IntakePlan } from '#contract/contract.ts'
import type { CameraId } from '#domain/policy.ts'
import { useAttempt } from '../attempt.ts'
import { useInstitution } from '../frame/institution.ts'
import { momentText } from '../moments.ts'
import { Button } from '../ui/Button.tsx'
import { SelectField } from '../ui/Choice.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Card } from '../ui/Panel.tsx'
import { Table } from '../ui/Table.tsx'
import { useWords } from '../words.ts'
import css from './IntakeScreen.module.css'
import { assign, isCameraTwice, startIntake, totalOf, useIntake } from './intake.ts'

const SKIP = ''

/** What a folder holds, and which camera each part of it is of. */
export function PlanCard({ plan }: { plan: IntakePlan }) {
  const { terms, intake } = useWords()
  const words = intake.plan
  const chosen = useIntake((state) => state.cameras)
  const cameras = useInstitution((state) => state.cameras)
  const starting = useAttempt()
  const total = totalOf(plan, chosen)
  const time = (at: string | undefined) => (at === undefined ? words.unknownTime : momentText(at))
  const nameOf = (hint: string) => (hint === '' ? words.top : hint)

  return (
    <Card title={words.title(plan.folderName)}>
      <Table
        label={words.title(plan.folderName)}
        rows={plan.sources}
        rowKey={({ hint }) => hint}
        columns={[
          { title: words.hint, cell: ({ hint }) => nameOf(hint) },
          {
            title: words.camera,
            width: '34%',
            cell: ({ hint }) => (
              <SelectField<CameraId | typeof SKIP>
                label={words.cameraOf(nameOf(hint))}
                isLabelHidden
                value={chosen[hint] ?? SKIP}
                onChange={(value) => assign(hint, value === SKIP ? undefined : value)}
                options={[
                  { value: SKIP, label: words.skip },
                  ...cameras.map(({ id, number, place }) => ({
                    value: id,
                    label: `${terms.camera(number)} · ${place}`,
                  })),
                ]}
              />
            ),
          },
          { title: words.count, cell: ({ fileCount }) => fileCount.toLocaleString(), align: 'end' },
          { title: words.size, cell: ({ sizeBytes }) => terms.size(sizeBytes), align: 'end', isShort: true },
          { title: words.first, cell: ({ firstAt }) => time(firstAt), isShort: true },
          { title: words.last, cell: ({ lastAt }) => time(lastAt), isShort: true },
        ]}
      />
      {isCameraTwice(chosen) && <Notice tone="warning">{words.twice}</Notice>}
      {starting.problem !== undefined && <Notice tone="danger">{starting.problem}</Notice>}
      <div className={css['actions']}>
        <p>{total.files === 0 ? words.noneChosen : words.ready(total.files, terms.size(total.sizeBytes))}</p>
        <Button
          kind="primary"
          isDisabled={total.files === 0 || starting.isBusy}
          onPress={() => void starting.run(startIntake)}
        >
          {words.start}
        </Button>
      </div>
    </Card>
  )
}

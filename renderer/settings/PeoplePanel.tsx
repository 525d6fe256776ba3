import { useState } from 'react'
import type { Actor } from '#domain/actor.ts'
import { useInstitution } from '../frame/institution.ts'
import { Button } from '../ui/Button.tsx'
import { Table } from '../ui/Table.tsx'
import { useWords } from '../words.ts'
import { PersonDialog } from './PersonDialog.tsx'
import css from './SettingsScreen.module.css'

/** Who has an account here, and in which role. */
export function PeoplePanel() {
  const { settings, terms } = useWords()
  const actors = useInstitution((state) => state.actors)
  const [isAdding, add] = useState(false)
  return (
    <>
      <div className={css['actions']}>
        <Button kind="primary" icon="plus" onPress={() => add(true)}>
          {settings.addPerson}
        </Button>
      </div>
      <Table<Actor>
        label={settings.peopleTable}
        rows={actors}
        rowKey={({ id }) => id}
        columns={[
          { title: settings.personName, cell: ({ name }) => name },
          { title: settings.role, cell: ({ role }) => terms.role[role] },
          { title: settings.department, cell: ({ department }) => department },
          { title: settings.position, cell: ({ title }) => title },
          { title: settings.loginName, cell: ({ loginName }) => loginName },
        ]}
      />
      {isAdding && <PersonDialog onClose={() => add(false)} />}
    </>
  )
}

import { useState } from 'react'
import type { Camera } from '#domain/policy.ts'
import { useInstitution } from '../frame/institution.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/Panel.tsx'
import { Table } from '../ui/Table.tsx'
import { useWords } from '../words.ts'
import { CameraDialog } from './CameraDialog.tsx'
import css from './SettingsScreen.module.css'

/** Every camera with what the law and the clock need to know of it. */
export function CamerasPanel() {
  const { settings, terms } = useWords()
  const cameras = useInstitution((state) => state.cameras)
  const [edited, edit] = useState<Camera | 'new'>()
  const add = (
    <Button kind="primary" icon="plus" onPress={() => edit('new')}>
      {settings.addCamera}
    </Button>
  )
  const clock = ({ clockAheadSeconds: ahead }: Camera) => {
    if (ahead === 0) return settings.clockTrue
    return ahead > 0 ? settings.clockFast(ahead) : settings.clockSlow(-ahead)
  }
  return (
    <>
      {cameras.length === 0 ? (
        <EmptyState icon="camera" title={settings.noCameras} action={add}>
          {settings.noCamerasText}
        </EmptyState>
      ) : (
        <>
          <div className={css['actions']}>{add}</div>
          <Table<Camera>
            label={settings.cameraTable}
            rows={cameras}
            rowKey={({ id }) => id}
            onOpen={edit}
            openLabel={({ number }) => settings.editCamera(number)}
            columns={[
              {
                title: settings.number,
                cell: ({ number }) => settings.numbered(number),
                isShort: true,
                width: '8rem',
              },
              { title: settings.place, cell: ({ place }) => place },
              { title: settings.group, cell: ({ group }) => group },
              {
                title: settings.isPublic,
                cell: ({ isPublic }) => (isPublic ? settings.publicPlace : settings.closedPlace),
                isShort: true,
              },
              {
                title: settings.retentionDays,
                cell: ({ retentionDays }) => terms.days(retentionDays),
                align: 'end',
                isShort: true,
              },
              { title: settings.clockAhead, cell: clock, align: 'end', isShort: true },
            ]}
          />
        </>
      )}
      {edited !== undefined && (
        <CameraDialog
          camera={edited === 'new' ? undefined : edited}
          nextNumber={Math.max(0, ...cameras.map(({ number }) => number)) + 1}
          onClose={() => edit(undefined)}
        />
      )}
    </>
  )
}

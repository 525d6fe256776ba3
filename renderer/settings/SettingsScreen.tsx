import { useInstitution } from '../frame/institution.ts'
import { Card } from '../ui/Panel.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { useWords } from '../words.ts'
import { CamerasPanel } from './CamerasPanel.tsx'
import { InstitutionPanel } from './InstitutionPanel.tsx'
import { LawPanel } from './LawPanel.tsx'
import { PeoplePanel } from './PeoplePanel.tsx'
import { RecoveryPanel } from './RecoveryPanel.tsx'
import css from './SettingsScreen.module.css'
import { type SettingsSide, useSettingsSide } from './side.ts'

/** What the institution has decided about its station. */
export function SettingsScreen() {
  const { settings, recovery } = useWords()
  const institution = useInstitution((state) => state.institution)
  const side = useSettingsSide((state) => state.side)
  return (
    <>
      <h1>{settings.title}</h1>
      <Tabs<SettingsSide>
        label={settings.tabsLabel}
        selected={side}
        onSelect={(next) => useSettingsSide.setState({ side: next })}
        tabs={[
          {
            id: 'institution',
            title: settings.tabs.institution,
            panel: institution !== undefined && <InstitutionPanel institution={institution} />,
          },
          { id: 'cameras', title: settings.tabs.cameras, panel: <CamerasPanel /> },
          { id: 'law', title: settings.tabs.law, panel: <LawPanel /> },
          { id: 'people', title: settings.tabs.people, panel: <PeoplePanel /> },
          { id: 'recovery', title: recovery.tab, panel: <RecoveryPanel /> },
          { id: 'key', title: settings.tabs.key, panel: <KeyPanel /> },
        ]}
      />
    </>
  )
}

function KeyPanel() {
  const { settings } = useWords()
  const fingerprint = useInstitution((state) => state.publicKeyFingerprint)
  return (
    <Card title={settings.keyTitle}>
      <code className={css['fingerprint']}>{fingerprint.match(/.{1,4}/g)?.join(' ') ?? fingerprint}</code>
      <p className={css['quiet']}>{settings.keyText}</p>
    </Card>
  )
}

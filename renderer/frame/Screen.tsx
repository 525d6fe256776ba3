import { ReceiveScreen } from '../requests/ReceiveScreen.tsx'
import { RequestsScreen } from '../requests/RequestsScreen.tsx'
import { SettingsScreen } from '../settings/SettingsScreen.tsx'
import { TodayScreen } from '../today/TodayScreen.tsx'
import { useScreen } from './screen.ts'

/** The screen that was gone to. */
export function Screen() {
  const { screen, requestId } = useScreen()
  switch (screen) {
    case 'today':
      return <TodayScreen />
    case 'requests':
      return <RequestsScreen requestId={requestId} />
    case 'receive':
      return <ReceiveScreen />
    case 'settings':
      return <SettingsScreen />
    default:
      return null
  }
}

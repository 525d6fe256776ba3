import { lazy, Suspense } from 'react'
import { ReceiveScreen } from '../requests/ReceiveScreen.tsx'
import { RequestsScreen } from '../requests/RequestsScreen.tsx'
import { SettingsScreen } from '../settings/SettingsScreen.tsx'
import { TodayScreen } from '../today/TodayScreen.tsx'
import { useWords } from '../words.ts'
import { useScreen } from './screen.ts'

const ViewingScreen = lazy(async () => ({
  default: (await import('../viewing/ViewingScreen.tsx')).ViewingScreen,
}))
const MaskingScreen = lazy(async () => ({
  default: (await import('../masking/MaskingScreen.tsx')).MaskingScreen,
}))
const IntakeScreen = lazy(async () => ({
  default: (await import('../intake/IntakeScreen.tsx')).IntakeScreen,
}))
const LedgerScreen = lazy(async () => ({
  default: (await import('../ledger/LedgerScreen.tsx')).LedgerScreen,
}))

const AccessReviewScreen = lazy(async () => ({
  default: (await import('../access-review/AccessReviewScreen.tsx')).AccessReviewScreen,
}))
const RetentionScreen = lazy(async () => ({
  default: (await import('../retention/RetentionScreen.tsx')).RetentionScreen,
}))

/** The screen that was gone to; the heavy ones are fetched when they are first wanted. */
export function Screen() {
  const { terms } = useWords()
  return (
    <Suspense fallback={<output>{terms.loading}</output>}>
      <Chosen />
    </Suspense>
  )
}

function Chosen() {
  const { screen, requestId } = useScreen()
  const subject = requestId === undefined ? {} : { requestId }
  switch (screen) {
    case 'today':
      return <TodayScreen />
    case 'requests':
      return <RequestsScreen {...subject} />
    case 'receive':
      return <ReceiveScreen {...subject} />
    case 'viewing':
      return <ViewingScreen {...subject} />
    case 'masking':
      return <MaskingScreen {...subject} />
    case 'intake':
      return <IntakeScreen />
    case 'ledger':
      return <LedgerScreen />
    case 'access-review':
      return <AccessReviewScreen />
    case 'retention':
      return <RetentionScreen />
    case 'settings':
      return <SettingsScreen />
  }
}

import { create } from 'zustand'
import { go } from '../frame/screen.ts'

export type SettingsSide = 'institution' | 'cameras' | 'law' | 'people' | 'recovery' | 'key'

/** Which part of the settings is shown. */
export const useSettingsSide = create<{ side: SettingsSide }>()(() => ({ side: 'institution' }))

/** Goes to a part of the settings, from another screen. */
export function openSettings(side: SettingsSide): void {
  useSettingsSide.setState({ side })
  go('settings')
}

import { en } from './en/index.ts'
import { ko } from './ko/index.ts'

/** Every sentence a person reads. Korean says which there are; English has the same by type. */
export type Catalogue = typeof ko
export type Language = 'ko' | 'en'

export function catalogue(language: Language): Catalogue {
  return language === 'ko' ? ko : en
}

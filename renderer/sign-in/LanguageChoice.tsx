import type { Language } from '#i18n/index.ts'
import { SelectField } from '../ui/Choice.tsx'
import { speak, useLanguage, useWords } from '../words.ts'

/** 한국어 or English, each in its own name. */
export function LanguageChoice() {
  const { signIn } = useWords()
  const language = useLanguage((state) => state.language)
  return (
    <SelectField<Language>
      label={signIn.language}
      isLabelHidden
      size="small"
      value={language}
      onChange={speak}
      options={[
        { value: 'ko', label: signIn.korean },
        { value: 'en', label: signIn.english },
      ]}
    />
  )
}

import { useEffect } from 'react'
import { useSettings } from './settings.ts'

export type Language = 'en' | 'ja'

/** The language to show: the setting's, or the system's when it is one we have. */
export function useLanguage(): Language {
  const { language } = useSettings()
  if (language !== 'system') return language
  return navigator.language.toLowerCase().startsWith('ja') ? 'ja' : 'en'
}

/** Tells the document its language and theme; the theme `system` is the absence of one. */
export function useAppearance(language: Language): void {
  const { theme } = useSettings()
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = theme
  }, [theme])
}

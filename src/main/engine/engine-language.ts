import type { Settings } from '../../shared/settings.ts'

/** The language for the few sentences that are made on the engine's side. */
export function engineLanguage({ language }: Settings): 'en' | 'ja' {
  if (language !== 'system') return language
  return new Intl.DateTimeFormat().resolvedOptions().locale.startsWith('ja') ? 'ja' : 'en'
}

/** Of the sentences on the terminal: what the system is set to. JSON is the same in every language. */
export const language: 'en' | 'ja' = new Intl.DateTimeFormat().resolvedOptions().locale.startsWith('ja')
  ? 'ja'
  : 'en'

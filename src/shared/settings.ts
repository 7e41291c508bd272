import { z } from 'zod'

/** All settings of a library. */
export const settingsSchema = z.object({
  language: z.enum(['system', 'en', 'ja']),
  theme: z.enum(['system', 'dark', 'light']),
  /** Background of loupe and compare. */
  stage: z.enum(['dark', 'grey', 'light', 'white', 'black']),
  rowHeight: z.number().min(80).max(400),
  autoAdvance: z.boolean(),
  tabHidesPanels: z.boolean(),
  sidebarWidth: z.number().min(180).max(360),
  infoWidth: z.number().min(240).max(420),
  /** Inserting a card opens the import. */
  openImportOnCard: z.boolean(),
  importTo: z.string(),
  importSecond: z.string(),
  importTemplate: z.string(),
  importCopyFirst: z.enum(['picks', 'order', 'picks-only']),
  importReadSourceTwice: z.boolean(),
  creator: z.string(),
  copyright: z.string(),
  /** The user wants nothing to be sent or received until they say so. */
  syncPaused: z.boolean(),
  /** The network costs by the byte: only changes are sent and received, no pictures. */
  metered: z.boolean(),
  /** What of this computer the image space keeps: what is known of photos, their previews too, or their files too. */
  spaceKeeps: z.enum(['catalog', 'previews', 'everything']),
  /** Gigabytes of originals that were fetched from the image space to be looked at. */
  originalCache: z.number().min(0).max(10_000),
})
export type Settings = z.infer<typeof settingsSchema>

export const settingsChangeSchema = settingsSchema.partial()
export type SettingsChange = z.infer<typeof settingsChangeSchema>

export const defaultSettings: Readonly<Settings> = {
  language: 'system',
  theme: 'system',
  stage: 'dark',
  rowHeight: 142,
  autoAdvance: false,
  tabHidesPanels: false,
  sidebarWidth: 228,
  infoWidth: 280,
  openImportOnCard: true,
  importTo: '',
  importSecond: '',
  importTemplate: '{yyyy}/{yyyy}-{mm}-{dd} {job}/{original name}',
  importCopyFirst: 'picks',
  importReadSourceTwice: false,
  creator: '',
  copyright: '',
  syncPaused: false,
  metered: false,
  spaceKeeps: 'everything',
  originalCache: 10,
}

/** Settings with some of them changed. What is not among the settings or not a valid value of one is left as it was. */
export function changedSettings(settings: Readonly<Settings>, change: unknown): Settings {
  const given = z.record(z.string(), z.unknown()).catch({}).parse(change)
  const valid = Object.entries(settingsSchema.shape).flatMap(([name, schema]) => {
    const value = schema.safeParse(given[name])
    return value.success ? [[name, value.data] as const] : []
  })
  return { ...settings, ...Object.fromEntries(valid) }
}

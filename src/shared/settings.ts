import { z } from 'zod'

/** All settings of a library, with their defaults. Unknown keys are dropped, bad values become the default. */
export const settingsSchema = z.object({
  language: z.enum(['system', 'en', 'ja']).catch('system').default('system'),
  theme: z.enum(['system', 'dark', 'light']).catch('system').default('system'),
  /** Background of loupe and compare. */
  stage: z.enum(['dark', 'grey', 'light', 'white', 'black']).catch('dark').default('dark'),
  rowHeight: z.number().min(80).max(400).catch(142).default(142),
  autoAdvance: z.boolean().catch(false).default(false),
  tabHidesPanels: z.boolean().catch(false).default(false),
  sidebarWidth: z.number().min(180).max(360).catch(228).default(228),
  infoWidth: z.number().min(240).max(420).catch(280).default(280),
  /** Inserting a card opens the import. */
  openImportOnCard: z.boolean().catch(true).default(true),
  importTo: z.string().catch('').default(''),
  importSecond: z.string().catch('').default(''),
  importTemplate: z
    .string()
    .catch('{yyyy}/{yyyy}-{mm}-{dd} {job}/{original name}')
    .default('{yyyy}/{yyyy}-{mm}-{dd} {job}/{original name}'),
  importCopyFirst: z.enum(['picks', 'order', 'picks-only']).catch('picks').default('picks'),
  importReadSourceTwice: z.boolean().catch(false).default(false),
  creator: z.string().catch('').default(''),
  copyright: z.string().catch('').default(''),
})
export type Settings = z.infer<typeof settingsSchema>

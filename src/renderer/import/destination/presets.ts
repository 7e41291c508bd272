import { defaultTemplate } from '../../../shared/file-template.ts'

/** Templates offered by name. */
export const presets = {
  'date-job': defaultTemplate,
  'month-job': '{yyyy}/{mm} {job}/{original name}',
  'date-sequence': '{yyyy}/{mm} {job}/{yyyy}{mm}{dd}_{sequence:4}',
  'job-only': '{job}/{original name}',
} as const satisfies Record<string, string>

export type Preset = keyof typeof presets
export const presetIds = ['date-job', 'month-job', 'date-sequence', 'job-only'] as const satisfies Preset[]

export function presetOf(template: string): Preset | null {
  return presetIds.find((id) => presets[id] === template) ?? null
}

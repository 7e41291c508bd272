import type { ImportOptions } from '../../../shared/import.ts'
import type { Settings } from '../../../shared/settings.ts'
import { useAppInfo } from '../../state/lists.ts'
import { useSettings } from '../../state/settings.ts'
import { useImport } from '../import-store.ts'

/** Keywords as typed: separated by commas of either script, each once. */
export function keywordsOf(typed: string): string[] {
  const words = typed.split(/[,、，]/).map((word) => word.trim())
  return [...new Set(words.filter((word) => word !== ''))]
}

interface Given {
  job: string
  keywords: string
  creator: string | null
  copyright: string | null
}

export function optionsOf(settings: Settings, defaultFolder: string, given: Given): ImportOptions {
  return {
    to: settings.importTo || defaultFolder,
    second: settings.importSecond || null,
    template: settings.importTemplate,
    job: given.job.trim(),
    copyFirst: settings.importCopyFirst,
    readSourceTwice: settings.importReadSourceTwice,
    creator: given.creator ?? settings.creator,
    copyright: given.copyright ?? settings.copyright,
    keywords: keywordsOf(given.keywords),
  }
}

/** What an import started now would be given: the settings, and what was typed for this one. */
export function useImportOptions(): ImportOptions {
  const settings = useSettings()
  const given = useImport()
  const defaultFolder = useAppInfo()?.defaultImportFolder ?? ''
  return optionsOf(settings, defaultFolder, given)
}

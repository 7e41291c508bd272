import { app as appEn } from './en/app.ts'
import { commands as commandsEn } from './en/commands.ts'
import { edits as editsEn } from './en/edits.ts'
import { errors as errorsEn } from './en/errors.ts'
import { host as hostEn } from './en/host.ts'
import { importing as importEn } from './en/import.ts'
import { library as libraryEn } from './en/library.ts'
import { loupe as loupeEn } from './en/loupe.ts'
import { search as searchEn } from './en/search.ts'
import { settings as settingsEn } from './en/settings.ts'
import { verdict as verdictEn } from './en/verdict.ts'
import { app as appJa } from './ja/app.ts'
import { commands as commandsJa } from './ja/commands.ts'
import { edits as editsJa } from './ja/edits.ts'
import { errors as errorsJa } from './ja/errors.ts'
import { host as hostJa } from './ja/host.ts'
import { importing as importJa } from './ja/import.ts'
import { library as libraryJa } from './ja/library.ts'
import { loupe as loupeJa } from './ja/loupe.ts'
import { search as searchJa } from './ja/search.ts'
import { settings as settingsJa } from './ja/settings.ts'
import { verdict as verdictJa } from './ja/verdict.ts'

/** Every visible string, one file per area and language. */
export const en = {
  app: appEn,
  commands: commandsEn,
  edits: editsEn,
  errors: errorsEn,
  host: hostEn,
  import: importEn,
  library: libraryEn,
  loupe: loupeEn,
  search: searchEn,
  settings: settingsEn,
  verdict: verdictEn,
}
export type Text = typeof en
export const ja: Text = {
  app: appJa,
  commands: commandsJa,
  edits: editsJa,
  errors: errorsJa,
  host: hostJa,
  import: importJa,
  library: libraryJa,
  loupe: loupeJa,
  search: searchJa,
  settings: settingsJa,
  verdict: verdictJa,
}

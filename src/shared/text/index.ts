import type { AccountErrorCode } from './en/account-errors.ts'
import { accountErrors as accountErrorsEn } from './en/account-errors.ts'
import { app as appEn } from './en/app.ts'
import { commands as commandsEn } from './en/commands.ts'
import { conflicts as conflictsEn } from './en/conflicts.ts'
import { edits as editsEn } from './en/edits.ts'
import { errors as errorsEn } from './en/errors.ts'
import { host as hostEn } from './en/host.ts'
import { importing as importEn } from './en/import.ts'
import { joining as joiningEn } from './en/joining.ts'
import { library as libraryEn } from './en/library.ts'
import { loupe as loupeEn } from './en/loupe.ts'
import { search as searchEn } from './en/search.ts'
import { settings as settingsEn } from './en/settings.ts'
import { space as spaceEn } from './en/space.ts'
import { sync as syncEn } from './en/sync.ts'
import { verdict as verdictEn } from './en/verdict.ts'
import { accountErrors as accountErrorsJa } from './ja/account-errors.ts'
import { app as appJa } from './ja/app.ts'
import { commands as commandsJa } from './ja/commands.ts'
import { conflicts as conflictsJa } from './ja/conflicts.ts'
import { edits as editsJa } from './ja/edits.ts'
import { errors as errorsJa } from './ja/errors.ts'
import { host as hostJa } from './ja/host.ts'
import { importing as importJa } from './ja/import.ts'
import { joining as joiningJa } from './ja/joining.ts'
import { library as libraryJa } from './ja/library.ts'
import { loupe as loupeJa } from './ja/loupe.ts'
import { search as searchJa } from './ja/search.ts'
import { settings as settingsJa } from './ja/settings.ts'
import { space as spaceJa } from './ja/space.ts'
import { sync as syncJa } from './ja/sync.ts'
import { verdict as verdictJa } from './ja/verdict.ts'
import type { KeyedMessages } from './message.ts'

/** Every visible string, one file per area and language. */
export const en = {
  accountErrors: accountErrorsEn as KeyedMessages<AccountErrorCode>,
  app: appEn,
  commands: commandsEn,
  conflicts: conflictsEn,
  edits: editsEn,
  errors: errorsEn,
  host: hostEn,
  import: importEn,
  joining: joiningEn,
  library: libraryEn,
  loupe: loupeEn,
  search: searchEn,
  settings: settingsEn,
  space: spaceEn,
  sync: syncEn,
  verdict: verdictEn,
}
export type Text = typeof en
export const ja: Text = {
  accountErrors: accountErrorsJa,
  app: appJa,
  commands: commandsJa,
  conflicts: conflictsJa,
  edits: editsJa,
  errors: errorsJa,
  host: hostJa,
  import: importJa,
  joining: joiningJa,
  library: libraryJa,
  loupe: loupeJa,
  search: searchJa,
  settings: settingsJa,
  space: spaceJa,
  sync: syncJa,
  verdict: verdictJa,
}

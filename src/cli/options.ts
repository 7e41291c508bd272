import { Option } from 'commander'
import type { Command } from 'commander'
import { defaultLibraryFolder } from '../main/engine/pictures-folder.ts'

export interface LibraryOptions {
  library: string
  json?: true
}

export function withLibrary(command: Command): Command {
  return withJson(
    command.addOption(
      new Option('--library <dir>', 'folder of the library').default(
        defaultLibraryFolder(),
        'your own library',
      ),
    ),
  )
}

export function withJson(command: Command): Command {
  return command.option('--json', 'print JSON, one document or one per line')
}

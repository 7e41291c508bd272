import { albumCommands } from './album-commands.ts'
import { appCommands } from './app-commands.ts'
import type { CommandContext } from './command-context.ts'
import type { Command } from './command.ts'
import { goCommands } from './go-commands.ts'
import { loupeCommands } from './loupe-commands.ts'
import { markCommands } from './mark-commands.ts'
import { photoCommands } from './photo-commands.ts'
import { selectCommands } from './select-commands.ts'
import { spaceCommands } from './space-commands.ts'
import { viewCommands } from './view-commands.ts'

/** Every command, as it stands now. Where two share a key, the first that can be done has it. */
export function allCommands(context: CommandContext): Command[] {
  return [
    ...markCommands(context),
    ...photoCommands(context),
    ...albumCommands(context),
    ...selectCommands(context),
    ...goCommands(context),
    ...loupeCommands(context),
    ...viewCommands(context),
    ...spaceCommands(context),
    ...appCommands(context),
  ]
}

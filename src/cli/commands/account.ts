import type { Command } from 'commander'

/** Its commands are loaded when one is asked for: no other has to wait for ciphers and the keychain. */
export function addAccount(program: Command): void {
  program
    .command('account')
    .description('the image space account of a library (account --help)')
    .allowUnknownOption()
    .helpOption(false)
    .argument('[args...]')
    .action(async (args: string[]) => {
      const { accountCommands } = await import('./account/commands.ts')
      await accountCommands(program).parseAsync(args, { from: 'user' })
    })
}

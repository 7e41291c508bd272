import type { Command } from 'commander'
import { askDeletion, cancelDeletion } from '../../../main/space/account-deletion.ts'
import { accountCommand, withAccount } from '../../account-options.ts'
import type { AccountOptions } from '../../account-options.ts'
import { accountText, format } from '../../account-text.ts'
import { printJson, printLine } from '../../output.ts'

export function addDeletion(account: Command): void {
  accountCommand(account, 'delete')
    .description('have the account deleted at the server after 30 days')
    .action((options: AccountOptions) =>
      withAccount(options, async (opened) => {
        const at = await askDeletion(opened)
        if (options.json) printJson({ deletesAt: new Date(at).toISOString() })
        else printLine(accountText.said.deletes(format.moment(at)))
      }),
    )
  accountCommand(account, 'keep')
    .description('keep an account that was to be deleted')
    .action((options: AccountOptions) =>
      withAccount(options, async (opened) => {
        await cancelDeletion(opened)
        if (options.json) printJson({ deletesAt: null })
        else printLine(accountText.said.stays)
      }),
    )
}

import type { Command } from 'commander'
import { recoveryKeyOf } from '../../../main/space/account-kit.ts'
import { wordsOfRecoveryKey } from '../../../shared/crypto/recovery-kit.ts'
import { api } from '../../../shared/space/api.ts'
import { accountCommand, withAccount } from '../../account-options.ts'
import type { AccountOptions } from '../../account-options.ts'
import { accountText, fingerprint } from '../../account-text.ts'
import { reserveKitFile } from '../../kit-file.ts'
import { kitPage } from '../../kit-page.ts'
import { printable, printJson, printLine } from '../../output.ts'

export function addKit(account: Command): void {
  accountCommand(account, 'kit')
    .description('show the recovery kit again, to print it')
    .option('--kit-file <file>', 'write it to a new file instead')
    .action((options: AccountOptions & { kitFile?: string }) =>
      withAccount(options, async (opened) => {
        const { session } = opened.member
        const { connection } = opened.tools
        const words = wordsOfRecoveryKey(await recoveryKeyOf(opened))
        const { memberNumber } = await connection.askAs(session, api.account.describe, {})
        const page = kitPage(
          { server: connection.origin, words, memberNumber, fingerprint: fingerprint(session.account) },
          accountText.kit,
        )
        if (options.kitFile === undefined) return options.json ? printJson({ words }) : printLine(page)
        const file = reserveKitFile(options.kitFile)
        file.write(page)
        if (options.json) printJson({ kitFile: file.path })
        else printLine(printable(accountText.said.kitInFile(file.path)))
      }),
    )
}

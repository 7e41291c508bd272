import { Command } from 'commander'
import { readNewPassword, readPassword, withPasswordFd } from '../../../src/cli/password-input.ts'
import type { PasswordOptions } from '../../../src/cli/password-input.ts'
import { refusalLine } from '../../../src/cli/refusal.ts'

// A command line that asks for a password: [--new] [--password-fd N]. Prints it as hex, so that whoever reads along
// sees what was echoed and what was not.

const command = withPasswordFd(new Command()).option('--new')
const options = command.parse().opts<PasswordOptions & { new?: true }>()
try {
  const password = await (options.new ? readNewPassword : readPassword)('Password', options)
  process.stdout.write(`<${Buffer.from(password).toString('hex')}>\n`)
} catch (error) {
  process.stderr.write(`${refusalLine(error)}\n`)
  process.exitCode = 2
}

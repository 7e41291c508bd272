import { keychainState } from '../../../src/main/space/vault/keychain.ts'
import { openVault } from '../../../src/main/space/vault/vault.ts'
import { systemRandom } from '../../../src/main/system.ts'

// Does with a library's vault what the arguments say, one after the other: FOLDER (state | read | write:TOKEN |
// remove)... Prints one JSON line each, with the error's name and message where one was thrown.

const [folder = '', ...steps] = process.argv.slice(2)
let asked = 0
const vault = openVault(
  folder,
  async () => {
    asked++
    return 'typed at the start'
  },
  systemRandom,
)

for (const step of steps) {
  const outcome = await run(step).then(
    (answer) => ({ answer }),
    (error: Error) => ({ error: error.name, message: error.message }),
  )
  process.stdout.write(`${JSON.stringify({ ...outcome, lock: vault.lock, asked })}\n`)
}

async function run(step: string): Promise<unknown> {
  if (step === 'state') return keychainState()
  if (step === 'remove') return vault.remove()
  if (step.startsWith('write:')) {
    return vault.write({
      origin: 'https://photos.example',
      account: new Uint8Array(32).fill(1),
      rootKey: new Uint8Array(32).fill(2),
      deviceSeed: new Uint8Array(32).fill(3),
      token: step.slice('write:'.length),
    })
  }
  const secrets = await vault.read()
  return secrets && `${secrets.rootKey.join('')} ${secrets.deviceSeed.join('')} ${secrets.token}`
}

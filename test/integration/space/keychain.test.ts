import { execFile, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { keychainState } from '../../../src/main/space/vault/keychain.ts'

const child = join(import.meta.dirname, 'vault-child.ts')
const UNLOCK = 'printf "pw\\n" | gnome-keyring-daemon --unlock --components=secrets >/dev/null && '
const SECRETS = `${'2'.repeat(32)} ${'3'.repeat(32)}`

const outcomeSchema = z.object({
  answer: z.unknown().optional(),
  error: z.string().optional(),
  message: z.string().optional(),
  lock: z.enum(['keychain', 'password']).nullable(),
  asked: z.number(),
})

/** A user's home with a library in it. */
function home() {
  const folder = mkdtempSync(join(tmpdir(), 'image-space-keychain-'))
  onTestFinished(() => rmSync(folder, { recursive: true, maxRetries: 5 }))
  const library = join(folder, 'library')
  const runtime = join(folder, 'runtime')
  mkdirSync(library)
  mkdirSync(runtime, { mode: 0o700 })
  // Nothing of the session that the tests run in, so that no window asks for anything.
  const env = { PATH: process.env['PATH'], HOME: folder, XDG_RUNTIME_DIR: runtime }
  const run = async (file: string, args: readonly string[]) => {
    const { stdout } = await promisify(execFile)(file, args, { env })
    return stdout.split('\n').filter(Boolean).map(outcomeOf)
  }
  const session =
    (before: string) =>
    (steps: readonly string[], of = library) =>
      run('dbus-run-session', [
        '--',
        'sh',
        '-c',
        `${before}exec "$0" "$@"`,
        process.execPath,
        child,
        of,
        ...steps,
      ])
  return {
    folder,
    library,
    path: join(library, 'account.json'),
    /** The user is logged in, and the keyring unlocked as it is at a login. */
    loggedIn: session(UNLOCK),
    /** A session whose keyring nobody unlocks; there is no display to ask on. */
    locked: session(''),
    /** No session: a shell over the network, a service. */
    headless: (steps: readonly string[]) => run(process.execPath, [child, library, ...steps]),
  }
}

function outcomeOf(line: string) {
  return outcomeSchema.parse(JSON.parse(line))
}

function isThere(program: string): boolean {
  return spawnSync(program, ['--version']).status === 0
}

test('where no keychain can be used a sentence says why and what follows', async () => {
  // Elsewhere than on Linux the keychain belongs to the user and not to the session.
  const state =
    process.platform === 'linux' ? (await home().headless(['state']))[0]?.answer : await keychainState()
  if (process.platform === 'linux' || state !== 'usable')
    expect(state).toEqual({
      missing: expect.stringMatching(/no keychain .*\(.+\).* password .* each start\.$/),
    })
})

if (isThere('gnome-keyring-daemon') && isThere('dbus-run-session')) {
  test('the key lies in the keychain: later sessions read the file and nobody is asked', async () => {
    const { loggedIn, path } = home()
    expect(await loggedIn(['state', 'read', 'write:one', 'read'])).toEqual([
      { answer: 'usable', lock: null, asked: 0 },
      { answer: null, lock: null, asked: 0 },
      { lock: 'keychain', asked: 0 },
      { answer: `${SECRETS} one`, lock: 'keychain', asked: 0 },
    ])
    const file = readFileSync(path, 'utf8')
    expect(JSON.parse(file)).toMatchObject({ lock: 'keychain', version: 1 })
    expect(JSON.parse(file)).not.toHaveProperty('salt')
    expect(await loggedIn(['read', 'write:two'])).toEqual([
      { answer: `${SECRETS} one`, lock: 'keychain', asked: 0 },
      { lock: 'keychain', asked: 0 },
    ])
    // Signing in anew, with a vault that has read nothing; the file before it is still good then.
    const second = readFileSync(path)
    await loggedIn(['write:three'])
    expect(await loggedIn(['read'])).toMatchObject([{ answer: `${SECRETS} three` }])
    writeFileSync(path, second)
    expect(await loggedIn(['read'])).toMatchObject([{ answer: `${SECRETS} two` }])
  })

  test('a removal takes the key out of the keychain', async () => {
    const { loggedIn, path } = home()
    await loggedIn(['write:one'])
    const file = readFileSync(path)
    expect(await loggedIn(['remove', 'read'])).toEqual([
      { lock: null, asked: 0 },
      { answer: null, lock: null, asked: 0 },
    ])
    expect(existsSync(path)).toBe(false)
    writeFileSync(path, file)
    expect(await loggedIn(['read'])).toMatchObject([{ error: 'KeychainEntryGone', asked: 0 }])
  })

  test('a library that was moved says that its key is gone, and signing in helps', async () => {
    const { folder, library, loggedIn } = home()
    await loggedIn(['write:one'])
    const moved = join(folder, 'moved')
    renameSync(library, moved)
    const [gone, written, read] = await loggedIn(['read', 'write:two', 'read'], moved)
    expect(gone).toMatchObject({ error: 'KeychainEntryGone', lock: 'keychain' })
    expect(gone?.message).toMatch(/has no key for .*moved\/account\.json.* Sign in again\.$/)
    expect(written).not.toHaveProperty('error')
    expect(read).toMatchObject({ answer: `${SECRETS} two`, lock: 'keychain', asked: 0 })
  })

  test('a locked keychain is not taken for an empty one, and nothing is lost by it', async () => {
    const { locked, loggedIn, path } = home()
    await loggedIn(['write:one'])
    const file = readFileSync(path, 'utf8')
    const [state, read, removed] = await locked(['state', 'read', 'remove'])
    expect(state?.answer).toEqual({ missing: expect.stringMatching(/no keychain .*\(.+\).* each start\.$/) })
    expect(read).toMatchObject({ error: 'KeychainUnusable', lock: 'keychain', asked: 0 })
    expect(read?.message).toMatch(/cannot be used \(.+\)\. Nothing was changed\. Unlock it/)
    expect(removed).toMatchObject({ error: 'KeychainUnusable', lock: 'keychain' })
    expect(readFileSync(path, 'utf8')).toBe(file)
    expect(await loggedIn(['read'])).toMatchObject([{ answer: `${SECRETS} one` }])
  })

  test('whoever signs in without a keychain locks with the password, which is asked for at each start', async () => {
    const { headless, loggedIn } = home()
    await loggedIn(['write:one'])
    expect(await headless(['read', 'write:two', 'read'])).toMatchObject([
      { error: 'KeychainUnusable', lock: 'keychain', asked: 0 },
      { lock: 'password', asked: 1 },
      { answer: `${SECRETS} two`, lock: 'password', asked: 1 },
    ])
    expect(await headless(['read'])).toEqual([{ answer: `${SECRETS} two`, lock: 'password', asked: 1 }])
  })
} else {
  console.log(
    'THE KEYCHAIN OF THE SYSTEM IS NOT TRIED: no gnome-keyring and dbus-run-session (apt-get install gnome-keyring dbus)',
  )
}

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { libraryLayout } from '../../../src/main/engine/library-layout.ts'
import { lockLibrary } from '../../../src/main/engine/library-lock.ts'
import { AppError } from '../../../src/shared/errors.ts'

const folder = mkdtempSync(join(tmpdir(), 'lock-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const lockModule = join(import.meta.dirname, '../../../src/main/engine/library-lock.ts')
const layoutModule = join(import.meta.dirname, '../../../src/main/engine/library-layout.ts')

/** Another process that holds the lock of a library until it is killed. */
async function holder(library: string) {
  const script = `
    import { lockLibrary } from ${JSON.stringify(lockModule)}
    import { libraryLayout } from ${JSON.stringify(layoutModule)}
    globalThis.unlock = lockLibrary(libraryLayout(${JSON.stringify(library)}))
    process.stdout.write('locked')
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  return child
}

const refusal = (library: string) => {
  try {
    lockLibrary(libraryLayout(library))()
    return null
  } catch (error) {
    return error instanceof AppError ? error.code : error
  }
}

test('a library is locked by one process, and free again the moment that is killed', async () => {
  const library = join(folder, 'killed')
  const child = await holder(library)
  expect(refusal(library)).toBe('library-in-use')
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(refusal(library)).toBeNull()
})

test('within one process the second lock is refused until the first is released', () => {
  const layout = libraryLayout(join(folder, 'twice'))
  const unlock = lockLibrary(layout)
  expect(refusal(layout.root)).toBe('library-in-use')
  unlock()
  expect(refusal(layout.root)).toBeNull()
})

test('a lock file that something wrote into is of use again', () => {
  const layout = libraryLayout(join(folder, 'scribbled'))
  lockLibrary(layout)()
  writeFileSync(layout.lock, 'not a database at all, but long enough to look like one'.repeat(100))
  expect(refusal(layout.root)).toBeNull()
})

test('a place that cannot hold a library is refused in words', () => {
  const file = join(folder, 'file')
  writeFileSync(file, '')
  expect(refusal(file)).toBe('not-a-folder')
  expect(refusal(join(file, 'below'))).toBe('not-a-folder')
  // Nobody, not even root, makes a folder there.
  expect(refusal('/proc/image-space')).toBe('library-not-writable')
})

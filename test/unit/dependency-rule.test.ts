import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { cruise, type ICruiseResult, type IForbiddenRuleType, type ICruiseOptions } from 'dependency-cruiser'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const rule = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as {
  forbidden: IForbiddenRuleType[]
  options: ICruiseOptions
}

async function check(baseDir: string): Promise<ICruiseResult> {
  const { output } = await cruise(['src'], {
    ...rule.options,
    baseDir,
    tsConfig: { fileName: join(root, 'tsconfig.base.json') },
    ruleSet: { forbidden: rule.forbidden },
    validate: true,
  })
  // Without an outputType the output is the result object, never text.
  return output as ICruiseResult
}

test('the source keeps the dependency rule', async () => {
  const { summary, modules } = await check(root)
  expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)).toEqual([])
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  const ours = files.filter((file) => /\.tsx?$/.test(file))
  const seen = modules.filter(({ source }) => source.startsWith('src/'))
  // With a TypeScript it cannot use, the tool reads nothing and reports no violation.
  expect(seen.length).toBeGreaterThanOrEqual(ours.length)
})

test('every forbidden import is reported', async () => {
  const { summary } = await check(join(root, 'test', 'fixtures', 'forbidden-imports'))
  const found = summary.violations.map(({ rule, from }) => `${from} ${rule.name}`)
  for (const expected of [
    'src/shared/pure.ts shared-is-pure',
    'src/shared/uses-main.ts shared-imports-only-shared',
    'src/renderer/uses-main.ts renderer-imports-only-renderer-shared',
    'src/renderer/uses-node.ts renderer-has-no-node',
    'src/main/engine/uses-renderer.ts main-imports-only-main-shared',
    'src/main/engine/uses-host.ts only-hosts-know-the-process',
    'src/main/engine/uses-electron.ts electron-in-its-host-only',
    'src/main/hosts/electron/uses-browser-host.ts hosts-do-not-share',
    'src/server/uses-main.ts server-imports-only-server-shared',
    'src/cli/uses-renderer.ts cli-imports-only-cli-main-shared',
  ]) {
    expect(found).toContain(expected)
  }
  expect(found.some((line) => line.endsWith('no-cycles'))).toBe(true)
})

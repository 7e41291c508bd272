// npm run campaign -- NAME [ARG …]: runs test/campaigns/NAME.campaign.ts, the long form of a suite of npm test.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { ready, root } from './lib/ready.mjs'

await ready(fileURLToPath(import.meta.url))
const names = readdirSync(join(root, 'test', 'campaigns'))
  .filter((file) => file.endsWith('.campaign.ts'))
  .map((file) => file.slice(0, -'.campaign.ts'.length))
const name = process.argv[2]
if (!name || !names.includes(name)) {
  console.error(`npm run campaign -- NAME, with NAME one of: ${names.join(', ')}`)
  process.exit(2)
}
process.argv.splice(2, 1)
await import(pathToFileURL(join(root, 'test', 'campaigns', `${name}.campaign.ts`)).href)

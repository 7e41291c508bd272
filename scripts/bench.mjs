// npm run bench -- NAME [ARG …]: runs bench/NAME.ts. Without a name it lists what there is.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { ready, root } from './lib/ready.mjs'

await ready(fileURLToPath(import.meta.url))
const names = readdirSync(join(root, 'bench'))
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.slice(0, -'.bench.ts'.length))
const name = process.argv[2]
if (!name || !names.includes(name)) {
  console.error(`npm run bench -- NAME, with NAME one of: ${names.join(', ')}`)
  process.exit(2)
}
process.argv.splice(2, 1)
await import(pathToFileURL(join(root, 'bench', `${name}.bench.ts`)).href)

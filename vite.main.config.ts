import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig } from 'vite'

/**
 * The main process, engine and command line as plain JavaScript under dist/, file for file: workers and processes are
 * started by path, as siblings of the file that starts them. What cannot be bundled (it has binaries or WebAssembly
 * of its own) is a `dependency` and stays outside.
 */
const root = import.meta.dirname
const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  dependencies: Record<string, string>
}

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts') && !name.endsWith('preload.ts'))
    .map((name) => join(root, folder, name))
}

export default defineConfig({
  root,
  publicDir: false,
  // ws asks for two native helpers and does without them.
  ssr: { noExternal: true, external: ['bufferutil', 'utf-8-validate'] },
  build: {
    ssr: true,
    target: 'node24',
    outDir: 'dist',
    emptyOutDir: false,
    minify: false,
    sourcemap: false,
    rolldownOptions: {
      input: [...sources('src/main'), ...sources('src/cli')],
      external: ['electron', ...Object.keys(dependencies).map((name) => new RegExp(`^${name}(/|$)`))],
      output: {
        format: 'es',
        preserveModules: true,
        preserveModulesRoot: 'src',
        // A folder of the name node_modules would be taken for installed packages.
        entryFileNames: ({ name }) => `${name.replaceAll('node_modules', 'vendor')}.js`,
      },
    },
  },
})

import { defineConfig } from 'vite'

/** The preload script as one CommonJS file: a sandboxed page loads no modules. */
export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    ssr: 'src/main/hosts/electron/preload.ts',
    target: 'node24',
    outDir: 'dist/main/hosts/electron',
    emptyOutDir: false,
    minify: false,
    rolldownOptions: {
      external: ['electron'],
      output: { format: 'cjs', entryFileNames: 'preload.cjs', codeSplitting: false },
    },
  },
})

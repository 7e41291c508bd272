import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { makePictures } from './pictures.ts'
import { servePictures } from './serve-pictures.ts'

/*
 * The app on a synthetic library, to look at screens without an engine:
 *   node_modules/.bin/vite --config test/renderer/stand-in/vite.config.ts
 * then open the printed address; ?photos=N sets the size of the library.
 */
function pictures(): Plugin {
  return {
    name: 'stand-in-pictures',
    async configureServer(server) {
      const made = await makePictures()
      server.middlewares.use((request, response, next) => {
        if (!request.url?.startsWith('/bulk/')) {
          next()
          return
        }
        void servePictures(made, request, response).then((answered) => {
          if (answered) return
          response.statusCode = 410
          response.end()
        })
      })
    },
  }
}

// eslint-disable-next-line no-restricted-exports -- Vite reads its configuration from the default export.
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), pictures()],
  server: { host: '127.0.0.1', fs: { allow: ['../../..'] } },
})

import react from '@vitejs/plugin-react'
import { defaultClientConditions, defineConfig } from 'vite'
import { compression } from 'vite-plugin-compression2'

/** Where `npm run dev --workspace @tallystick/ui` finds a broker to show. */
const broker = process.env['TALLYSTICK_URL'] ?? 'http://127.0.0.1:9292'

export default defineConfig({
  // Behind a path prefix as well: everything is found from the <base> that the broker writes into the document.
  base: './',
  resolve: { conditions: ['@tallystick/source', ...defaultClientConditions] },
  plugins: [react(), compression({ algorithms: ['gzip', 'brotliCompress'], include: /\.(js|css|svg)$/ })],
  build: {
    assetsDir: 'ui',
    target: 'es2023',
    chunkSizeWarningLimit: 700,
    license: { fileName: 'ui/licences.md' },
    rolldownOptions: {
      output: {
        codeSplitting: {
          // A few files rather than thirty for a page: each of them takes a browser a while, however small it is.
          groups: [
            { name: 'app', tags: ['$initial'] },
            // Without what brings overlays or the highlighter along: pages that have none do not load those.
            {
              name: 'shared',
              minShareCount: 3,
              test: /lucide-react|@tanstack|src[\\/]components[\\/](?!.*(Dialog|Menu|Refused|Select|highlighting))/,
            },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      '/': {
        target: broker,
        // Pages and their sources come from here, everything else from the broker.
        bypass: ({ headers, url = '' }) =>
          headers.accept?.includes('application/xhtml+xml')
            ? '/index.html'
            : /^\/(@|src\/|ui\/|node_modules\/|index\.html)/.test(url)
              ? url
              : undefined,
      },
    },
  },
})

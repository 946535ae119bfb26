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
  build: { assetsDir: 'ui', target: 'es2023', chunkSizeWarningLimit: 600, license: { fileName: 'ui/licences.md' } },
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

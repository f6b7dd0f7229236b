import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import path from 'node:path'
import { defineConfig } from 'vite'

const SERVER = `http://127.0.0.1:${process.env['PORT'] || 8001}`

/** `npm run build` makes the page; while one works on it, `npx vite` serves it with the server on PORT behind it. */
export default defineConfig({
  root: path.join(import.meta.dirname, 'console'),
  plugins: [react(), tailwindcss()],
  build: { target: 'es2023', assetsInlineLimit: 0, manifest: true, reportCompressedSize: false },
  server: { proxy: { '/api': { target: SERVER, ws: true }, '^/sign-in\\?code=': SERVER } },
})

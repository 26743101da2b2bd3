import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

const server = process.env.CORDON_SERVER_URL ?? 'http://127.0.0.1:8080'

export default defineConfig({
  plugins: [react()],
  css: { preprocessorOptions: { scss: { quietDeps: true } } },
  server: {
    host: '127.0.0.1',
    proxy: Object.fromEntries(['/api', '/login', '/logout', '/q'].map((path) => [path, server])),
  },
  build: {
    sourcemap: false,
    // data: addresses would need a wider Content-Security-Policy
    assetsInlineLimit: 0,
    license: { fileName: 'third-party-licenses.md' },
    chunkSizeWarningLimit: 900,
  },
  test: { include: ['test/**/*.test.ts'] },
})

import path from 'node:path';
import { defineConfig } from 'vite';

/** The studio's pages, for Electron's window and for the loopback server alike: one bundle, relative addresses. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  build: {
    outDir: path.join(import.meta.dirname, '..', 'dist', 'renderer'),
    emptyOutDir: true,
    target: 'es2023',
    sourcemap: false,
    // Inlined data: URLs would need a laxer content security policy.
    assetsInlineLimit: 0,
  },
});

import { defineConfig } from "vite";

/** The server as plain JavaScript: starts in a blink, and nothing is translated while it runs. Packages stay outside. */
export default defineConfig({
  publicDir: false,
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    ssr: true,
    outDir: "dist/server",
    emptyOutDir: true,
    target: "node20",
    minify: false,
    sourcemap: true,
    rollupOptions: { input: { main: "app/server/main.ts", serve: "bench/serve.ts" } },
  },
});

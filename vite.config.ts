import { defineConfig } from "vite";

/** The web app: one entry, a chunk for each file of pages and each language's words, and the worker; the server writes the HTML. */
export default defineConfig({
  publicDir: "app/web/public",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "dist/web",
    emptyOutDir: true,
    manifest: true,
    target: ["chrome80", "safari14", "firefox78"],
    modulePreload: { polyfill: false },
    rollupOptions: {
      // Ours do nothing by being read, so that a page brings of a folder only what it uses; but for these two.
      treeshake: {
        moduleSideEffects: id =>
          id.includes("node_modules") || /older-phones\.ts$|\.css$|app[\\/]web[\\/](main|worker)/.test(id),
      },
      input: { main: "app/web/main.tsx", sw: "app/web/worker.ts" },
      output: {
        // What most pages share is one file: together it packs better, and a slow line asks once.
        codeSplitting: {
          groups: [
            { name: "common", test: /[\\/](look|base|client|preact)[\\/]/, minShareCount: 12 },
            { name: "outbox", test: /[\\/]client[\\/](outbox|shelf|typed)\.ts$/ },
          ],
        },
        // Their names stand in the entry, which every page waits for: seven signs tell them apart as well as eight.
        chunkFileNames: "assets/[name]-[hash:7].js",
        entryFileNames: chunk => (chunk.name === "sw" ? "sw.js" : "assets/[name]-[hash].js"),
      },
    },
  },
});

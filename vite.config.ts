import { defineConfig } from "vite";

/** The web app: one entry, a chunk for each room's screens and each language's words; the server writes the HTML. */
export default defineConfig({
  publicDir: "app/web/public",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "dist/web",
    emptyOutDir: true,
    manifest: true,
    target: ["chrome80", "safari14", "firefox78"],
    modulePreload: { polyfill: false },
    rollupOptions: { input: { main: "app/web/main.tsx" } },
  },
});

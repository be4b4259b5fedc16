import { defineConfig } from "vitest/config";
import { hearRefusals } from "./tests/village/refusals-heard.ts";

export default defineConfig({
  plugins: [hearRefusals],
  test: {
    include: ["{base,db,look,client,rooms,app,tests}/**/*.test.{ts,tsx}"],
    reporters: ["default", "tests/village/not-run.ts", "tests/village/refusals-heard.ts"],
    setupFiles: ["tests/village/hear-refusals.setup.ts"],
    globalSetup: ["tests/village/database.ts"],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    pool: "forks",
    maxWorkers: 2,
  },
});

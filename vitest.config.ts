import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{base,db,look,client,rooms,app,tests}/**/*.test.{ts,tsx}"],
    reporters: ["default", "tests/village/not-run.ts"],
    globalSetup: ["tests/village/database.ts"],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    pool: "forks",
    maxWorkers: 2,
  },
});

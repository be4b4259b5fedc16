/** A first start as a newcomer has it: the built program on an empty data folder, with three years of practice. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { serverFlags } from "../bin/server-flags.mjs";
import { root } from "../app/server/root.ts";
import { temporaryFolder } from "../tests/village/folder.ts";

export interface FirstStart {
  /** Seconds until the address is printed, and of them those the practice took; one of each a start. */
  readonly open: readonly number[];
  readonly practice: readonly number[];
}

export async function firstStarts(times: number, say: (line: string) => void): Promise<FirstStart> {
  const all: { readonly open: number; readonly practice: number }[] = [];
  for (let time = 0; time < times; time += 1) {
    const folder = await temporaryFolder();
    try {
      all.push(await firstStart(folder.path));
    } finally {
      await folder.remove();
    }
    say(`a first start: ${all.at(-1)!.open.toFixed(1)} s, of them the practice ${all.at(-1)!.practice.toFixed(1)} s`);
  }
  return { open: all.map(one => one.open), practice: all.map(one => one.practice) };
}

function firstStart(folder: string): Promise<{ readonly open: number; readonly practice: number }> {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const seconds = { writing: 0, written: 0, open: 0 };
    const words = { writing: "Writing three years", written: "Practice books written", open: "Lumbung is open" } as const;
    const child = spawn(process.execPath, [...serverFlags, join(root, "dist/server/main.js")], {
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, LUMBUNG_DATA: folder, PORT: "0", LUMBUNG_PRACTICE: undefined, LUMBUNG_DATABASE_URL: undefined },
    });
    let said = "";
    child.stdout.on("data", piece => {
      said += String(piece);
      for (const step of ["writing", "written", "open"] as const)
        if (seconds[step] === 0 && said.includes(words[step])) seconds[step] = (performance.now() - began) / 1000;
      if (seconds.open > 0) child.kill("SIGINT");
    });
    child.on("exit", () => {
      if (seconds.open === 0) reject(new Error(`the start ended before it was open: ${said}`));
      else resolve({ open: seconds.open, practice: seconds.written - seconds.writing });
    });
  });
}

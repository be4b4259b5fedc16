/** A question says what it takes from an address: nothing else reaches it, and the shell refuses the rest. */
import { describe, expect, it } from "vitest";
import type { Question } from "#base";
import { roomOrder } from "#rooms";
import { pageModules } from "../../app/web/page-modules.ts";
import { readSources, roomOf } from "./sources.ts";

const questions: Readonly<Record<string, Question>> = Object.assign(
  {},
  ...(await Promise.all(
    roomOrder.map(async room => ((await import(`../../rooms/${room}/server.ts`)) as { questions?: object }).questions),
  )),
);
const takenBy = (name: string): readonly string[] => questions[name]?.params ?? [];

describe("questions", () => {
  it("take what the addresses of their pages name", async () => {
    const pages = (await Promise.all(Object.values(pageModules).map(async load => (await load()).pages))).flat();
    const named = pages.flatMap(({ path, question }) =>
      question === undefined ? [] : [...path.matchAll(/:(\w+)/g)].map(match => ({ question, path, param: match[1]! })),
    );
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter(({ question, param }) => !takenBy(question).includes(param))).toEqual([]);
  });

  it("say all they take", () => {
    const read = readSources(["rooms"])
      .filter(({ path }) => path.endsWith(".ts") && !/\/screens\/|\.test\.ts$/.test(path))
      .flatMap(({ path, text }) =>
        [...text.matchAll(/\bparams(?:\.|\[")(\w+)/g)].map(match => ({ path, param: match[1]! })),
      );
    expect(read.length).toBeGreaterThan(10);
    const unsaid = read.filter(
      ({ path, param }) =>
        !Object.keys(questions).some(name => name.startsWith(`${roomOf(path)}.`) && takenBy(name).includes(param)),
    );
    expect(unsaid).toEqual([]);
  });
});

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Catalogue, placeholdersOf } from "#base";
import { accountKinds } from "#ledger";

const file = (path: string): Catalogue => JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8")) as Catalogue;
const languages = { id: file("words/id.json"), en: file("words/en.json") };

describe("the words", () => {
  it("are the same keys in both languages, sorted, with the same places for numbers and names", () => {
    const [id, en] = [languages.id, languages.en];
    expect(Object.keys(id)).toEqual(Object.keys(en));
    expect(Object.keys(en)).toEqual([...Object.keys(en)].sort());
    for (const key of Object.keys(en)) expect([key, placeholdersOf(id[key]!)]).toEqual([key, placeholdersOf(en[key]!)]);
  });

  it("name every kind of account, plainly and by its term", () => {
    for (const { kind } of [...accountKinds, { kind: "current-surplus" }])
      for (const key of [`account.${kind}`, `account.${kind}.term`])
        expect([key, key in languages.id, key in languages.en]).toEqual([key, true, true]);
  });

  it.each([
    ["ledger.already-closed", ["through", "closed_through"]],
    ["ledger.already-reversed", ["seq", "by"]],
    ["ledger.close-past-days-only", ["through"]],
    ["ledger.day-to-come", ["on", "today"]],
    ["ledger.fund-exists", ["fund"]],
    ["ledger.fund-short", ["account", "fund", "unit", "available", "wanted"]],
    ["ledger.id-used-before", ["id"]],
    ["ledger.member-balance-short", ["account", "fund", "unit", "available", "wanted"]],
    ["ledger.no-such-entry", ["seq"]],
    ["ledger.no-such-fund", ["fund"]],
    ["ledger.not-reversible", ["seq"]],
    ["ledger.period-closed", ["on", "closed_through"]],
  ])("of %s use nothing but what the refusal brings", (code, brings) => {
    for (const words of Object.values(languages))
      for (const name of placeholdersOf(words[code]!)) expect(brings).toContain(name);
  });
});

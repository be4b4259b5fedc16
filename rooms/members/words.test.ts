import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { wordsOf } from "#base";
import { erasureGrounds, members, organisationLevels, placeLevels, thingKinds } from "./index.ts";

import en from "./words/en.json" with { type: "json" };
import id from "./words/id.json" with { type: "json" };

const here = new URL(".", import.meta.url);
const sources = readdirSync(here)
  .filter(file => file.endsWith(".ts") && !/\.(test|testing)\.ts$/.test(file))
  .map(file => readFileSync(new URL(file, here), "utf8"))
  .join("\n");
/** "refuse(" up to its first comma or bracket may hold two codes and a question mark. */
const refusals = [...sources.matchAll(/refuse\(([^;]*?)[,)]/gs)].flatMap(call =>
  [...call[1]!.matchAll(/"(members\.[a-z-]+)"/g)].map(match => match[1]!),
);

describe("the words of this room", () => {
  it("are the same keys in both languages, sorted, and hold the same values", () => {
    expect(Object.keys(id)).toEqual(Object.keys(en));
    expect(Object.keys(en)).toEqual([...Object.keys(en)].sort());
    const valuesIn = (sentence: string) =>
      [...new Set([...sentence.matchAll(/\{(\w+)[,}]/g)].map(match => match[1]))].sort();
    for (const [key, sentence] of Object.entries(en))
      expect(valuesIn(id[key as keyof typeof id]), key).toEqual(valuesIn(sentence));
  });

  it("say every refusal, command, field, fact, role and choice", () => {
    expect(refusals.length).toBeGreaterThan(50);
    const wanted = new Set([
      ...refusals,
      ...["members.not-allowed", "members.more-people-needed", "members.already-founded", "members.sign-in-first"],
      ...members.commands.flatMap(command => [
        command.name,
        ...Object.keys(command.fields).map(field => `${command.name}.${field}`),
      ]),
      ...Object.keys(members.projections).filter(kind => !kind.endsWith(".reversed")),
      ...members.commands.flatMap(command => command.sayableBy).map(role => `role.${role}`),
      ...["active", "left", "died", "moved"].map(status => `members.status.${status}`),
      ...thingKinds.map(kind => `members.thing.${kind}`),
      ...organisationLevels.map(level => `members.level.${level}`),
      ...placeLevels.map(level => `members.place.${level}`),
      ...erasureGrounds.map(ground => `members.ground.${ground}`),
    ]);
    for (const key of wanted) expect(en, key).toHaveProperty([key]);
  });

  it("blame nobody", () => {
    for (const sentence of [...Object.values(en), ...Object.values(id)])
      expect(sentence).not.toMatch(/invalid|error|failed|wrong|gagal|salah(?! satu)/i);
  });

  it("count in their own way", () => {
    const because = { left: 1 };
    expect(wordsOf("en", en).say("members.sign-in-unknown", because)).toContain("One try is left.");
    expect(wordsOf("id", id).say("members.sign-in-unknown", because)).toContain("Masih ada 1 kesempatan.");
  });
});

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { decisionEntry } from "../decision.ts";

/** What is about something else than the thing itself is asked by the name of that. */
const more = ["action-rest", "continuation", "fund", "loss", "purchase-rest", "transfer"];

describe("each question that is put to the members", () => {
  test.each(["id", "en"])("has its sentence in the list of decisions in %s", locale => {
    const said = ["", "/screens"].flatMap(folder =>
      Object.keys(JSON.parse(readFileSync(new URL(`../words${folder}/${locale}.json`, import.meta.url), "utf8")) as object),
    );
    const asked = [...decisionEntry.fields.question.of, ...more].map(question => `assembly.screen.asked.${question}`);
    expect(asked.filter(key => !said.includes(key))).toEqual([]);
  });
});

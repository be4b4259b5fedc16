import { day, type MemberId } from "#base";
import { describe, expect, test } from "vitest";
import { Chapter } from "./chapter.testing.ts";
import { countOffers, funnelOf, openDrive } from "./drive.ts";
import { done } from "./group-on-paper.testing.ts";
import { driveTable, enrolmentTable } from "./tables.ts";

describe("an enrolment drive", () => {
  const opened = () => {
    const chapter = new Chapter(8);
    const drive = chapter.id();
    const ends_on = day("2026-03-31");
    done(chapter.tells(openDrive, { drive, fund: "damayan", target: 5, ends_on }, "2026-02-02"));
    const counts = (offered: number, declined: number, on = "2026-02-20") =>
      chapter.tells(countOffers, { drive, offered, declined }, on);
    const funnel = () =>
      funnelOf(
        chapter.books.row(driveTable, { drive_id: drive })!,
        chapter.books.rows(enrolmentTable, { fund: "damayan" }),
      );
    return { chapter, drive, ends_on, counts, funnel };
  };

  test("tells target, offered, enrolled, declined, and who is still thinking", () => {
    const { chapter, counts, funnel } = opened();
    expect(funnel()).toEqual({ target: 5, offered: 0, enrolled: 0, declined: 0, thinking: 0, missing: 5 });
    chapter.enrols("2026-02-16", chapter.members.slice(0, 3));
    done(counts(7, 2));
    expect(funnel()).toEqual({ target: 5, offered: 7, enrolled: 3, declined: 2, thinking: 2, missing: 2 });
    // Counted wrongly before: the newer count stands.
    done(counts(6, 1));
    expect(funnel()).toMatchObject({ offered: 6, declined: 1, thinking: 2 });
  });

  test("counts who enrolled within its days and nobody else", () => {
    const { chapter, funnel } = opened();
    const [one, two, three] = chapter.members as readonly MemberId[];
    chapter.enrols("2026-02-01", [one!]);
    chapter.enrols("2026-03-31", [two!]);
    chapter.enrols("2026-04-01", [three!]);
    expect(funnel()).toMatchObject({ enrolled: 1, offered: 1, thinking: 0 });
  });

  test("names nobody: what the books keep of who declined is a number", () => {
    const { chapter, counts } = opened();
    done(counts(4, 3));
    const kept = chapter.facts.filter(fact => /aid\.(drive|offers)/.test(fact.kind));
    expect(kept).toHaveLength(2);
    for (const fact of kept) {
      expect([fact.member, fact.texts]).toEqual([undefined, undefined]);
      for (const member of chapter.members) expect(JSON.stringify(fact.data)).not.toContain(member);
    }
  });

  test("is one at a time in a fund one enrols in, for somebody, and has an end", () => {
    const { chapter, drive, ends_on } = opened();
    const opens = (of: object, on = "2026-02-09") =>
      chapter.tells(openDrive, { drive: chapter.id(), fund: "damayan", target: 5, ends_on, ...of }, on);
    expect(opens({})).toMatchObject({ refused: "aid.drive-runs" });
    expect(opens({ drive }, "2026-05-04")).toMatchObject({ refused: "aid.drive-ends-before" });
    expect(opens({ drive, ends_on: day("2026-06-30") }, "2026-05-04")).toMatchObject({ refused: "aid.drive-runs" });
    expect(opens({ fund: "social" })).toMatchObject({ refused: "aid.everybody-is-in" });
    expect(opens({ fund: "none" })).toMatchObject({ refused: "aid.no-such-fund" });
    expect(opens({ target: 0 })).toMatchObject({ refused: "aid.target-missing" });
    done(opens({ ends_on: day("2026-06-30") }, "2026-04-01"));
  });

  test("is counted as it was: no more declined than were asked, and not before it began", () => {
    const { chapter, counts } = opened();
    expect(counts(2, 3)).toMatchObject({ refused: "aid.more-declined-than-asked" });
    expect(counts(2, 1, "2026-02-01")).toMatchObject({ refused: "aid.drive-not-begun" });
    expect(
      chapter.tells(countOffers, { drive: chapter.id(), offered: 1, declined: 0 }, "2026-02-20"),
    ).toMatchObject({ refused: "aid.no-such-drive" });
  });
});

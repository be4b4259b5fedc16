import type { MemberId, Role } from "#base";
import { describe, expect, test } from "vitest";
import { Chapter } from "./chapter.testing.ts";
import { done } from "./group-on-paper.testing.ts";
import { claimTable } from "./tables.ts";
import { awaitsUse, tellUse } from "./tell-use.ts";

describe("what help was used for", () => {
  const helped = () => {
    const chapter = new Chapter();
    chapter.gets("damayan", 2_000_000n);
    chapter.enrols("2026-02-02");
    const [wulan, other] = chapter.members as readonly MemberId[];
    const claim = chapter.proves(wulan!, "2026-06-01", { who: "spouse" });
    const tells = (text: string, on = "2026-07-06", by = wulan!, roles: readonly Role[] = ["anyone", "member"]) =>
      chapter.tells(tellUse, { claim, text }, on, by, roles);
    const awaited = () => awaitsUse(chapter.books.rows(claimTable)).map(row => row.claim_id);
    return { chapter, wulan: wulan!, other: other!, claim, tells, awaited };
  };

  test("is awaited from the day it is paid until she tells it", () => {
    const { chapter, claim, tells, awaited } = helped();
    expect(awaited()).toEqual([]);
    expect(tells("Coffin")).toMatchObject({ refused: "aid.pay-first" });
    done(chapter.pays(claim, 3_600n, "2026-06-08"));
    expect(awaited()).toEqual([claim]);
    expect(tells("Coffin", "2026-06-07")).toMatchObject({ refused: "aid.used-before-paid" });
    expect(tells("   ")).toMatchObject({ refused: "aid.use-not-said" });
    const [fact] = done(tells("A coffin and rice for those who came"));
    expect(awaited()).toEqual([]);
    expect(chapter.claim(claim).use_told_on).toBe("2026-07-06");
    expect(tells("Again")).toMatchObject({ refused: "aid.use-told-before" });
    // The log knows that it was told, and not what.
    expect(fact!.data).toEqual({ claim });
    expect(fact!.texts).toMatchObject([{ field: "use", text: "A coffin and rice for those who came" }]);
  });

  test("is not told any more of help whose payment was taken back, and is awaited anew when it is paid", () => {
    const { chapter, claim, tells, awaited } = helped();
    const [paid] = done(chapter.pays(claim, 3_600n, "2026-06-08"));
    done(tells("A coffin"));
    expect(chapter.takesBack(paid!, "2026-07-13")).toMatchObject({ kind: "ledger.reversal" });
    // The database holds that only what was paid is told of.
    expect(chapter.claim(claim)).toMatchObject({ first_paid_on: null, use_told_on: null });
    expect(awaited()).toEqual([]);
    done(chapter.pays(claim, 3_600n, "2026-07-13"));
    expect(awaited()).toEqual([claim]);
    done(tells("A coffin", "2026-07-20"));
  });

  test("is told by herself or by an officer for her; to others it is not there", () => {
    const { chapter, other, claim, tells } = helped();
    done(chapter.pays(claim, 3_600n, "2026-06-08"));
    expect(tells("Mine", "2026-07-06", other)).toMatchObject({ refused: "aid.no-such-claim" });
    const [fact] = done(tells("The wake", "2026-07-06", other, ["anyone", "member", "secretary"]));
    // The text is hers, whoever wrote it down.
    expect(fact!.texts).toMatchObject([{ member: chapter.members[0] }]);
  });
});

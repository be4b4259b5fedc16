import type { MemberId, Role } from "#base";
import { describe, expect, test } from "vitest";
import { Chapter } from "./chapter.testing.ts";
import { grantAbout, grantEntry } from "./grant.ts";
import { done } from "./group-on-paper.testing.ts";
import { claimTable, grantTable } from "./tables.ts";
import { awaitsUse, grantsAwaitUse, tellUse } from "./tell-use.ts";

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

describe("what help by a decision alone was used for", () => {
  const granted = () => {
    const chapter = new Chapter();
    chapter.gets("social", 20_000n);
    const [wulan, other] = chapter.members as readonly MemberId[];
    const decision = chapter.decides("benefit", grantAbout("social", wulan!), "2026-06-01");
    const grants = (on: string) =>
      chapter.says(grantEntry, { member: wulan!, fund: "social", amount: 7_000n, decision, purpose: "Roof" }, on);
    const tells = (of: object, on = "2026-07-06", by = wulan!, roles: readonly Role[] = ["anyone", "member"]) =>
      chapter.tells(tellUse, { decision, text: "Nails and sheets for the roof", ...of }, on, by, roles);
    const awaited = () => grantsAwaitUse(chapter.books.rows(grantTable)).map(row => row.decision_id);
    return { chapter, other: other!, decision, grants, tells, awaited };
  };

  test("is awaited from the day it is granted until she tells it, once", () => {
    const { chapter, decision, grants, tells, awaited } = granted();
    expect(awaited()).toEqual([]);
    expect(tells({})).toMatchObject({ refused: "aid.no-such-claim" });
    done(grants("2026-06-08"));
    expect(awaited()).toEqual([decision]);
    expect(tells({}, "2026-06-07")).toMatchObject({ refused: "aid.used-before-paid" });
    expect(tells({ text: "  " })).toMatchObject({ refused: "aid.use-not-said" });
    const [fact] = done(tells({}));
    expect(fact).toMatchObject({ data: { decision }, texts: [{ about: "aid.grant", id: decision, field: "use" }] });
    expect(fact!.data).toEqual({ decision });
    expect(chapter.books.row(grantTable, { decision_id: decision })).toMatchObject({ use_told_on: "2026-07-06" });
    expect(awaited()).toEqual([]);
    expect(tells({})).toMatchObject({ refused: "aid.use-told-before" });
  });

  test("is not told of what was taken back, and is awaited anew when it is granted again", () => {
    const { chapter, decision, grants, tells, awaited } = granted();
    const [paid] = done(grants("2026-06-08"));
    done(tells({}));
    expect(chapter.takesBack(paid!, "2026-07-13")).toMatchObject({ kind: "ledger.reversal" });
    expect(awaited()).toEqual([]);
    expect(tells({}, "2026-07-13")).toMatchObject({ refused: "aid.no-such-claim" });
    done(grants("2026-07-13"));
    expect(awaited()).toEqual([decision]);
    done(tells({}, "2026-07-20"));
  });

  test("is told of one help at a time, by herself or an officer; to others it is not there", () => {
    const { chapter, other, decision, grants, tells } = granted();
    done(grants("2026-06-08"));
    expect(tells({ decision: undefined })).toMatchObject({ refused: "aid.claim-or-decision" });
    expect(tells({ claim: chapter.id() })).toMatchObject({ refused: "aid.claim-or-decision" });
    expect(tells({}, "2026-07-06", other)).toMatchObject({ refused: "aid.no-such-claim" });
    const [fact] = done(tells({}, "2026-07-06", other, ["anyone", "member", "chair"]));
    expect(fact).toMatchObject({ member: chapter.members[0], data: { decision } });
    expect(fact!.texts).toMatchObject([{ member: chapter.members[0] }]);
  });
});

/** A chapter's funds with any rules, and whatever may happen to them, in any order. */
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  addDays,
  type BodyOf,
  type Day,
  day,
  type Document,
  type Fields,
  isRefusal,
  type MemberId,
  type RecordedFact,
  type Refusal,
  sum,
} from "#base";
import { Chapter, damayan, family, social } from "./chapter.testing.ts";
import { verifyEntry } from "./check-claim.ts";
import { claimEntry } from "./claim.ts";
import { contributionEntry } from "./contribution.ts";
import { dependantsEntry } from "./dependants.ts";
import { dues, unpaidBy } from "./dues.ts";
import { enrolEntry } from "./enrol.ts";
import { done, shown } from "./group-on-paper.testing.ts";
import { lapseEntry, leaveEntry, warnEntry } from "./lapse.ts";
import { payableOn, payBenefitEntry } from "./pay-benefit.ts";
import { claimTable, enrolmentTable, levyTable } from "./tables.ts";

type Rule = Readonly<Record<string, Document>>;
const began = day("2026-01-05");

const anyDamayan: fc.Arbitrary<Rule> = fc
  .record({
    contribution: fc.constantFrom(undefined, { every: "month", amount: "1000" }, { every: "meeting", amount: "500" }),
    levy: fc.record({
      amount: fc.constantFrom("3000", "1"),
      bereaved_pays: fc.boolean(),
      per_month_max: fc.constantFrom(undefined, "1"),
      deposit: fc.constantFrom(undefined, { product: "burial", remind_below: "3" }),
    }),
    entry_fee: fc.constantFrom(undefined, "700"),
    waiting_months: fc.constantFrom("0", "1"),
    lapse_after_missed: fc.constantFrom(undefined, "2", "3"),
    dependants: fc.constantFrom(undefined, { max: "2" }),
    ages: fc.constantFrom(undefined, {
      paid_by: "enrolment",
      untold: "40",
      bands: [{ from: "0", levy: "2000", paid_percent: "100" }, { from: "60", paid_percent: "50" }],
    }),
    admin_percent: fc.constantFrom("0", "10"),
    first_part_percent: fc.constantFrom("60", "100"),
    offset_debts: fc.boolean(),
    benefits: fc.constantFrom<Document>(damayan["benefits"]!, [], [{ event: "death", of: "member", how: "fixed", amount: "7001" }]),
  })
  .map(rule => ({ kind: "damayan", ...stripped(rule) }));

const stripped = (value: object): Rule =>
  Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) =>
      inner === undefined
        ? []
        : [[key, typeof inner === "object" && !Array.isArray(inner) ? stripped(inner as object) : (inner as Document)]],
    ),
  );

const happenings = [
  ...["all bring what is due", "one brings what is due", "one brings", "saves", "saves", "enrols", "enrols", "leaves"],
  ...["warned and out", "claim", "claim", "claim", "checked", "checked", "paid", "paid", "relatives", "ends", "taken back", "taken back"],
] as const;
const happening = fc.record({
  what: fc.constantFrom(...happenings),
  days: fc.constantFrom(0, 0, 1, 7, 31),
  who: fc.integer({ min: 0, max: 5 }),
  size: fc.integer({ min: 1, max: 100 }),
});
type Enrol = (member: MemberId, birth_year?: number) => BodyOf<typeof enrolEntry.fields>;
type Happening = typeof happening extends fc.Arbitrary<infer One> ? One : never;

const full: Rule = {
  ...damayan,
  ...{ contribution: { every: "month", amount: "1000" }, waiting_months: "0", lapse_after_missed: "2" },
  ...{ dependants: { max: "2" }, benefits: [{ event: "death", of: "member", how: "fixed", amount: "7001" }] },
};
/** A life in which each of them happens. */
const everything: Happening[] = [
  { what: "taken back", days: 0, who: 0, size: 5 },
  { what: "saves", days: 1, who: 2, size: 40 },
  { what: "relatives", days: 0, who: 3, size: 2 },
  { what: "warned and out", days: 31, who: 0, size: 1 },
  { what: "all bring what is due", days: 1, who: 0, size: 1 },
  { what: "claim", days: 31, who: 0, size: 2 },
  { what: "checked", days: 0, who: 0, size: 1 },
  { what: "one brings what is due", days: 0, who: 4, size: 1 },
  { what: "one brings", days: 0, who: 5, size: 3 },
  { what: "paid", days: 1, who: 0, size: 1 },
  { what: "leaves", days: 1, who: 4, size: 1 },
  { what: "enrols", days: 1, who: 4, size: 1 },
  { what: "ends", days: 1, who: 1, size: 2 },
];

test("whatever the rules and whatever happens, the funds are never below zero, and what is due can be brought", () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(anyDamayan, fc.array(happening, { minLength: 4, maxLength: 40 }), (rule, life) => {
      const chapter = chapterOf(rule);
      const made: RecordedFact[] = [];
      let on = addDays(began, 7);
      const fee = BigInt((rule["entry_fee"] as string | undefined) ?? "0");
      const place = { fund: "damayan", amount: fee, beneficiaries: family };
      const enrol: Enrol = (member, birth_year) => ({ ...place, member, birth_year });
      for (const [at, member] of chapter.members.entries())
        made.push(...done(chapter.says(enrolEntry, enrol(member, [1950, undefined, 1990][at % 3]), on)));
      for (const one of life) {
        on = addDays(on, one.days);
        const result = happens(chapter, one, on, made, enrol);
        if (result === null) continue;
        const what = isRefusal(result) ? `${one.what}: refused` : one.what;
        seen.set(what, (seen.get(what) ?? 0) + 1);
        holds(chapter, on);
      }
      // Everybody brings all that is due; then nothing is.
      brings(chapter, chapter.dueOn(on), on, made);
      expect(chapter.dueOn(on)).toEqual([]);
      holds(chapter, on);
      for (const fact of made.reverse()) {
        if (stays.has(fact.kind) || isOfNoPlace(chapter, fact)) continue;
        const back = chapter.takesBack(fact, on);
        expect(isRefusal(back), `${fact.kind}: ${shown(back)}`).toBe(false);
        holds(chapter, on);
      }
      for (const levy of chapter.books.rows(levyTable)) expect(levy).toMatchObject({ paid: 0n, amount: 0n });
      expect(chapter.cash("damayan", "PHP")).toBe(held);
      expect(chapter.cash("social", "PHP")).toBe(held);
    }),
    { numRuns: 120, examples: [[full, everything]] },
  );
  // Each of them did happen, at least in the first life, or the property says nothing of it.
  for (const what of new Set(happenings)) expect(seen.get(what) ?? 0, what).toBeGreaterThan(0);
});

/** Names she gave are named anew, not taken back. */
const stays: ReadonlySet<string> = new Set(["aid.dependants-named", "aid.beneficiaries-named"]);
/** A warning to who has no place any more, since that was a mistake. */
const isOfNoPlace = (chapter: Chapter, { kind, data, member }: RecordedFact): boolean =>
  kind === "aid.warned" &&
  chapter.books.row(enrolmentTable, { fund: String(data!["fund"]), member_id: member! })?.status !== "active";
const held = 50_000n;

function chapterOf(rule: Rule): Chapter {
  const chapter = new Chapter(6, {});
  chapter.fund("savings", "PHP", began, "divisible");
  const burial = { kind: "voluntary", fund: "savings", withdrawable: "on-leaving", is_capital: false, minimum_balance: "0" };
  chapter.rule("savings.product/burial", burial, began);
  for (const [fund, value] of Object.entries({ damayan: rule, social })) {
    chapter.fund(fund, "PHP", began);
    chapter.rule(`aid.fund/${fund}`, value, began);
    chapter.gets(fund, held, began);
  }
  return chapter;
}

function happens(
  chapter: Chapter,
  one: Happening,
  on: Day,
  made: RecordedFact[],
  enrol: Enrol,
): RecordedFact | Refusal | null {
  const { what, who, size } = one;
  const member = chapter.members[who]!;
  const says = <F extends Fields>(rule: Parameters<typeof chapter.says<F>>[0], said: BodyOf<F>): RecordedFact | Refusal => {
    const result = chapter.says(rule, said, on);
    if (isRefusal(result)) return result as Refusal;
    made.push(...(result as readonly RecordedFact[]));
    return made.at(-1)!;
  };
  const claims = chapter.books.rows(claimTable).filter(claim => claim.status !== "taken-back");
  const claim = claims[size % Math.max(1, claims.length)];
  switch (what) {
    case "all bring what is due":
      return brings(chapter, chapter.dueOn(on), on, made);
    case "one brings what is due":
      return brings(chapter, chapter.dueOn(on).filter(due => "member" in due && due.member === member).slice(0, 1), on, made);
    case "one brings": {
      const levy = chapter.books.rows(levyTable, { member_id: member })[0];
      const of = levy && size % 2 === 0 ? { claim: levy.claim_id } : {};
      return says(contributionEntry, { member, fund: size % 3 === 0 ? "social" : "damayan", amount: BigInt(size) * 10n, ...of });
    }
    case "saves": {
      const amount = BigInt(size) * 100n;
      chapter.moves(on, ["cash/savings", "PHP", amount], ["member-savings.burial/savings", "PHP", -amount, member]);
      return chapter.facts.at(-1)!;
    }
    case "enrols": {
      return says(enrolEntry, enrol(member, size % 2 === 0 ? 1950 : undefined));
    }
    case "leaves":
      return says(leaveEntry, { member, fund: "damayan" });
    case "warned and out": {
      const ahead = chapter.lapsesOn(on)[0];
      if (!ahead) return null;
      const rule = ahead.isWarningDue ? warnEntry : lapseEntry;
      return says(rule, { member: ahead.member_id, fund: ahead.fund });
    }
    case "claim": {
      const isHerself = size % 2 === 0;
      const relatives = chapter.books.row(enrolmentTable, { fund: "damayan", member_id: member })?.dependants ?? [];
      const relative = relatives[size % Math.max(1, relatives.length)];
      return says(claimEntry, {
        ...{ claim: chapter.id(), fund: "damayan", member, event: "death", happened_on: addDays(on, -(size % 9)), accident: false },
        who: isHerself ? "herself" : (relative?.kinship ?? "child"),
        dependant: isHerself || !relative ? undefined : Number(relative.number),
        age: undefined,
      } as BodyOf<typeof claimEntry.fields>);
    }
    case "checked": {
      const checkers = chapter.members.filter(other => other !== claim?.member_id).slice(-2) as [MemberId, MemberId];
      return claim ? says(verifyEntry, { claim: claim.claim_id, first: checkers[0], second: checkers[1] }) : null;
    }
    case "paid": {
      if (!claim) return null;
      const most = claim.benefit === null ? BigInt(size) * 50n : payableOn(claim, on);
      const amount = size % 3 === 0 ? (most + 1n) / 2n : most;
      const decision = claim.benefit === null ? chapter.decides("benefit", claim.claim_id, on) : undefined;
      return says(payBenefitEntry, { claim: claim.claim_id, amount, decision, received_by: family[0]! });
    }
    case "relatives": {
      const named = [{ name: "Sari", kinship: size % 2 === 0 ? ("child" as const) : ("parent" as const) }];
      const there = chapter.books.row(enrolmentTable, { fund: "damayan", member_id: member })?.dependants ?? [];
      const removed = size % 5 === 0 ? there.filter(one => !one.is_removed).slice(0, 1).map(one => Number(one.number)) : [];
      return says(dependantsEntry, { member, fund: "damayan", named, removed });
    }
    case "ends": {
      // Those who check and keep the books stay, so that something can still happen.
      if (who > 1 || size > 30) return null;
      chapter.ends(member, size % 2 === 0 ? "died" : "left", on);
      return chapter.facts.at(-1)!;
    }
    case "taken back": {
      const fact = made[size % Math.max(1, made.length)];
      if (!fact || stays.has(fact.kind)) return null;
      const back = chapter.takesBack(fact, on);
      if (!isRefusal(back)) made.splice(made.indexOf(fact), 1);
      return back;
    }
  }
}

/** What is proposed for the sheet is written on it as it is. */
function brings(chapter: Chapter, due: ReturnType<Chapter["dueOn"]>, on: Day, made: RecordedFact[]): RecordedFact | null {
  for (const { entry: _, ...body } of due) {
    const result = chapter.says(contributionEntry, body as unknown as BodyOf<typeof contributionEntry.fields>, on);
    expect(isRefusal(result), shown(result)).toBe(false);
    made.push(...(result as readonly RecordedFact[]));
  }
  return due.length === 0 ? null : made.at(-1)!;
}

function holds(chapter: Chapter, on: Day): void {
  for (const fund of ["damayan", "social", "savings"]) expect(chapter.cash(fund, "PHP") >= 0n).toBe(true);
  const levies = chapter.books.rows(levyTable);
  for (const levy of levies) expect(levy.paid >= 0n && levy.paid <= levy.amount, shown(levy)).toBe(true);
  for (const row of chapter.books.rows(enrolmentTable)) expect(row.paid >= 0n, shown(row)).toBe(true);
  for (const claim of chapter.books.rows(claimTable)) {
    expect(claim.paid).toBe(sum(claim.payments.filter(one => !one.is_taken_back).map(one => BigInt(one.amount))));
    if (claim.benefit !== null) expect(claim.paid <= claim.benefit, shown(claim)).toBe(true);
    if (claim.status === "paid" && claim.benefit !== null) expect(claim.paid).toBe(claim.benefit);
  }
  chapter.lapsesOn(on);
  for (const due of chapter.dueOn(on)) expect((due as unknown as { amount: bigint }).amount > 0n).toBe(true);
  const seen = chapter.seenBy(books => dues.needs(books, on));
  for (const member of chapter.members)
    for (const { amount } of unpaidBy(member, seen, on)) expect(amount > 0n).toBe(true);
}

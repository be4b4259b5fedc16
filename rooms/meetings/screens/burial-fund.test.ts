/**
 * A burial fund in full, through the forms and the pages: at a new loan she may join it and the loan is the same either way; she
 * names relatives and says when she was born; officers ask others to join, and everybody sees whether the fund will hold.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { claimTable, driveTable, enrolmentTable, grantAbout } from "#aid";
import { day, type MemberId, type Uuid } from "#base";
import { type LoanRow, loanTable } from "#loans";
import type { SheetLine } from "#meetings";
import { house } from "../../../app/rooms.ts";
import { faultsOf } from "../../../tests/simulate/faults.ts";
import { type FreshDatabase, freshDatabase } from "../../../tests/village/database.ts";
import { accepted, balanceOf, decision, foundGroup, type Group, leavesOf, line, meet, tableRows } from "../../../tests/village/group.ts";
import { askIn } from "../asking.testing.ts";
import { comeForms } from "./come-forms.ts";
import { decideForms } from "./decide-forms.ts";
import type { Answers, FormContext } from "./form-parts.ts";
import type { TodaySeen } from "./seen.ts";

let database: FreshDatabase;
let group: Group;
const [halimah, rohani, wulan, aminah, sahnim, parti, kartini] = [0, 1, 2, 3, 4, 5, 6];
const her = (place: number): MemberId => group.members[place]!;
const ask = <Seen>(question: string, by = halimah, params?: Readonly<Record<string, string>>) =>
  askIn<Seen>(group, question, by, params);
const words = {
  say: (key: string) => key,
  day: String,
  amount: String,
  has: () => false,
} as unknown as FormContext["words"];
const formNamed = (name: string) => [...comeForms, ...decideForms].find(one => one.name === name)!;
const context = async (): Promise<FormContext> => ({
  today: (await ask<TodaySeen>("meetings.today"))!,
  words,
  box: () => 0n,
});

async function formed(name: string, answers: Answers): Promise<readonly SheetLine[]> {
  const forms = await context();
  expect(formNamed(name).isOffered(forms), name).toBe(true);
  return formNamed(name).lines(answers, forms) as unknown as readonly SheetLine[];
}

/** The questions this form asks of who answered so far. */
const asked = (name: string, answers: Answers, forms: FormContext): readonly string[] =>
  formNamed(name)
    .asks.filter(one => one.when?.(forms, answers) ?? true)
    .map(one => one.key);

beforeAll(async () => {
  database = await freshDatabase();
  group = await foundGroup(database, {
    template: "damayan",
    unit: "IDR",
    on: "2026-01-05",
    rules: {
      "loans.limits": null,
      "aid.fund/damayan": {
        kind: "damayan",
        levy: {
          ...{ amount: "5000", bereaved_pays: false, year_max: "100000" },
          deposit: { product: "savings", remind_below: "2" },
        },
        entry_fee: "20000",
        waiting_months: "0",
        benefits: [
          { event: "death", of: "member", how: "per-member", amount: "5000" },
          { event: "death", of: "parent", how: "fixed", amount: "10000" },
        ],
        dependants: { max: "2" },
        ages: {
          paid_by: "death",
          untold: "40",
          bands: [
            { from: "0", levy: "5000", paid_percent: "100" },
            { from: "60", levy: "8000", paid_percent: "90" },
          ],
        },
        admin_percent: "0",
        first_part_percent: "100",
        offset_debts: false,
      },
    },
  });
  await meet(
    group,
    "2026-01-05",
    group.members.map(member => line("savings.deposit", { member, product: "cbu", amount: 200_000n })),
  );
}, 120_000);
afterAll(async () => {
  await group.close();
  await database.drop();
});

describe("at a new loan", () => {
  const terms = { product: "ordinary", amount: "50000", periods: "5", purpose: "", guarantors: "" };
  const withoutIds = ({ loan_id: _, member_id: __, ...row }: LoanRow) => row;

  it("she is asked to join the burial fund after all that is the loan's, and may say no", async () => {
    const forms = await context();
    const keys = asked("loan-request", { ...terms, member: her(wulan) }, forms);
    expect(keys.indexOf("join")).toBeGreaterThan(keys.indexOf("guarantors"));
    expect(keys).not.toContain("name1");
    expect(asked("loan-request", { ...terms, member: her(wulan), join: "damayan" }, forms)).toContain("name1");
    const join = formNamed("loan-request").asks.find(one => one.key === "join")!;
    expect(join).toMatchObject({ kind: "choice", hint: "aid.ask.join-burial-hint" });
    if (join.kind === "choice")
      expect(join.options(forms, { member: her(wulan) }).map(one => one.value)).toEqual(["no", "damayan"]);
  });

  it("Wulan joins and Aminah would rather not: their loans are the same to the last term", async () => {
    const joins = await formed("loan-request", {
      ...{ ...terms, member: her(wulan), join: "damayan", name1: "Amat", kinship1: "spouse" },
    });
    const declines = await formed("loan-request", { ...terms, member: her(aminah), join: "no" });
    expect(joins.map(one => one.entry)).toEqual(["loans.request", "aid.enrol"]);
    expect(declines.map(one => one.entry)).toEqual(["loans.request"]);
    const { loan: _, member: __, ...hers } = joins[0]!.body as Record<string, unknown>;
    const { loan: ___, member: ____, ...theOthers } = declines[0]!.body as Record<string, unknown>;
    expect(hers).toEqual(theOthers);
    await meet(group, "2026-02-05", [...joins, ...declines]);
    const loanOf = async (place: number) => (await tableRows(group, loanTable, { member_id: her(place) }))[0]!;
    expect(withoutIds(await loanOf(wulan))).toEqual(withoutIds(await loanOf(aminah)));
    expect(await tableRows(group, enrolmentTable, { member_id: her(aminah) })).toEqual([]);
    expect((await tableRows(group, enrolmentTable, { member_id: her(wulan) }))[0]).toMatchObject({ status: "active" });
    // That she said no is written nowhere.
    const said = JSON.stringify((await leavesOf(group)).filter(leaf => leaf.kind.startsWith("aid.")), (_key, value) =>
      typeof value === "bigint" ? String(value) : (value as unknown),
    );
    expect(said).not.toContain(her(aminah));
  });

  it("who is in the fund is not asked again", async () => {
    expect(asked("loan-request", { ...terms, member: her(wulan) }, await context())).not.toContain("join");
  });
});

describe("who enrols", () => {
  it("is not asked for where everybody is in the fund", async () => {
    const forms = await context();
    expect(formNamed("enrol").isOffered(forms)).toBe(true);
    const all = forms.today.women.map(({ member }) => ({ ...forms.today.enrolled[0]!, member, fund: "damayan" }));
    expect(formNamed("enrol").isOffered({ ...forms, today: { ...forms.today, enrolled: all } })).toBe(false);
  });

  it("names relatives and says when she was born in two taps, or would rather not", async () => {
    const forms = await context();
    const keys = asked("enrol", { fund: "damayan", member: her(parti), name1: "Amat", decade: "1950" }, forms);
    expect(keys).toEqual(expect.arrayContaining(["name1", "relative-name1", "decade", "born"]));
    expect(asked("enrol", { fund: "damayan", decade: "untold" }, forms)).not.toContain("born");
    const old = await formed("enrol", {
      ...{ fund: "damayan", member: her(parti), name1: "Amat", kinship1: "spouse" },
      ...{ "relative-name1": "Ibu Sri", "relative-kinship1": "parent", decade: "1950", born: "1955" },
    });
    const untold = await formed("enrol", {
      ...{ fund: "damayan", member: her(sahnim), name1: "Budi", kinship1: "child", decade: "untold" },
    });
    await meet(group, "2026-03-05", [...old, ...untold]);
    const row = async (place: number) => (await tableRows(group, enrolmentTable, { member_id: her(place) }))[0]!;
    expect(await row(parti)).toMatchObject({
      age_from: 60,
      dependants: [{ number: "1", kinship: "parent", named_on: "2026-03-05", is_removed: false }],
    });
    expect(await row(sahnim)).toMatchObject({ age_from: null, dependants: [] });
  });

  it("says it later, and takes a relative off the list or names another", async () => {
    const lines = [
      ...(await formed("birth-year", { fund: "damayan", member: her(sahnim), decade: "1980", born: "1984" })),
      ...(await formed("dependants", {
        ...{ fund: "damayan", member: her(parti), gone: "nobody" },
        ...{ "relative-name1": "Pak Joko", "relative-kinship1": "parent" },
      })),
    ];
    await meet(group, "2026-04-05", lines);
    const [row] = await tableRows(group, enrolmentTable, { member_id: her(parti) });
    expect(row!.dependants.map(one => one.number)).toEqual(["1", "2"]);
    await meet(group, "2026-05-05", await formed("dependants", { fund: "damayan", member: her(parti), gone: "2" }));
    const [after] = await tableRows(group, enrolmentTable, { member_id: her(parti) });
    expect(after!.dependants.map(one => one.is_removed)).toEqual([false, true]);
  });

  it("sees the names of her relatives herself; others see numbers, and officers who report a need the names", async () => {
    type Aid = { funds: { fund: string; mine: { dependants: { name: string | null }[] } | null }[] };
    const mine = (await ask<Aid>("aid.aid", parti))!.funds.find(one => one.fund === "damayan")!.mine!;
    expect(mine.dependants).toMatchObject([{ number: "1", kinship: "parent", name: "Ibu Sri" }]);
    const { today } = await context();
    const seen = today.enrolled.find(one => one.member === her(parti))!;
    expect(seen.dependants).toEqual([{ number: "1", kinship: "parent", since: "2026-03-05" }]);
    expect(JSON.stringify(today)).not.toContain("Ibu Sri");
    const report = await ask<{ relatives: { name: string }[] }>("aid.report", halimah);
    expect(report!.relatives).toMatchObject([{ member: her(parti), name: "Ibu Sri" }]);
    expect(await ask("aid.report", parti)).toBeNull();
  });

  it("is helped when a relative she named dies, and each gives by her age", async () => {
    const forms = await context();
    const what = { fund: "damayan", member: her(parti), event: "death", who: "parent" };
    expect(asked("claim", what, forms)).toContain("dependant");
    expect(asked("claim", { ...what, who: "herself" }, forms)).toEqual(expect.arrayContaining(["age"]));
    const gift = { money: group.edge.newId(), fund: "damayan", amount: 100_000n, purpose: "Dari desa" };
    const lines = await formed("claim", {
      ...{ ...what, dependant: "1", day: "2026-06-01", checkers: `${her(halimah)},${her(rohani)}` },
    });
    // Sahnim keeps a deposit, so hers is given at the check, in the same meeting in which she saved it.
    const deposit = line("savings.deposit", { member: her(sahnim), product: "savings", amount: 7_000n });
    await meet(group, "2026-06-05", [...lines, line("meetings.income", gift), deposit]);
    const [claim] = await tableRows(group, claimTable, { member_id: her(parti) });
    expect(claim).toMatchObject({ dependant: 1, benefit: 10_000n, status: "checked" });
    const { dues } = (await context()).today;
    const levies = dues.filter(due => due.body["claim"] === claim!.claim_id);
    expect(levies.map(due => [due.body["member"], due.body["amount"]])).toEqual([[her(wulan), "5000"]]);
    expect(await balanceOf(group, "member-savings.savings/loan", her(sahnim))).toBe(-2_000n);
    expect(await balanceOf(group, "cash/damayan")).toBe(100_000n + 3n * 20_000n + 5_000n);
    type Aid = { lowDeposits: { who: { member: MemberId }; covers: number }[] };
    const low = async (by: number) => (await ask<Aid>("aid.aid", by))!.lowDeposits;
    expect(await low(halimah)).toContainEqual(expect.objectContaining({ covers: 0, fund: "damayan" }));
    expect(await low(kartini)).toEqual([]);
  });
});

describe("after the money", () => {
  it("it is awaited what it was used for, until she tells it; then the officers and she read it", async () => {
    const [claim] = await tableRows(group, claimTable, { member_id: her(parti) });
    await meet(group, "2026-07-05", [line("aid.pay-benefit", { claim: claim!.claim_id, amount: 10_000n })]);
    type Aid = { awaited: { claim: Uuid }[] };
    const awaited = async (by: number) => (await ask<Aid>("aid.aid", by))!.awaited.map(one => one.claim);
    expect(await awaited(halimah)).toEqual([claim!.claim_id]);
    expect(await awaited(parti)).toEqual([claim!.claim_id]);
    expect(await awaited(kartini)).toEqual([]);
    const tell = (by: number) =>
      group.say("aid.tell-use", { claim: claim!.claim_id, text: "Kain kafan dan nasi" }, { by: her(by) });
    expect(await tell(kartini)).toMatchObject({ status: "refused", refused: "aid.no-such-claim" });
    await accepted(tell(parti));
    expect(await awaited(halimah)).toEqual([]);
    const params = { claim: claim!.claim_id };
    for (const by of [halimah, parti])
      expect(await ask("aid.claim", by, params)).toMatchObject({ use: "Kain kafan dan nasi", useToldOn: "2026-07-05" });
    expect(await ask("aid.claim", kartini, params)).toBeNull();
  });

  it("the same is awaited of help by a decision alone, told by an officer for her, and the books replay", async () => {
    const agreed = decision(group, "benefit", grantAbout("damayan", her(aminah)));
    const given = { member: her(aminah), fund: "damayan", amount: 3_000n, purpose: "Obat" };
    await meet(group, "2026-07-05", [agreed.line, line("aid.grant", { ...given, decision: agreed.id })]);
    type Aid = { grantsAwaited: { decision: Uuid }[] };
    const awaited = async (by: number) => (await ask<Aid>("aid.aid", by))!.grantsAwaited.map(one => one.decision);
    for (const by of [halimah, aminah]) expect(await awaited(by)).toEqual([agreed.id]);
    expect(await awaited(kartini)).toEqual([]);
    const tell = (by: number) =>
      group.say("aid.tell-use", { decision: agreed.id, text: "Obat batuk anaknya" }, { by: her(by) });
    expect(await tell(kartini)).toMatchObject({ status: "refused", refused: "aid.no-such-claim" });
    await accepted(tell(halimah));
    expect(await awaited(halimah)).toEqual([]);
    const params = { decision: agreed.id };
    for (const by of [halimah, aminah])
      expect(await ask("aid.grant", by, params)).toMatchObject({
        ...{ amount: "3000", purpose: "Obat", use: "Obat batuk anaknya", useToldOn: "2026-07-05" },
      });
    for (const by of [kartini, parti]) expect(await ask("aid.grant", by, params)).toBeNull();
    const told = await leavesOf(group, "aid.use-told");
    expect(told.map(leaf => leaf.body).join()).not.toContain("batuk");
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
  });
});

describe("others are asked to join", () => {
  it("in counts that officers see, and nobody else", async () => {
    const drive = group.edge.newId();
    const body = { drive, fund: "damayan", target: "4", ends_on: "2026-08-31" };
    group.edge.today = day("2026-07-06");
    expect(await group.say("aid.open-drive", body, { by: her(parti) })).toMatchObject({ status: "refused" });
    await accepted(group.say("aid.open-drive", body, { by: her(halimah) }));
    await accepted(group.say("aid.count-offers", { drive, offered: "3", declined: "1" }, { by: her(halimah) }));
    await meet(group, "2026-08-05", await formed("enrol", { fund: "damayan", member: her(kartini), name1: "Amat" }));
    const seen = await ask<{ drives: readonly unknown[] }>("aid.drives", halimah);
    expect(seen!.drives).toMatchObject([
      { target: 4, offered: 3, enrolled: 1, declined: 1, thinking: 1, missing: 3, isOver: false },
    ]);
    expect(JSON.stringify(seen)).not.toContain(her(kartini));
    expect(await ask("aid.drives", parti)).toBeNull();
    expect(await tableRows(group, driveTable, {})).toHaveLength(1);
  });
});

describe("whether it will hold", () => {
  it("is everybody's to see, in counts and sums and with what was taken for likely", async () => {
    type Outlook = { ages: unknown[]; years: unknown[]; taken: object; medianAge: number | null };
    for (const by of [halimah, aminah]) {
      const seen = (await ask<Outlook>("aid.outlook", by, { burial: "damayan" }))!;
      expect(seen).toMatchObject({ members: 4, untold: 2, limit: "100000", medianAge: null });
      expect(seen.years).toHaveLength(15);
      // Two said when they were born: too few to be counted by age.
      expect(JSON.stringify(seen.ages)).not.toMatch(/"count":[0-9]/);
      expect(JSON.stringify(seen)).not.toMatch(/1955|1984|m_/);
    }
    expect(await ask("aid.outlook", halimah, { burial: "social" })).toBeNull();
  });
});

describe("the books of all this", () => {
  it("verify: every row of every room is what the log says, and no name or year is in it", async () => {
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
    const leaves = JSON.stringify((await leavesOf(group)).map(leaf => leaf.body));
    expect(leaves).not.toMatch(/Ibu Sri|Pak Joko|Amat|Kain kafan|"1955"|"1984"/);
  });
});

/**
 * A member of the chapter dies: whom she named is nobody's to read, until two made sure; then who pays sees them in order,
 * and the books keep who received the money, without a name in the log.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { claimTable } from "#aid";
import type { MemberId, Uuid } from "#base";
import type { SheetLine } from "#meetings";
import { membershipTable } from "#members";
import { type FreshDatabase, freshDatabase } from "../../../tests/village/database.ts";
import {
  accepted,
  balanceOf,
  countsAfter,
  foundGroup,
  type Group,
  leavesOf,
  line,
  meet,
  openMeeting,
  seal,
  tableRows,
} from "../../../tests/village/group.ts";
import { askIn } from "../asking.testing.ts";
import { decideForms } from "./decide-forms.ts";
import { type Answers, type Form, type FormContext, planAnswer } from "./form-parts.ts";
import { isForOthers } from "./for-others.ts";
import { inheritedForm, payForms } from "./pay-forms.ts";
import type { LeavingPlanSeen, MeetingSeen, TodaySeen } from "./seen.ts";

let database: FreshDatabase;
let group: Group;
const [halimah, rohani, aminah, parti, kartini] = [0, 1, 3, 5, 6];
const her = (place: number): MemberId => group.members[place]!;
const today = (by = halimah) => askIn<TodaySeen>(group, "meetings.today", by);
const words = { say: (key: string) => key, amount: String, has: () => false } as unknown as FormContext["words"];
const named = [
  { name: "Sari", kinship: "child" },
  { name: "Budi", kinship: "sibling" },
];
interface AidPage {
  readonly funds: readonly { readonly fund: string; readonly active: number }[];
}
interface ClaimPage {
  readonly note: string | null;
  readonly named: readonly unknown[];
  readonly payments: readonly { readonly amount: string; readonly receivedBy: unknown }[];
}
const page = (claim: Uuid, by: number) => askIn<ClaimPage>(group, "aid.claim", by, { claim });

async function formed(form: Form, answers: Answers): Promise<readonly SheetLine[]> {
  const context: FormContext = { today: (await today())!, words, box: () => 0n };
  return form.lines(answers, context) as unknown as readonly SheetLine[];
}

/** Opened, these lines written and all counted right, and sealed: what its paper then says to the treasurer. */
async function held(on: string, lines: () => Promise<readonly SheetLine[]>): Promise<MeetingSeen> {
  group.edge.today = on as never;
  const meeting = await openMeeting(group);
  const there = group.members.filter(member => member !== her(kartini));
  const sheet = [...there.map(member => line("meetings.roll", { member, mark: "present" })), ...(await lines())];
  const counts = Object.entries(await countsAfter(group, sheet));
  await accepted(
    seal(group, meeting, [...sheet, ...counts.map(([fund, counted]) => line("meetings.count", { fund, counted }))]),
  );
  return (await askIn<MeetingSeen>(group, "meetings.meeting", halimah, { meeting }))!;
}

/** Pays by capital and time, and all of it after an accident. Everybody is in it; nobody named anybody. */
const byTable = {
  kind: "social",
  waiting_months: "0",
  benefits: [{ event: "death", of: "member", how: "tiers" }],
  tiers: {
    capital: "cbu",
    steps: [{ from: "0", per_member: "1000" }],
    tenure_percent: ["5"],
    accident_percent: "100",
  },
  admin_percent: "0",
  first_part_percent: "100",
  offset_debts: false,
};

beforeAll(async () => {
  database = await freshDatabase();
  group = await foundGroup(database, {
    template: "damayan",
    unit: "IDR",
    on: "2026-01-05",
    rules: {
      "assembly.between-meetings": { entries: ["aid.claim", "aid.verify", "aid.pay-benefit"] },
      "aid.fund/social": byTable,
      "aid.fund/damayan": {
        kind: "damayan",
        waiting_months: "0",
        benefits: [{ event: "death", of: "member", how: "fixed", amount: "200000" }],
        admin_percent: "0",
        first_part_percent: "60",
        offset_debts: false,
      },
    },
  });
  const gift = { money: group.edge.newId(), fund: "damayan", amount: 300_000n, purpose: "Dari desa" };
  await meet(group, "2026-01-05", [
    ...group.members.flatMap(member => [
      line("savings.deposit", { member, product: "cbu", amount: 100_000n }),
      line("aid.enrol", { member, fund: "damayan", beneficiaries: named }),
    ]),
    line("meetings.income", gift),
  ]);
}, 120_000);
afterAll(async () => {
  await group.close();
  await database.drop();
});

describe("Parti dies by an accident", () => {
  it("and the form of the meeting asks it, where the fund's table pays otherwise for it", async () => {
    const claim = decideForms.find(form => form.name === "claim")!;
    const said = { fund: "social", member: her(parti), event: "death", who: "herself", day: "2026-01-19" };
    const asked = (answers: Answers, seen: TodaySeen): readonly string[] => {
      const context: FormContext = { today: seen, words, box: () => 0n };
      return claim.asks.filter(ask => ask.when?.(context, answers) ?? true).map(ask => ask.key);
    };
    await held("2026-01-19", async () => {
      const seen = (await today())!;
      expect(asked(said, seen)).toContain("accident");
      expect(asked({ ...said, fund: "damayan" }, seen)).not.toContain("accident");
      expect(asked({ ...said, who: "child" }, seen)).not.toContain("accident");
      const checkers = `${her(halimah)},${her(rohani)}`;
      return formed(claim, { ...said, accident: "yes", note: " Tertabrak motor ", checkers });
    });
    // Of 7 × 1,000 she had 5 % by her time, and all of it after an accident.
    const [row] = await tableRows(group, claimTable, { member_id: her(parti) });
    expect(row).toMatchObject({ is_accident: true, benefit: 7_000n });
    // Whom she named in the other fund is whom this one pays.
    expect(await page(row!.claim_id, halimah)).toMatchObject({ note: "Tertabrak motor", named });
  });
});

describe("Kartini dies", () => {
  let claim: Uuid;
  const two = () => ({ by: her(halimah), with: [her(rohani)] });

  it("and whom she named is nobody's to read before two made sure, and then only who pays reads it, in her order", async () => {
    group.edge.today = "2026-02-01" as never;
    claim = group.edge.newId();
    const said = { claim, fund: "damayan", member: her(kartini), event: "death", who: "herself" };
    await accepted(group.say("aid.claim", { ...said, happened_on: "2026-02-01" }, two()));
    expect((await page(claim, halimah))!.named).toEqual([]);
    await accepted(group.say("aid.verify", { claim, first: her(halimah), second: her(rohani) }, two()));
    expect((await page(claim, halimah))!.named).toMatchObject(named);
    // Whoever is no officer does not see the claim at all.
    expect(await page(claim, aminah)).toBeNull();
  });

  it("the first part is handed to Sari between meetings, and the page says so to officers", async () => {
    const pay = { claim, amount: 120_000n };
    expect(await group.say("aid.pay-benefit", pay, two())).toMatchObject({ refused: "aid.recipient-missing" });
    await accepted(group.say("aid.pay-benefit", { ...pay, received_by: named[0] }, two()));
    expect((await page(claim, rohani))!.payments).toMatchObject([{ amount: "120000", receivedBy: named[0] }]);
  });

  it("at the meeting the rest is handed to Budi, by the form that asks nothing else, and stands on the receipt", async () => {
    const meeting = await held("2026-02-09", async () => {
      const seen = (await today())!;
      const open = seen.draft.claims.find(one => one.claim === claim)!;
      expect(isForOthers(open)).toBe(true);
      expect(seen.draft.named).toContainEqual({ member: her(kartini), fund: "damayan", beneficiaries: named });
      // Who holds a key and pays nobody does not read it.
      expect((await today(aminah))!.draft.named).toEqual([]);
      return formed(inheritedForm, { claim, recipient: "1" });
    });
    const paid = meeting.sheet!.facts.find(fact => fact.kind === "aid.benefit-paid")!;
    expect(paid).toMatchObject({ member: her(kartini), amount: "-80000", receivedBy: named[1] });
    expect(JSON.stringify(await askIn(group, "meetings.meeting", aminah, { meeting: meeting.meeting }))).not.toContain(
      "Budi",
    );
  });

  it("what she leaves goes to somebody else by name, since neither can come, and her place is closed", async () => {
    const leaving = payForms.find(form => form.name === "leaving")!;
    const answers = { member: her(kartini), status: "died" };
    const meeting = await held("2026-03-09", async () => {
      // Her help is paid; as long as her place is open, whom she named is still there to be read.
      expect((await today())!.draft.named.map(one => one.member)).toContain(her(kartini));
      return formed(leaving, {
        ...answers,
        recipient: "other",
        "recipient-name": "Ibu Ratna",
        "recipient-kinship": "parent",
      });
    });
    const returned = meeting.sheet!.facts.find(fact => fact.kind === "savings.stake-returned")!;
    expect(returned).toMatchObject({ amount: "-100000", receivedBy: { name: "Ibu Ratna", kinship: "parent" } });
    expect(await balanceOf(group, "member-shares.cbu/loan", her(kartini))).toBe(0n);
    group.edge.today = "2026-03-10" as never;
    // Her place in the fund ended with her membership: six are counted in it, and asked for nothing in her name.
    const { funds } = (await askIn<AidPage>(group, "aid.aid", halimah))!;
    expect(funds.find(one => one.fund === "damayan")).toMatchObject({ active: 6, lapsed: 0 });
    expect((await today())!.enrolled.map(one => one.member)).not.toContain(her(kartini));
    expect((await askIn<ClaimPage>(group, "aid.claim", halimah, { claim }))!.named).toEqual([]);
  });

  it("and no leaf of the log has a name, only how they are related to her and what binds the name to it", async () => {
    const paid = [...(await leavesOf(group, "aid.benefit-paid")), ...(await leavesOf(group, "savings.stake-returned"))];
    const bodies = paid.map(leaf => leaf.body);
    expect(bodies.join()).not.toMatch(/Sari|Budi|Ratna/);
    expect(bodies.map(body => JSON.parse(body).data.kinship)).toEqual(["child", "sibling", "parent"]);
    expect(bodies[0]).toContain('"received_by_1"');
  });
});

describe("Nurmi joins, and dies before she saved anything", () => {
  it("who receives it is asked only where her plan says that something is handed over", async () => {
    const nurmi = group.edge.newMember();
    const her8 = { member: nurmi, person: group.edge.newId(), number: 8, name: "Nurmi" };
    await accepted(group.say("members.join", her8, { by: her(halimah) }));
    const leaving = payForms.find(form => form.name === "leaving")!;
    const planOf = async (member: MemberId) =>
      planAnswer(await askIn<LeavingPlanSeen>(group, "meetings.leaving-plan", halimah, { member }));
    const asked = async (answers: Answers): Promise<readonly string[]> => {
      const context: FormContext = { today: (await today())!, words, box: () => 0n };
      return leaving.asks.filter(ask => ask.when?.(context, answers) ?? true).map(ask => ask.key);
    };
    await held("2026-03-16", async () => {
      const aminahs = { member: her(aminah), status: "died" };
      expect(await asked({ ...aminahs, plan: await planOf(her(aminah)) })).toContain("recipient-name");
      const hers = { member: nurmi, status: "died" };
      // Without a signal nobody knows yet whether there is something.
      expect(await asked(hers)).toContain("recipient-name");
      const plan = await planOf(nurmi);
      expect(await asked({ ...hers, plan })).toEqual(["member", "status", "plan"]);
      const written = await formed(leaving, { ...hers, plan });
      expect(written.map(one => one.body)).toEqual([hers]);
      return written;
    });
    expect(await tableRows(group, membershipTable, { member_id: nurmi })).toMatchObject([{ status: "died" }]);
  });
});

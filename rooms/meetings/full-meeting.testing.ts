/**
 * For tests: a chapter's second meeting with all that can happen at one. Money comes and goes in three funds, Lestari
 * brings too little, a mistake of the first meeting is taken back, and at the count a thousand is missing.
 */
import type { Uuid } from "#base";
import type { FreshDatabase } from "../../tests/village/database.ts";
import { decision, foundGroup, type Group, leavesOf, line, meet } from "../../tests/village/group.ts";

export interface FullMeeting {
  readonly group: Group;
  readonly first: Uuid;
  readonly second: Uuid;
}

/** Places in the group. Halimah keeps the books; Rohani and Wulan count the box. */
export const [halimah, rohani, wulan, aminah, sahnim, parti, kartini, lestari] = [0, 1, 2, 3, 4, 5, 6, 7] as const;

export const reasons = {
  difference: "Uang kembalian keliru waktu beli kopi",
  expense: "Buku kas dan teh",
  income: "Sumbangan dari desa",
  correction: "Ditulis dua kali",
} as const;

export async function holdFullMeeting(database: FreshDatabase, unit = "IDR"): Promise<FullMeeting> {
  const group = await foundGroup(database, { template: "damayan", unit, on: "2026-01-06", size: 8 });
  const { members, edge } = group;
  const of = (place: number) => members[place]!;
  const cbu = (member: string, amount = 10_000n) => line("savings.deposit", { member, product: "cbu", amount });
  const social = (member: string) => line("aid.contribution", { member, fund: "social", amount: 2_000n });
  const saved = (member: string, amount: bigint) => line("savings.deposit", { member, product: "savings", amount });
  const atFirst = (member: string): bigint => (member === of(lestari) ? 10_000n : 100_000n);
  const first = await meet(
    group,
    "2026-01-06",
    members.flatMap(member => [cbu(member, atFirst(member)), social(member), saved(member, 40_000n)]),
  );

  const mistaken = (await leavesOf(group, "savings.deposited")).find(
    leaf => leaf.member_id === of(sahnim) && leaf.body.includes('"savings"'),
  )!;
  const loan = edge.newId();
  const [lend, help, move] = [
    decision(group, "loan", loan, { for: 7, against: 1 }),
    decision(group, "benefit", `grant/social/${of(aminah)}`),
    decision(group, "other", "transfer/loan/social", { for: 8, value: { amount: "3000" } }),
  ];
  const second = await meet(group, "2026-02-03", [
    line("meetings.correction", { seq: mistaken.seq, reason: reasons.correction }),
    ...members.filter(member => member !== of(lestari)).flatMap(member => [cbu(member), social(member)]),
    // Ten thousand is due at each meeting; the others paid ahead at the first.
    cbu(of(lestari), 4_000n),
    saved(of(wulan), 15_000n),
    line("aid.enrol", { member: of(rohani), fund: "damayan", beneficiaries: [{ name: "Ahmad", kinship: "spouse" }], amount: 20_000n }),
    line("meetings.fine", { member: of(aminah), reason: "late", fund: "loan", amount: 1_000n }),
    line("meetings.income", { money: edge.newId(), fund: "social", amount: 25_000n, purpose: reasons.income }),
    line("loans.request", {
      loan,
      member: of(kartini),
      product: "ordinary",
      amount: 150_000n,
      purpose: "Benang tenun",
      guarantors: [of(wulan)],
    }),
    lend.line,
    help.line,
    move.line,
    line("loans.pay-out", { loan, member: of(kartini), decision: lend.id }),
    line("aid.grant", { member: of(aminah), fund: "social", amount: 12_000n, decision: help.id }),
    line("savings.withdrawal", { member: of(parti), product: "savings", amount: 10_000n }),
    line("meetings.expense", { money: edge.newId(), fund: "loan", amount: 7_500n, purpose: reasons.expense }),
    line("meetings.transfer", { from: "loan", to: "social", amount: 3_000n, decision: move.id }),
    line("meetings.difference", {
      difference: edge.newId(),
      fund: "loan",
      amount: -1_000n,
      reason: reasons.difference,
      first: of(rohani),
      second: of(wulan),
    }),
  ]);
  return { group, first: first.meeting, second: second.meeting };
}

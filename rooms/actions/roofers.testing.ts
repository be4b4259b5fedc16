/** Women who repair the roof of their weaving house together, in memory, for the tests of this room. */
import { type BodyOf, day, type MemberId, type Minor, type RecordedFact, type Refusal, type Role, type Uuid } from "#base";
import { assembly } from "#assembly";
import { ledger, openFund } from "#ledger";
import { members } from "#members";
import { savings } from "#savings";
import { purchasing } from "#purchasing";
import { BooksOnPaper, done } from "../../tests/village/books-on-paper.ts";
import { accountsOf, standingOf } from "./action.ts";
import { actionAbout, agreeEntry } from "./agree.ts";
import { underWayOf } from "./at-the-table.ts";
import { cancel } from "./cancel.ts";
import { closeEntry, restAbout } from "./close.ts";
import { commit } from "./commit.ts";
import { contributeEntry } from "./contribute.ts";
import { actions, refusalToReverse } from "./index.ts";
import { payCostEntry } from "./pay-cost.ts";
import { payInEntry } from "./pay-in.ts";
import { plan } from "./plan.ts";
import { refundEntry } from "./refund.ts";
import { reopenEntry } from "./reopen.ts";
import { type ActionRow, actionTable } from "./tables.ts";

export { done, shown } from "../../tests/village/books-on-paper.ts";

export const began = "2026-11-01";
export const saturday = "2026-12-12";

/** 20 work days, 3 sacks of cement and 400,000 for wood. */
export const roof = {
  fund: "loan",
  name: "Perbaiki atap rumah tenun",
  happens_on: day(saturday),
  intents: [
    { name: "Hari kerja", unit: "day", quantity: 2_000n },
    { name: "Semen", unit: "piece", quantity: 3n },
    { name: "Kayu", unit: "IDR", quantity: 400_000n },
  ],
} as const;
export const [work, cement, wood] = [1, 2, 3] as const;

export class Roofers extends BooksOnPaper {
  readonly members: readonly MemberId[];

  constructor(size = 3, { isByVote = true } = {}) {
    super({ rooms: [ledger, members, assembly, savings, purchasing, actions], room: actions, refusalToReverse });
    for (const [fund, nature] of [["loan", "divisible"], ["social", "restricted"]] as const)
      this.record([openFund({ fund, unit: "IDR", nature, isLendable: false, on: day(began) })]);
    this.record([openFund({ fund: "beras", unit: "kg", nature: "divisible", isLendable: false, on: day(began) })]);
    this.rule("actions.action/loan", { decided_by_vote: isByVote, promises_seen: "officers" }, began);
    this.members = Array.from({ length: size }, (_, index) => this.joins(index + 1, began));
  }

  proposes(of: Partial<BodyOf<typeof plan.fields>> = {}, on = began) {
    return this.commands(plan, { ...roof, action: this.id(), ...of }, on, this.members[0], new Set());
  }

  plans(of: Partial<BodyOf<typeof plan.fields>> = {}): Uuid {
    const action = this.id();
    done(this.proposes({ ...of, action }));
    return action;
  }

  /** Planned, and agreed on with so much of the group's own money. */
  agrees(fromFund: Minor | null = null, action = this.plans(), on = "2026-11-10"): Uuid {
    done(this.says(agreeEntry, { action, decision: this.decidesOn(action, fromFund, on) }, on));
    return action;
  }

  decidesOn(action: Uuid, fromFund: Minor | null = null, on = "2026-11-10"): Uuid {
    const value = fromFund === null ? null : { amount: String(fromFund) };
    return this.decides("action", actionAbout(action), on, true, value);
  }

  decidesOnRest(action: Uuid, on = "2026-12-15"): Uuid {
    return this.decides("action", restAbout(action), on);
  }

  promises(
    action: Uuid,
    member: MemberId,
    quantity: bigint,
    { intent = work as number, by = member, on = began, roles = [] as readonly Role[] } = {},
  ) {
    return this.commands(commit, { action, member, quantities: [{ intent, quantity }] }, on, by, new Set(roles));
  }

  comes(action: Uuid, member: MemberId, quantity: bigint, intent: number = work) {
    return this.says(contributeEntry, { action, member, quantities: [{ intent, quantity }] }, saturday);
  }

  brings(action: Uuid, member: MemberId, amount: Minor) {
    return this.says(payInEntry, { action, member, amount }, "2026-11-17");
  }

  pays(action: Uuid, amount: Minor, from_fund?: true, cost = this.id()) {
    return this.says(payCostEntry, { action, cost, amount, paid_to: "Pak Amat", purpose: "Kayu", from_fund }, saturday);
  }

  givesBack(action: Uuid, member: MemberId, kept?: true) {
    return this.says(refundEntry, { action, member, kept }, "2026-12-15");
  }

  closes(action: Uuid, of: { readonly decision?: Uuid; readonly kept?: true } = {}) {
    return this.says(closeEntry, { action, ...of }, "2026-12-15");
  }

  reopens(action: Uuid) {
    return this.says(reopenEntry, { action, reason: "Belum selesai" }, "2026-12-22");
  }

  callsOff(action: Uuid) {
    return this.commands(cancel, { action, reason: "Hujan" }, "2026-12-01", this.members[0], new Set(["chair"]), [
      this.members[1]!,
    ]);
  }

  row(action: Uuid): ActionRow {
    return this.books.row(actionTable, { action_id: action })!;
  }
  money(action: Uuid) {
    return standingOf(this.row(action), this.books);
  }
  now(action: Uuid) {
    return underWayOf(this.row(action), this.books, day(saturday));
  }
  /** What its accounts hold: brought and not settled, and paid out of it and not settled. */
  holds(action: Uuid) {
    const codes = accountsOf(this.row(action));
    return {
      advances: -this.books.total(codes.advances, "IDR"),
      costs: this.books.balance({ account: codes.costs, unit: "IDR" }),
    };
  }
  box(): Minor {
    return this.books.balance({ account: "cash/loan", unit: "IDR" });
  }
  owed(member: MemberId): Minor {
    return -this.books.balance({ account: "member-payable/loan", unit: "IDR", member });
  }

  refused(result: readonly RecordedFact[] | RecordedFact | Refusal): string | undefined {
    return "refused" in result ? String(result.refused) : undefined;
  }
}

/** A chapter with a damayan and a social fund in memory, for the tests of this room. */
import {
  type BodyOf,
  type CommandId,
  type CommandRule,
  day,
  type Document,
  type Fields,
  type MemberId,
  type OrganisationId,
  type RecordedFact,
  type Refusal,
  type Role,
  type Uuid,
} from "#base";
import { loans } from "#loans";
import { verifyEntry } from "./check-claim.ts";
import { claimEntry } from "./claim.ts";
import { dues, lapsesAhead } from "./dues.ts";
import { enrolEntry } from "./enrol.ts";
import { done, GroupOnPaper } from "./group-on-paper.testing.ts";
import { payBenefitEntry } from "./pay-benefit.ts";
import { type ClaimRow, claimTable } from "./tables.ts";

export const began = "2026-01-05";
export const family = [{ name: "Amat", kinship: "spouse" as const }];

export const damayan: Readonly<Record<string, Document>> = {
  kind: "damayan",
  levy: { amount: "3000", bereaved_pays: true },
  waiting_months: "1",
  lapse_after_missed: "3",
  benefits: [
    { event: "death", of: "member", how: "fixed", amount: "1500000" },
    { event: "death", of: "dependant", how: "per-member", amount: "1000" },
  ],
  admin_percent: "0",
  first_part_percent: "60",
  offset_debts: false,
};
export const social: Readonly<Record<string, Document>> = {
  kind: "social",
  contribution: { every: "meeting", amount: "200" },
  waiting_months: "0",
  benefits: [],
  admin_percent: "0",
  first_part_percent: "100",
  offset_debts: false,
};

export class Chapter extends GroupOnPaper {
  readonly members: readonly MemberId[];

  constructor(size = 6, rules: Readonly<Record<string, Readonly<Record<string, Document>>>> = { damayan, social }) {
    super();
    for (const [fund, value] of Object.entries(rules)) {
      this.fund(fund, "PHP", began);
      this.rule(`aid.fund/${fund}`, value, began);
    }
    this.members = Array.from({ length: size }, (_, index) => this.member(index + 1, began));
  }

  enrols(on: string, members: readonly MemberId[] = this.members, amount?: bigint): void {
    for (const member of members)
      done(this.says(enrolEntry, { member, fund: "damayan", amount, beneficiaries: family }, on));
  }

  gets(fund: string, amount: bigint, on = began): void {
    this.moves(on, [`cash/${fund}`, "PHP", amount], [`fund-balance/${fund}`, "PHP", -amount]);
  }

  reports(
    member: MemberId,
    on: string,
    of: Partial<{
      who: ClaimRow["who"];
      event: ClaimRow["event"];
      happened_on: string;
      accident: boolean;
      fund: string;
      dependant: number;
      age: number;
    }> = {},
  ) {
    const claim = this.id();
    const { who = "herself", event = "death", happened_on = on, accident, fund = "damayan", dependant, age } = of;
    return {
      claim,
      said: this.says(
        claimEntry,
        { claim, fund, member, event, who, happened_on: day(happened_on), accident, dependant, age },
        on,
      ),
    };
  }

  checks(claim: Uuid, on: string, first: MemberId = this.members[4]!, second: MemberId = this.members[5]!) {
    return this.says(verifyEntry, { claim, first, second }, on);
  }

  /** A claim that was reported and checked. */
  proves(member: MemberId, on: string, of: Parameters<Chapter["reports"]>[2] = {}): Uuid {
    const { claim, said } = this.reports(member, on, of);
    done(said);
    done(this.checks(claim, on));
    return claim;
  }

  /** A command that is no line of a sheet, said by somebody with these offices. */
  tells<F extends Fields>(
    rule: CommandRule<F>,
    body: BodyOf<F>,
    on: string,
    by: MemberId = this.members[3]!,
    roles: readonly Role[] = ["treasurer"],
  ): readonly RecordedFact[] | Refusal {
    const said = { id: this.id() as CommandId, organisation: this.id() as OrganisationId, name: rule.name, on: day(on), body };
    const seen = this.seenBy(books => rule.needs(said, books));
    const decided = rule.decide(said, seen, { ...this.contextOn(day(on)), by, roles: new Set(roles) });
    return "facts" in decided ? this.record(decided.facts, seen) : (decided as Refusal);
  }

  /** To her husband, where she herself died. */
  pays(claim: Uuid, amount: bigint, on: string, decision?: Uuid) {
    return this.says(payBenefitEntry, { claim, amount, decision, received_by: family[0]! }, on);
  }

  /** Out of a fund that lends, without interest: asked for, agreed to and paid out on the day the chapter began. */
  borrows(member: MemberId, amount: bigint, fund: string, unit: string): Uuid {
    const product = { fund, method: "declining_balance", amortization: "equal_principal_payments", is_free: true };
    const terms = { rate_per_month: "0", frequency: "months", every: "1", periods: "5", periods_max: "24" };
    this.rule(`loans.product/${fund}`, { ...product, ...terms }, began);
    this.moves(began, [`cash/${fund}`, unit, amount], [`retained-surplus/${fund}`, unit, -amount]);
    const loan = this.id();
    const says = (entry: string, body: Readonly<Record<string, unknown>>): void => {
      done(this.says(loans.entries!.find(one => one.name === entry)!, body as never, began));
    };
    says("loans.request", { loan, member, product: fund, amount, guarantors: [] });
    says("loans.pay-out", { loan, member, decision: this.decides("loan", loan, began) });
    return loan;
  }

  claim(claim: Uuid): ClaimRow {
    return this.books.row(claimTable, { claim_id: claim })!;
  }

  dueOn(on: string) {
    return dues
      .due(
        this.seenBy(books => dues.needs(books, day(on))),
        day(on),
      )
      .map(({ entry, body }) => ({ entry, ...body }));
  }

  lapsesOn(on: string) {
    return lapsesAhead(
      this.seenBy(books => dues.needs(books, day(on))),
      day(on),
    );
  }
}

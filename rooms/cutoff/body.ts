/** What a cut-off says, as plain data: the sheet, read. */
import type { BodyOf, Fields } from "#base";

/** As many as one command carries and one transaction posts. */
export const membersMax = 12_000;
export const loansMax = 12_000;

export const cutOffFields = {
  /** The last day of the paper books. */
  through: { is: "day" },
  members: {
    is: "list",
    max: membersMax,
    of: {
      is: "group",
      of: {
        member: { is: "member" },
        /** With a name she joins; without, she is here already. */
        person: { is: "uuid", optional: true },
        number: { is: "count", max: 999_999 },
        name: { is: "text", max: 80, optional: true },
        joined: { is: "day", optional: true },
        savings: {
          is: "list",
          max: 30,
          optional: true,
          of: { is: "group", of: { product: { is: "code" }, amount: { is: "amount" } } },
        },
        shares: {
          is: "list",
          max: 30,
          optional: true,
          of: { is: "group", of: { fund: { is: "code" }, shares: { is: "count", max: 1_000_000 } } },
        },
        places: {
          is: "list",
          max: 30,
          optional: true,
          of: {
            is: "group",
            of: { fund: { is: "code" }, since: { is: "day" }, paid_ahead: { is: "amount", optional: true } },
          },
        },
      },
    },
  },
  loans: {
    is: "list",
    max: loansMax,
    of: {
      is: "group",
      of: {
        loan: { is: "uuid" },
        member: { is: "member" },
        product: { is: "code" },
        principal: { is: "amount" },
        outstanding: { is: "amount" },
        paid_out_on: { is: "day" },
        periods: { is: "count", max: 1_000 },
        rate_per_month: { is: "text", max: 20, optional: true },
        paid_until: { is: "day", optional: true },
      },
    },
  },
  funds: {
    is: "list",
    max: 30,
    of: {
      is: "group",
      of: {
        fund: { is: "code" },
        cash: { is: "amount" },
        bank: { is: "amount" },
        /** Surplus kept, reserve, or what is kept for the fund's purpose. Below zero where the group lost money. */
        own: { is: "amount", signed: true },
        /** What outsiders gave for good, and is still there: told apart from what the group earned. */
        gifts: { is: "amount", optional: true },
      },
    },
  },
} as const satisfies Fields;

export type CutOffBody = BodyOf<typeof cutOffFields>;

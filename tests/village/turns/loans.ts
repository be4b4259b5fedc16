/** Loans of which there is more to tell: with a guarantor and pledged savings, beyond a limit, or of a circle. */
import type { Play } from "./scene.ts";

export interface Loan {
  readonly what: "loan";
  readonly woman: number;
  readonly amount: bigint;
  readonly purpose: string;
  readonly guarantors?: readonly number[];
  /** Who lets what of her savings be kept for it. */
  readonly pledges?: readonly { readonly woman: number; readonly account: string; readonly amount: bigint }[];
  /** Why the members should let her have more than their limit; they do, and an officer answers for it. */
  readonly beyond?: string;
}

export const loan: Play<Loan> = {
  there: ({ woman, guarantors = [] }, since) => (since === 0 ? [woman, ...guarantors] : []),
  borrows: ({ woman }) => [woman],
  lines({ woman, amount, purpose, guarantors = [], pledges = [], beyond }, here) {
    if (here.since !== 0) return [];
    const [id, member, decision, allowed] = [here.loanOf(woman), here.woman(woman), here.idOf("decision"), here.idOf("allowed")];
    const asked = { loan: id, member, product: "ordinary", amount, purpose, guarantors: guarantors.map(number => here.woman(number)) };
    return [
      here.line("loans.request", { ...asked, ...(beyond === undefined ? {} : { exception: beyond }) }),
      ...pledges.map(({ woman: pledger, account, amount }) =>
        here.line("loans.pledge", { loan: id, member, pledger: here.woman(pledger), account, amount }),
      ),
      ...(beyond === undefined
        ? []
        : [
            here.line("assembly.decision", {
              ...{ decision: allowed, question: "exception", about: id, value: { amount: String(amount) } },
              ...here.votes,
            }),
            here.line("assembly.exception", { exception: id, member, decision: allowed, approver: here.holder("secretary") }),
          ]),
      here.line("assembly.decision", { decision, question: "loan", about: id, ...here.votes }),
      here.line("loans.pay-out", { loan: id, member, decision }),
    ];
  },
};

export interface Circle {
  readonly what: "circle";
  readonly women: readonly (readonly [number, bigint])[];
}

export const circle: Play<Circle> = {
  there: ({ women }, since) => (since === 0 ? women.map(([number]) => number) : []),
  borrows: ({ women }) => women.map(([number]) => number),
  lines({ women }, here) {
    if (here.since !== 0) return [];
    const [id, decision] = [here.idOf("circle"), here.idOf("decision")];
    const loans = women.map(([number, amount]) => ({ loan: here.loanOf(number), member: here.woman(number), amount }));
    const value = { product: "ordinary", loans: loans.map(one => ({ ...one, amount: String(one.amount) })) };
    return [
      here.line("assembly.decision", { decision, question: "group-loan", about: id, value, ...here.votes }),
      here.line("loans.circle", { circle: id, product: "ordinary", loans, decision }),
    ];
  },
};

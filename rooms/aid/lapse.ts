import {
  type Books,
  type BodyOf,
  type Day,
  entry,
  type Need,
  type Project,
  put,
  type RecordedFact,
  type Refusal,
  refuse,
} from "#base";
import { type AidFund, fundOn, needsPlace } from "./fund.ts";
import { needsStanding, type Standing, standingOn } from "./standing.ts";
import { type EnrolmentRow, type EnrolmentStatus, enrolmentTable } from "./tables.ts";

const fields = { member: { is: "member" }, fund: { is: "code" } } as const;
type Body = BodyOf<typeof fields>;

const needs = (body: Body, books: Books): readonly Need[] => [
  ...needsPlace(body, books),
  ...needsStanding(body.fund, body.member),
];

/** A member is told, at the meeting or at her door, that one more missed contribution and she falls out. */
export const warnEntry = entry({
  name: "aid.warn",
  step: "decisions",
  between: "aid.warn",
  fields,
  needs,
  decide(body, books, { on }) {
    const found = standingOf(body, books, on);
    if ("refused" in found) return found;
    const { fund, standing } = found;
    if (standing.left === null) return refuse("aid.nobody-lapses", { fund: fund.fund });
    if (!standing.isWarningDue) return refuse("aid.no-warning-due", { fund: fund.fund, missed: standing.missed });
    return [
      {
        kind: "aid.warned",
        on,
        member: body.member,
        lines: [],
        data: { fund: fund.fund, missed: String(standing.missed) },
      },
    ];
  },
});

/** A member falls out of the fund, because she missed too many and was warned. It is written down, never silent. */
export const lapseEntry = entry({
  name: "aid.lapse",
  step: "decisions",
  fields,
  needs,
  decide(body, books, { on }) {
    const found = standingOf(body, books, on);
    if ("refused" in found) return found;
    const { fund, enrolment, standing } = found;
    if (standing.left === null) return refuse("aid.nobody-lapses", { fund: fund.fund });
    if (standing.left > 0)
      return refuse("aid.has-not-missed-enough", { fund: fund.fund, missed: standing.missed, left: standing.left });
    if (!standing.mayLapse)
      return refuse("aid.warn-first", { fund: fund.fund, missed: standing.missed, warned_on: enrolment.warned_on });
    return [
      {
        kind: "aid.lapsed",
        on,
        member: body.member,
        lines: [],
        data: { fund: fund.fund, missed: String(standing.missed) },
      },
    ];
  },
});

/** A member leaves the fund of her own will. What she paid stays with it; she may enrol again and waits anew. */
export const leaveEntry = entry({
  name: "aid.leave",
  step: "requests",
  between: "aid.leave",
  fields,
  needs,
  decide(body, books, { on }) {
    const fund = fundOn(body.fund, on, books);
    if ("refused" in fund) return fund;
    if (fund.kind === "social") return refuse("aid.everybody-is-in", { fund: fund.fund });
    const status = books.row(enrolmentTable, { fund: fund.fund, member_id: body.member })?.status ?? "left";
    if (status === "left") return refuse("aid.not-enrolled", { fund: fund.fund });
    return [{ kind: "aid.left", on, member: body.member, lines: [], data: { fund: fund.fund, before: status } }];
  },
});

function standingOf(
  body: Body,
  books: Books,
  on: Day,
): { readonly fund: AidFund; readonly enrolment: EnrolmentRow; readonly standing: Standing } | Refusal {
  const fund = fundOn(body.fund, on, books);
  if ("refused" in fund) return fund;
  const enrolment = books.row(enrolmentTable, { fund: fund.fund, member_id: body.member });
  if (!enrolment || enrolment.status === "left") return refuse("aid.not-enrolled", { fund: fund.fund });
  if (enrolment.status === "lapsed") return refuse("aid.lapsed", { fund: fund.fund, lapsed_on: enrolment.lapsed_on });
  return { fund, enrolment, standing: standingOn(fund, enrolment, on, books) };
}

const changed =
  (change: (on: Day, of: RecordedFact) => Partial<EnrolmentRow>): Project =>
  (fact, books) => {
    const of = fact.reverses === undefined ? fact : books.leaf(fact.reverses)!;
    const row = books.row(enrolmentTable, { fund: String(of.data!["fund"]), member_id: of.member! })!;
    return [put(enrolmentTable, { ...row, ...change(fact.on, of) })];
  };

export const warned = changed(on => ({ warned_on: on }));
export const warningTakenBack = changed(() => ({ warned_on: null }));
export const lapsed = changed(on => ({ status: "lapsed", lapsed_on: on }));
export const lapseTakenBack = changed(() => ({ status: "active", lapsed_on: null }));
export const left = changed(() => ({ status: "left" }));
export const leavingTakenBack = changed((_on, of) => ({ status: of.data!["before"] as EnrolmentStatus }));

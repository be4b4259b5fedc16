/**
 * A statement of the whole group for a bank or an agency: the members decide for whom, of which days and until when, two
 * officers make it, once, and two take it back. What it says is worked out of the books above; here stands that it may be made.
 */
import { assert, command, type Day, isRefusal, need, type Project, put, refuse, type Uuid } from "#base";
import { membershipTable } from "#members";
import { carriedDecision } from "./decision.ts";
import { statementSaid } from "./statement-decided.ts";
import { decisionTable, type GroupStatementRow, groupStatementTable } from "./tables.ts";
import { useDecision } from "./use-decision.ts";

export const statementKey = "statement/";

/** Whom it is for stands in the decision alone, and cannot be said anew: what is made is what they decided. */
export const issueStatement = command({
  name: "assembly.issue-statement",
  fields: { decision: { is: "uuid" } },
  sayableBy: ["chair", "secretary", "treasurer"],
  people: 2,
  needs: ({ body }) => [
    need.row(decisionTable, { decision_id: body.decision }),
    need.row(membershipTable, { status: "active" }),
  ],
  decide({ body, on }, books) {
    const about = books.row(decisionTable, { decision_id: body.decision })?.about ?? "";
    if (!about.startsWith(statementKey)) return refuse("assembly.no-decision", { about: "statement" });
    const decision = carriedDecision(body.decision, "statement", about, books, on);
    if (isRefusal(decision)) return decision;
    const { from, until } = statementSaid(decision.value!)!;
    if (on > until) return refuse("assembly.statement-over", { until });
    const members = books
      .rows(membershipTable, { status: "active" })
      .filter(one => one.kind === "member" && one.joined_on <= on).length;
    return {
      facts: [
        {
          kind: "assembly.statement-issued",
          on,
          lines: [],
          data: {
            statement: about.slice(statementKey.length),
            decision: body.decision,
            from,
            until,
            members: String(members),
          },
        },
      ],
    };
  },
});

/** What was handed over cannot be fetched again: whoever has the paper is shown that it was taken back. */
export const takeBackStatement = command({
  name: "assembly.take-back-statement",
  fields: { statement: { is: "uuid" } },
  sayableBy: ["chair", "secretary", "treasurer"],
  people: 2,
  needs: ({ body }) => [need.row(groupStatementTable, { statement_id: body.statement })],
  decide({ body, on }, books) {
    const statement = books.row(groupStatementTable, { statement_id: body.statement });
    if (!statement) return refuse("assembly.no-such-statement");
    if (statement.taken_back_on !== null)
      return refuse("assembly.statement-taken-back", { taken_back_on: statement.taken_back_on });
    return {
      facts: [{ kind: "assembly.statement-taken-back", on, lines: [], data: { statement: body.statement } }],
    };
  },
});

export const statementIssued: Project = (fact, books) => {
  const data = fact.data as { statement: Uuid; decision: Uuid; from: Day; until: Day; members: string };
  return [
    put(groupStatementTable, {
      statement_id: data.statement,
      decision_id: data.decision,
      from_on: data.from,
      issued_on: fact.on,
      until_on: data.until,
      members: Number(data.members),
      issued_seq: fact.seq,
      taken_back_on: null,
    }),
    useDecision(data.decision, books),
  ];
};

export const statementTakenBack: Project = (fact, books) => {
  const row = books.row(groupStatementTable, { statement_id: fact.data!["statement"] as Uuid });
  assert(row, "what is taken back was made");
  // Said without a signal, it may bear a day before the one on which it was made.
  return [put(groupStatementTable, { ...row, taken_back_on: fact.on < row.issued_on ? row.issued_on : fact.on })];
};

export type GroupStatementState = "in-force" | "over" | "taken-back";

export const stateOfStatement = (row: GroupStatementRow, on: Day): GroupStatementState =>
  row.taken_back_on !== null ? "taken-back" : on > row.until_on ? "over" : "in-force";

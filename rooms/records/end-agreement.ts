import { assert, command, type Day, need, type Project, put, refuse, type Uuid } from "#base";
import { keepers } from "./add-partner.ts";
import { agreementTable } from "./tables.ts";

/** It is over, on its day or before: with the last day it held and the reason. Who goes on makes a new one. */
export const endAgreement = command({
  name: "records.end-agreement",
  fields: { agreement: { is: "uuid" }, last_day: { is: "day" }, reason: { is: "text", max: 500 } },
  sayableBy: keepers,
  needs: ({ body }) => [need.row(agreementTable, { agreement_id: body.agreement })],
  decide({ body, on }, books) {
    const row = books.row(agreementTable, { agreement_id: body.agreement });
    if (!row) return refuse("records.no-such-agreement");
    if (row.ended_on !== null || row.renewed_by !== null) return refuse("records.agreement-over");
    if (body.last_day < row.from_on)
      return refuse("records.ends-before-it-begins", { from: row.from_on, until: body.last_day });
    if (row.until_on !== null && body.last_day > row.until_on)
      return refuse("records.ends-after-its-end", { until: row.until_on });
    const data = { agreement: body.agreement, last_day: body.last_day };
    const text = { about: "records.agreement", id: body.agreement, field: "reason", text: body.reason };
    return { facts: [{ kind: "records.agreement-ended", on, lines: [], data, texts: [text] }] };
  },
});

export const agreementEnded: Project = (fact, books) => {
  const data = fact.data as { agreement: Uuid; last_day: Day };
  const row = books.row(agreementTable, { agreement_id: data.agreement });
  assert(row, "what is ended was agreed on");
  return [put(agreementTable, { ...row, ended_on: data.last_day })];
};

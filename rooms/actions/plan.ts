import { command, need, type Project, put, refuse, unitOf, type Uuid } from "#base";
import { needsRule } from "#assembly";
import { fundTable } from "#ledger";
import { membershipTable } from "#members";
import { refuseStranger, ruleOfFund } from "./action.ts";
import { actionRule } from "./rules.ts";
import { actionTable, intentTable } from "./tables.ts";

/** As many lines as one asks about at a table, one after the other. */
export const intentsMax = 6;

/**
 * A member proposes what to do together: on which day, and what it needs of work, things and money. Nothing is owed by it; the
 * members decide at a meeting.
 */
export const plan = command({
  name: "actions.plan",
  fields: {
    action: { is: "uuid" },
    fund: { is: "code" },
    name: { is: "text", max: 60 },
    happens_on: { is: "day" },
    /** Where one meets, what to bring along. */
    note: { is: "text", max: 300, optional: true },
    intents: {
      is: "list",
      max: intentsMax,
      of: { is: "group", of: { name: { is: "text", max: 60 }, unit: { is: "unit" }, quantity: { is: "amount" } } },
    },
  },
  sayableBy: ["anyone"],
  needs: ({ body }) => [
    need.all(actionTable),
    need.all(fundTable),
    need.all(membershipTable),
    needsRule(actionRule, body.fund),
  ],
  decide({ body, on }, books, { by }) {
    const { action, fund, happens_on, intents } = body;
    const stranger = refuseStranger(by, books);
    if (stranger) return stranger;
    const rule = ruleOfFund(fund, on, books);
    if ("refused" in rule) return rule;
    if (books.row(actionTable, { action_id: action })) return refuse("actions.planned-before");
    if (intents.length === 0) return refuse("actions.no-lines");
    if (intents.some(({ quantity }) => quantity === 0n)) return refuse("actions.quantity-missing");
    const cur = books.row(fundTable, { fund })!.unit;
    const money = intents.filter(({ unit }) => unitOf(unit)?.kind !== "thing");
    if (money.some(({ unit }) => unit !== cur)) return refuse("actions.other-money", { fund });
    if (money.length > 1) return refuse("actions.money-twice");
    if (happens_on < on) return refuse("actions.day-past", { happens_on, on });
    const number = 1 + Math.max(0, ...books.rows(actionTable).map(row => row.number));
    const text = (field: string, said: string) => ({ about: "actions.action", id: action, field, text: said });
    return {
      facts: [
        {
          kind: "actions.planned",
          on,
          lines: [],
          data: {
            action,
            number: String(number),
            fund,
            cur,
            happens_on,
            intents: intents.map(({ unit, quantity }) => ({ unit, quantity: String(quantity) })),
          },
          texts: [
            text("name", body.name),
            ...(body.note === undefined ? [] : [text("note", body.note)]),
            ...intents.map((intent, place) => text(intentText(place + 1), intent.name)),
          ],
        },
      ],
      answer: { number: String(number) },
    };
  },
});

/** Under which name it is kept what a line is called. */
export const intentText = (intent: number): string => `intent_${intent}`;

export const planned: Project = fact => {
  const data = fact.data as {
    action: Uuid;
    number: string;
    fund: string;
    cur: string;
    happens_on: typeof fact.on;
    intents: readonly { unit: string; quantity: string }[];
  };
  return [
    put(actionTable, {
      action_id: data.action,
      number: Number(data.number),
      fund: data.fund,
      unit: data.cur,
      status: "open",
      happens_on: data.happens_on,
      planned_on: fact.on,
      decision_id: null,
      from_fund_max: null,
      closed_on: null,
      closed_seq: null,
      rest_decision_id: null,
    }),
    ...data.intents.map(({ unit, quantity }, place) =>
      put(intentTable, { action_id: data.action, intent: place + 1, unit, quantity: BigInt(quantity) }),
    ),
  ];
};

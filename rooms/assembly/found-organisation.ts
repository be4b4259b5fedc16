import {
  type AccountCode,
  command,
  type Fact,
  isRefusal,
  type Project,
  put,
  refuse,
} from "#base";
import { accountsOfFund, type FundNature, openFund } from "#ledger";
import { join, needsToSettle, refusalToHoldTogether, settle, settlingField, takeOffice } from "#members";
import { checkRule } from "./check-rule.ts";
import { refusalToLend } from "./decided.ts";
import { setRule } from "./rules.ts";
import { organisationTable } from "./tables.ts";

/**
 * A group begins: its founders, who holds which office and key, its funds and the rules they agreed on. What is in a
 * template comes in as data, so the founders can change any of it before they say it.
 */
export const foundOrganisation = command({
  name: "assembly.found-organisation",
  founds: true,
  fields: {
    name: { is: "text", max: 80 },
    /** As its women say it: a hamlet, a house. It is on their papers and in no list. */
    place: { is: "text", max: 120, optional: true },
    settled_in: settlingField,
    template: { is: "code" },
    unit: { is: "unit" },
    language: { is: "choice", of: ["id", "en"] },
    is_practice: { is: "flag" },
    funds: {
      is: "list",
      max: 30,
      of: {
        is: "group",
        of: {
          fund: { is: "code" },
          unit: { is: "unit" },
          nature: { is: "choice", of: ["divisible", "restricted", "indivisible"] },
          is_lendable: { is: "flag" },
          name: { is: "text", max: 60 },
        },
      },
    },
    rules: {
      is: "list",
      max: 200,
      of: {
        is: "group",
        of: { rule: { is: "key" }, value: { is: "document" }, name: { is: "text", max: 60, optional: true } },
      },
    },
    founders: {
      is: "list",
      max: 500,
      of: {
        is: "group",
        of: {
          member: { is: "member" },
          person: { is: "uuid" },
          number: { is: "count", max: 999_999 },
          name: { is: "text", max: 80 },
          roles: {
            is: "list",
            max: 8,
            of: {
              is: "choice",
              of: ["treasurer", "secretary", "chair", "key-holder", "money-counter", "supervisory-committee"],
            },
          },
        },
      },
    },
  },
  sayableBy: [],
  needs: ({ body }, books) => (body.settled_in === undefined ? [] : needsToSettle(body.settled_in, books)),
  decide({ body, on }, books, context) {
    if (body.founders.length === 0) return refuse("assembly.no-founders");
    if (!body.founders.some(founder => founder.member === context.by)) return refuse("assembly.founder-not-among-them");
    const numbers = new Set<number>();
    for (const founder of body.founders) {
      if (numbers.has(founder.number) || founder.number === 0)
        return refuse("members.number-taken", { number: founder.number });
      numbers.add(founder.number);
      // Offices are kept apart from the first day as they are on every later one.
      const mixed = refusalToHoldTogether(founder.roles, on);
      if (mixed) return refuse(mixed.refused, { ...mixed.because, number: founder.number });
    }
    const settled = body.settled_in === undefined ? null : settle(body.settled_in, on, books);
    if (settled && isRefusal(settled)) return settled;
    const facts: Fact[] = [
      {
        kind: "assembly.organisation-founded",
        on,
        lines: [],
        data: { template: body.template, unit: body.unit, language: body.language, practice: body.is_practice },
        texts: [
          { about: "assembly.organisation", id: "-", field: "name", text: body.name },
          ...(body.place === undefined
            ? []
            : [{ about: "assembly.organisation", id: "-", field: "place", text: body.place }]),
        ],
      },
      ...(settled?.facts ?? []),
    ];
    const opened = new Set<AccountCode>();
    const funds = new Map<string, (typeof body.funds)[number] & { readonly nature: FundNature }>();
    for (const fund of body.funds) {
      if (funds.has(fund.fund)) return refuse("ledger.fund-exists", { fund: fund.fund });
      const lent = refusalToLend(fund);
      if (lent) return lent;
      funds.set(fund.fund, fund);
      const nature: FundNature = fund.nature;
      facts.push({
        ...openFund({ fund: fund.fund, unit: fund.unit, nature, isLendable: fund.is_lendable, on }),
        texts: [{ about: "ledger.fund", id: fund.fund, field: "name", text: fund.name }],
      });
      for (const account of accountsOfFund(fund.fund, nature, fund.is_lendable)) opened.add(account);
    }
    for (const { rule, value, name } of body.rules) {
      const checked = checkRule(rule, value, context.ruleDefinitions, fund => funds.get(fund));
      if ("refused" in checked) return checked;
      const accounts = checked.accounts.filter(account => !opened.has(account));
      for (const account of accounts) opened.add(account);
      facts.push(
        ...setRule({ rule, value: checked.value, name, from: on, version: 1, decision: null }, accounts, on),
      );
    }
    for (const founder of body.founders) {
      facts.push(join({ ...founder, kind: "member", on }));
      for (const role of founder.roles)
        facts.push(takeOffice({ member: founder.member, role, from: on, until: null, substituteFor: null, on }));
    }
    return { facts, ...(settled ? { drafts: settled.drafts } : {}) };
  },
});

export const organisationFounded: Project = fact => {
  const data = fact.data as { template: string; unit: string; language: string; practice: boolean };
  return [
    put(organisationTable, {
      part: "organisation",
      template: data.template,
      unit: data.unit,
      language: data.language,
      is_practice: data.practice,
      founded_on: fact.on,
    }),
  ];
};

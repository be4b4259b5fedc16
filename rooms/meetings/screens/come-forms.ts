/** Forms of money that comes besides the dues: from outside, and with a woman who enrols in a fund. */
import { newId } from "#client";
import { amountAsk, type Form, fundAsk, purposeAsk, write } from "./form-parts.ts";
import { fundName } from "./say.tsx";

export const incomeForm: Form = {
  name: "income",
  icon: "plus",
  isOffered: () => true,
  asks: [
    fundAsk("meetings.ask.into-box", () => true),
    amountAsk("meetings.ask.how-much-came", false),
    { ...purposeAsk, title: "meetings.ask.from-what" },
  ],
  lines: ({ fund = "", amount = "", purpose }) => {
    const money = newId();
    return [write(`income.${money}`, "meetings.income", { money, fund, amount, purpose })];
  },
};

const kinships = ["spouse", "child", "parent", "sibling", "grandchild", "other"] as const;

/** A member enrols in a fund for burials; money comes in with it, so it stands with what members bring. */
export const enrolForm: Form = {
  name: "enrol",
  icon: "heart",
  isOffered: ({ today }) => today.rules.aid.some(one => one.kind === "damayan"),
  asks: [
    {
      kind: "choice",
      key: "fund",
      title: "meetings.ask.which-fund",
      when: ({ today }) => today.rules.aid.filter(one => one.kind === "damayan").length > 1,
      fallback: ({ today }) => today.rules.aid.find(one => one.kind === "damayan")?.fund ?? "",
      options: ({ today, words }) =>
        today.rules.aid
          .filter(one => one.kind === "damayan")
          .map(one => ({
            value: one.fund,
            label: fundName(words, one.fund, today.funds.find(fund => fund.fund === one.fund)?.name),
          })),
    },
    {
      kind: "woman",
      key: "member",
      title: "meetings.ask.who-enrols",
      who: (one, { today }, { fund }) => !today.enrolled.some(row => row.member === one.member && row.fund === fund),
    },
    { kind: "text", key: "name", title: "meetings.ask.beneficiary", most: 80 },
    {
      kind: "choice",
      key: "kinship",
      title: "meetings.ask.kinship",
      options: ({ words }) =>
        kinships.map(value => ({ value, label: words.say(`choice.aid.enrol.beneficiaries.kinship.${value}`) })),
    },
  ],
  lines: ({ fund = "", member = "", name = "", kinship = "" }, { today }) => {
    const fee = today.rules.aid.find(one => one.fund === fund)?.entryFee ?? "0";
    return [
      write(`${member}.enrol.${fund}`, "aid.enrol", {
        member,
        fund,
        ...(fee === "0" ? {} : { amount: fee }),
        beneficiaries: [{ name, kinship }],
      }),
    ];
  },
};

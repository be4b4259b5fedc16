/** Forms of requests and decisions: a loan, a need, and whatever else hands are raised for. */
import { newId } from "#client";
import { decisionLine, type Form, type FormContext, votes, woman, write } from "./form-parts.ts";
import { asksDependants, dependantOptions } from "./aid-asks.ts";
import { groupStatementForm } from "./group-statement-form.ts";
import { savingsBeyondForm, sharesBeyondForm } from "./exception-forms.ts";
import { joinAsks, joinLines } from "./join-burial.ts";
import { holiday, isAboveShare, ladderSaid, payOutsPlanned, reschedule } from "./loan-forms.ts";
import { pledge, usePledge } from "./pledge-forms.ts";
import { agreeActionForm } from "./action-agreed.ts";
import { agreeForm } from "./purchase-agreed.ts";
import { renewAsk, renewalKnown, renewedIn } from "./renewing.ts";
import { requestPlace } from "./requests.ts";
import { beginPotForm } from "./pot-forms.ts";
import { called, fundName, loanName } from "./say.tsx";
import { seasonSaid } from "./season-said.ts";
import type { TodaySeen } from "./seen.ts";

const product = (forms: FormContext, code: string | undefined): TodaySeen["rules"]["loans"][number] | undefined =>
  forms.today.rules.loans.find(one => one.product === code);

/** Of a kind that may be paid out in parts: how many, and how far from each other. */
const partsAsks: Form["asks"] = [
  {
    kind: "count",
    key: "parts",
    title: "loans.ask.parts",
    hint: "loans.ask.parts-hint",
    unit: "loans.form.parts",
    when: (forms, answers) =>
      renewedIn(answers) === undefined && (product(forms, answers["product"])?.payOutsMax ?? 1) > 1,
    fallback: () => "1",
    first: () => 1,
    most: (forms, answers) => product(forms, answers["product"])?.payOutsMax ?? 1,
  },
  {
    kind: "count",
    key: "apart",
    title: "loans.ask.parts-months",
    unit: "loans.form.months",
    when: (_forms, { parts = "1" }) => Number(parts) > 1,
    fallback: () => "1",
    first: () => 1,
    most: () => 12,
  },
];

const request: Form = {
  name: "loan-request",
  icon: "loan",
  isOffered: ({ today }) => today.rules.loans.length > 0,
  asks: [
    woman("meetings.ask.who-borrows"),
    {
      kind: "choice",
      key: "product",
      title: "meetings.ask.loan-product",
      when: ({ today }) => today.rules.loans.length > 1,
      fallback: ({ today }) => today.rules.loans[0]?.product ?? "",
      options: ({ today, words }) =>
        today.rules.loans.map(one => ({
          value: one.product,
          label: loanName(words, one.product, one.name),
          sub: [words.say("meetings.form.a-month", { percent: one.ratePerMonth }), seasonSaid(words, one)]
            .filter(Boolean)
            .join(". "),
        })),
    },
    renewAsk,
    {
      kind: "amount",
      key: "amount",
      title: "meetings.ask.how-much-loan",
      known: (forms, answers) => [ladderSaid(forms, answers), renewalKnown(forms, answers)].filter(Boolean).join(" ") || undefined,
      unit: (forms, answers) => product(forms, answers["product"])?.unit ?? forms.today.unit,
      there: (forms, answers) => {
        const fund = product(forms, answers["product"])?.fund;
        return fund === undefined
          ? undefined
          : { label: forms.words.say("meetings.form.in-box"), amount: forms.box(fund) };
      },
    },
    {
      kind: "count",
      key: "periods",
      title: "meetings.ask.periods",
      unit: "meetings.form.instalments",
      when: (forms, answers) => (product(forms, answers["product"])?.periodsMax ?? 1) > 1,
      fallback: (forms, answers) => String(product(forms, answers["product"])?.periods ?? ""),
      first: (forms, answers) => product(forms, answers["product"])?.periods ?? 1,
      most: (forms, answers) => product(forms, answers["product"])?.periodsMax ?? 1,
    },
    ...partsAsks,
    { kind: "text", key: "purpose", title: "meetings.ask.loan-purpose", most: 200, isOptional: true },
    {
      kind: "text",
      key: "exception",
      title: "assembly.ask.beyond",
      hint: "meetings.ask.above-share-hint",
      most: 300,
      // Without a reason the limit is the server's to say, which tells the members that so much was asked for.
      isOptional: true,
      when: isAboveShare,
    },
    {
      kind: "women",
      key: "guarantors",
      title: "meetings.ask.guarantors",
      hint: "meetings.ask.guarantors-hint",
      count: ({ today }) => today.rules.guarantorsMin,
      most: ({ today }) => today.rules.guarantorsMax,
      not: answers => [answers["member"] ?? ""],
    },
    ...joinAsks,
  ],
  lines: (answers, forms) => {
    const { member = "", product: code = "", amount = "", periods, purpose, guarantors, exception } = answers;
    const unit = product(forms, code)?.unit ?? forms.today.unit;
    const loan = newId();
    return [
      write(requestPlace(loan), "loans.request", {
        loan,
        member,
        product: code,
        amount,
        periods,
        pay_outs: payOutsPlanned(answers, unit, forms),
        purpose,
        guarantors: (guarantors ?? "").split(",").filter(Boolean),
        exception: exception?.trim(),
        renews: renewedIn(answers),
      }),
      ...joinLines(answers, forms),
    ];
  },
};

const events = ["death", "illness", "disaster", "birth"] as const;
const whose = ["herself", "spouse", "child", "parent"] as const;

const claim: Form = {
  name: "claim",
  icon: "heart",
  isOffered: ({ today }) => today.rules.aid.length > 0,
  asks: [
    {
      kind: "choice",
      key: "fund",
      title: "meetings.ask.which-fund",
      when: ({ today }) => today.rules.aid.length > 1,
      fallback: ({ today }) => today.rules.aid[0]?.fund ?? "",
      options: ({ today, words }) =>
        today.rules.aid.map(one => ({
          value: one.fund,
          label: fundName(words, one.fund, today.funds.find(fund => fund.fund === one.fund)?.name),
        })),
    },
    woman("meetings.ask.whose-need"),
    {
      kind: "choice",
      key: "event",
      title: "meetings.ask.event",
      options: ({ words }) => events.map(value => ({ value, label: words.say(`choice.aid.claim.event.${value}`) })),
    },
    {
      kind: "choice",
      key: "who",
      title: "meetings.ask.event-of",
      options: ({ words }) => whose.map(value => ({ value, label: words.say(`choice.aid.claim.who.${value}`) })),
    },
    {
      kind: "choice",
      key: "dependant",
      title: "aid.ask.which-dependant",
      when: (forms, { fund, event, who }) => event === "death" && who !== "herself" && asksDependants(fund, forms),
      fallback: () => "",
      options: (forms, answers) => dependantOptions(forms, answers, kinship => kinship === answers["who"]),
    },
    { kind: "day", key: "day", title: "meetings.ask.when", latest: ({ today }) => today.draft.meeting?.day ?? "" },
    {
      kind: "choice",
      key: "accident",
      title: "meetings.ask.accident",
      when: ({ today }, { fund, event, who }) =>
        event === "death" &&
        who === "herself" &&
        today.rules.aid.some(one => one.fund === fund && one.asksAccident),
      fallback: () => "no",
      options: ({ words }) => (["no", "yes"] as const).map(value => ({ value, label: words.say(`meetings.form.${value}`) })),
    },
    {
      kind: "count",
      key: "age",
      title: "aid.ask.age-died",
      unit: "aid.form.years-old",
      when: ({ today }, { fund, event, who }) =>
        event === "death" && who === "herself" && today.rules.aid.some(one => one.fund === fund && one.asksAge),
      fallback: () => "",
      first: () => 60,
      most: () => 120,
    },
    { kind: "text", key: "note", title: "meetings.ask.note", most: 300, isOptional: true },
    {
      kind: "women",
      key: "checkers",
      title: "meetings.ask.checkers",
      hint: "meetings.ask.checkers-hint",
      count: () => 2,
      not: answers => [answers["member"] ?? ""],
    },
  ],
  lines: ({ fund = "", member = "", event = "", who = "", day = "", accident, dependant, age, note, checkers = "" }) => {
    const id = newId();
    const [first = "", second = ""] = checkers.split(",");
    const what = { claim: id, fund, member, event, who, happened_on: day, dependant, age, note: note?.trim() };
    return [
      write(`claim.${id}.1`, "aid.claim", { ...what, ...(accident === "yes" ? { accident: true } : {}) }),
      ...(first && second ? [write(`claim.${id}.2`, "aid.verify", { claim: id, first, second })] : []),
    ];
  },
};

/** A need that was reported before: two make sure of it today. */
export const verifyForm: Form = {
  name: "verify",
  icon: "heart",
  isOffered: () => true,
  asks: [
    {
      kind: "women",
      key: "checkers",
      title: "meetings.ask.checkers",
      hint: "meetings.ask.checkers-hint",
      count: () => 2,
      not: answers => [answers["member"] ?? ""],
    },
  ],
  lines({ claim = "", checkers = "" }) {
    const [first = "", second = ""] = checkers.split(",");
    return [write(`claim.${claim}.2`, "aid.verify", { claim, first, second })];
  },
};

/** In place of a woman: the decision is about the group. */
const everybody = "all";
const plainQuestions = ["office", "other"] as const;

const otherDecision: Form = {
  name: "decision",
  icon: "hand",
  isOffered: () => true,
  asks: [
    {
      kind: "choice",
      key: "question",
      title: "meetings.ask.question",
      options: ({ words }) => plainQuestions.map(value => ({ value, label: words.say(`question.${value}`) })),
    },
    {
      kind: "choice",
      key: "concerning",
      title: "meetings.ask.concerning",
      hint: "meetings.ask.concerning-hint",
      options: ({ today, words }) => [
        { value: everybody, label: words.say("meetings.ask.concerning-all") },
        ...today.women.map(woman => ({ value: woman.member, label: called(words, woman) })),
      ],
    },
    { kind: "text", key: "note", title: "meetings.ask.what-decided", most: 500 },
    votes,
  ],
  lines({ question = "other", concerning, note, votes: said }) {
    const id = newId();
    const her = concerning === everybody ? undefined : concerning;
    return [decisionLine(`decision.${id}`, id, question, question, said, { note, concerning: her })];
  },
};

/** A year of a fund that is closed: what it left over is given out by the rule, or its loss covered. The sum is the books'. */
const surplus: Form = {
  name: "surplus",
  icon: "scale",
  isOffered: ({ today }) => today.years.length > 0,
  asks: [
    {
      kind: "choice",
      key: "about",
      title: "savings.surplus.which-year",
      hint: "savings.surplus.which-year-hint",
      options: ({ today, words }) =>
        today.years.map(({ about, fund, yearEnd, amount, unit }) => ({
          value: about,
          label: words.say(`savings.surplus.${about.startsWith("loss") ? "cover-loss" : "give-out"}`, {
            fund: fundName(words, fund, today.funds.find(one => one.fund === fund)?.name),
            amount: words.amount(BigInt(amount), unit),
          }),
          sub: words.say("savings.surplus.year-to", { day: words.day(yearEnd) }),
        })),
    },
    votes,
  ],
  lines({ about = "", votes: said }, { today }) {
    const id = newId();
    const amount = today.years.find(one => one.about === about)?.amount ?? "0";
    return [decisionLine(`decision.${id}`, id, "surplus", about, said, { value: { amount } })];
  },
};

const receivers = ["like-body", "federation", "community", "state"] as const;

/** The group ends, and who receives what is never divided; or it goes on after all. */
const dissolution: Form = {
  name: "dissolution",
  icon: "exit",
  isOffered: () => true,
  asks: [
    {
      kind: "choice",
      key: "about",
      title: "meetings.ask.dissolution",
      options: ({ words }) =>
        (["dissolution", "continuation"] as const).map(value => ({
          value,
          label: words.say(`meetings.form.about-${value}`),
        })),
    },
    {
      kind: "choice",
      key: "receiver",
      title: "meetings.ask.receiver",
      hint: "meetings.ask.receiver-hint",
      when: (_forms, { about }) => about === "dissolution",
      fallback: () => "",
      options: ({ words }) => receivers.map(value => ({ value, label: words.say(`receiver.${value}`) })),
    },
    {
      kind: "text",
      key: "name",
      title: "meetings.ask.receiver-name",
      most: 60,
      when: (_forms, { about }) => about === "dissolution",
      fallback: () => "",
    },
    votes,
  ],
  lines({ about = "dissolution", receiver = "", name, votes: said }) {
    const id = newId();
    const what = about === "dissolution" ? { value: { receiver }, name: name?.trim() } : {};
    return [decisionLine(`decision.${id}`, id, "dissolution", about, said, what)];
  },
};

export const decideForms: readonly Form[] = [
  request,
  pledge,
  claim,
  reschedule,
  usePledge,
  holiday,
  savingsBeyondForm,
  sharesBeyondForm,
  surplus,
  beginPotForm,
  agreeForm,
  agreeActionForm,
  groupStatementForm,
  otherDecision,
  dissolution,
];

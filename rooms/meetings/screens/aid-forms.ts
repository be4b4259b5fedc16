/** Forms of the funds for burials: who enrols, whom she names, when she was born, who leaves. */
import {
  asksDependants,
  beneficiariesIn,
  beneficiaryAsks,
  bornAsks,
  bornIn,
  dependantAsks,
  dependantOptions,
  dependantsIn,
  enrolledAsks,
  enrolledFunds,
  fundCalled,
} from "./aid-asks.ts";
import { type Answers, type Form, type FormContext, write } from "./form-parts.ts";
import type { Writing } from "./sheet-model.ts";

const isIn = ({ today }: FormContext, member: string, fund: string): boolean =>
  today.enrolled.some(row => row.member === member && row.fund === fund);

/** Funds for burials in which not everybody is yet. */
const openToSome = (forms: FormContext): readonly string[] =>
  forms.today.rules.aid
    .filter(({ kind, fund }) => kind === "damayan" && forms.today.women.some(one => !isIn(forms, one.member, fund)))
    .map(({ fund }) => fund);

/** A member enrols in a fund for burials; money comes in with it, so it stands with what members bring. */
export const enrolForm: Form = {
  name: "enrol",
  icon: "heart",
  isOffered: forms => openToSome(forms).length > 0,
  asks: [
    {
      kind: "choice",
      key: "fund",
      title: "meetings.ask.which-fund",
      when: forms => openToSome(forms).length > 1,
      fallback: forms => openToSome(forms)[0] ?? "",
      options: forms => openToSome(forms).map(fund => ({ value: fund, label: fundCalled(forms, fund) })),
    },
    {
      kind: "woman",
      key: "member",
      title: "meetings.ask.who-enrols",
      who: (one, forms, { fund = "" }) => !isIn(forms, one.member, fund),
    },
    ...beneficiaryAsks(),
    ...dependantAsks((forms, { fund }) => asksDependants(fund, forms)),
    ...bornAsks(),
  ],
  lines: (answers, forms) => [enrolLine(answers["fund"] ?? "", answers, forms)],
};

/** Her enrolment as it stands on the sheet, with the fee of the fund. */
export function enrolLine(fund: string, answers: Answers, { today }: FormContext): Writing {
  const { member = "" } = answers;
  const fee = today.rules.aid.find(one => one.fund === fund)?.entryFee ?? "0";
  const dependants = dependantsIn(answers);
  return write(`${member}.enrol.${fund}`, "aid.enrol", {
    member,
    fund,
    ...(fee === "0" ? {} : { amount: fee }),
    beneficiaries: beneficiariesIn(answers),
    ...(dependants.length === 0 ? {} : { dependants }),
    birth_year: bornIn(answers),
  });
}

/** She leaves a fund of her own will and stays in the group. */
export const leaveFundForm: Form = {
  name: "leave-fund",
  icon: "exit",
  isOffered: ({ today }) => today.enrolled.length > 0,
  asks: enrolledAsks("meetings.ask.who-leaves-fund"),
  lines: ({ fund = "", member = "" }) => [write(`leave-fund.${fund}.${member}`, "aid.leave", { member, fund })],
};

/** She names others who are to be helped when she dies: a marriage, a death, a child that grew up. */
export const beneficiariesForm: Form = {
  name: "beneficiaries",
  icon: "heart",
  isOffered: ({ today }) => today.enrolled.length > 0,
  asks: [...enrolledAsks("meetings.ask.whose-beneficiaries"), ...beneficiaryAsks()],
  lines: answers => {
    const { fund = "", member = "" } = answers;
    return [
      write(`beneficiaries.${fund}.${member}`, "aid.beneficiaries", {
        member,
        fund,
        beneficiaries: beneficiariesIn(answers),
      }),
    ];
  },
};

const nobody = "nobody";

/** She names a relative the fund shall help for, or takes one off the list. */
export const dependantsForm: Form = {
  name: "dependants",
  icon: "people",
  isOffered: forms => enrolledFunds(forms, asksDependants).length > 0,
  asks: [
    ...enrolledAsks("aid.ask.whose-dependants", asksDependants),
    {
      kind: "choice",
      key: "gone",
      title: "aid.ask.dependant-gone",
      when: (forms, answers) => dependantOptions(forms, answers).length > 0,
      fallback: () => nobody,
      options: (forms, answers) => [
        { value: nobody, label: forms.words.say("aid.form.nobody-gone") },
        ...dependantOptions(forms, answers),
      ],
    },
    ...dependantAsks(() => true),
  ],
  lines: answers => {
    const { fund = "", member = "", gone = nobody } = answers;
    return [
      write(`dependants.${fund}.${member}`, "aid.dependants", {
        member,
        fund,
        named: dependantsIn(answers),
        removed: gone === nobody ? [] : [gone],
      }),
    ];
  },
};

/** Who did not say it when she enrolled says when she was born. */
export const birthYearForm: Form = {
  name: "birth-year",
  icon: "people",
  isOffered: ({ today }) => today.enrolled.length > 0,
  asks: [...enrolledAsks("aid.ask.whose-birth-year"), ...bornAsks(() => true, false)],
  lines: answers => {
    const { fund = "", member = "" } = answers;
    return [write(`birth-year.${fund}.${member}`, "aid.birth-year", { member, fund, birth_year: bornIn(answers) })];
  },
};

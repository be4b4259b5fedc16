/** What is asked of who is or will be in a fund for burials: whom it helps, which relatives she names, when she was born. */
import type { Answers, Ask, FormContext, Option } from "./form-parts.ts";
import { kinships } from "./recipient-asks.ts";
import { fundName } from "./say.tsx";

export const fundCalled = ({ today, words }: FormContext, fund: string): string =>
  fundName(words, fund, today.funds.find(one => one.fund === fund)?.name);

type Asked = (forms: FormContext, answers: Answers) => boolean;
const always: Asked = () => true;

/** Who is helped when she dies: one at least, up to three. */
export const beneficiaryAsks = (isAsked: Asked = always): readonly Ask[] =>
  namesAsked("", [1, 2, 3], isAsked, {
    title: place => (place === 1 ? "meetings.ask.beneficiary" : "meetings.ask.beneficiary-next"),
    isOptional: place => place > 1,
    kinships,
    said: kinship => `choice.aid.enrol.beneficiaries.kinship.${kinship}`,
  });

/** First to last, as they are helped. */
export const beneficiariesIn = (answers: Answers) => namesIn(answers, "", [1, 2, 3], "other");

const relatives = ["spouse", "child", "parent"] as const;

/** For whose death the fund helps too, where it asks for their names: up to three at once, and none may be named. */
export const dependantAsks = (isAsked: Asked): readonly Ask[] =>
  namesAsked("relative-", [1, 2, 3], isAsked, {
    title: place => (place === 1 ? "aid.ask.dependant" : "aid.ask.dependant-next"),
    isOptional: () => true,
    kinships: relatives,
    said: kinship => `choice.aid.enrol.dependants.kinship.${kinship}`,
  });

export const dependantsIn = (answers: Answers) => namesIn(answers, "relative-", [1, 2, 3], "child");

interface Asking {
  readonly title: (place: number) => string;
  readonly isOptional: (place: number) => boolean;
  readonly kinships: readonly string[];
  readonly said: (kinship: string) => string;
}

/** A name, then who that is to her; the next only where there was one. */
function namesAsked(key: string, places: readonly number[], isAsked: Asked, asking: Asking): readonly Ask[] {
  return places.flatMap((place): readonly Ask[] => [
    {
      kind: "text",
      key: `${key}name${place}`,
      title: asking.title(place),
      most: 80,
      when: (forms, answers) =>
        isAsked(forms, answers) && (place === places[0] || !!answers[`${key}name${place - 1}`]?.trim()),
      fallback: () => "",
      ...(asking.isOptional(place) ? { isOptional: true as const } : {}),
    },
    {
      kind: "choice",
      key: `${key}kinship${place}`,
      title: "meetings.ask.kinship",
      when: (forms, answers) => isAsked(forms, answers) && !!answers[`${key}name${place}`]?.trim(),
      fallback: () => "",
      options: ({ words }) => asking.kinships.map(value => ({ value, label: words.say(asking.said(value)) })),
    },
  ]);
}

const namesIn = (answers: Answers, key: string, places: readonly number[], otherwise: string) =>
  places.flatMap(place => {
    const name = answers[`${key}name${place}`]?.trim();
    return name ? [{ name, kinship: answers[`${key}kinship${place}`] || otherwise }] : [];
  });

/** She need not say it. */
const untold = "untold";
const oldestDecade = 1930;

/** When she was born, in two taps and without typing: the ten years, then the year. */
export const bornAsks = (isAsked: Asked = always, mayStayUntold = true): readonly Ask[] => [
  {
    kind: "choice",
    key: "decade",
    title: "aid.ask.born-decade",
    hint: "aid.ask.born-hint",
    when: isAsked,
    fallback: () => untold,
    options: ({ today, words }): readonly Option[] => [
      ...(mayStayUntold ? [{ value: untold, label: words.say("aid.form.rather-not") }] : []),
      ...decadesUntil(yearNow(today.draft.meeting?.day)).map(decade => ({
        value: String(decade),
        label: words.say("aid.form.decade", { from: String(decade), until: String(decade + 9) }),
      })),
    ],
  },
  {
    kind: "choice",
    key: "born",
    title: "aid.ask.born-year",
    when: (forms, answers) => isAsked(forms, answers) && /^\d+$/.test(answers["decade"] ?? ""),
    fallback: () => "",
    options: (_, { decade = "" }) =>
      Array.from({ length: 10 }, (_, place) => String(Number(decade) + place)).map(year => ({
        value: year,
        label: year,
      })),
  },
];

/** Empty where she did not say it. */
export const bornIn = ({ decade, born }: Answers): string => (decade === untold ? "" : (born ?? ""));

const yearNow = (day: string | undefined): number => Number(day?.slice(0, 4) ?? oldestDecade + 90);

const decadesUntil = (year: number): readonly number[] =>
  Array.from({ length: Math.floor((year - oldestDecade) / 10) }, (_, place) => oldestDecade + place * 10);

/** In which fund, of those that are asked about, and who of those who are in it. */
export const enrolledAsks = (
  title: string,
  isAbout: (fund: string, forms: FormContext) => boolean = always as never,
): readonly Ask[] => [
  {
    kind: "choice",
    key: "fund",
    title: "meetings.ask.which-fund",
    when: forms => enrolledFunds(forms, isAbout).length > 1,
    fallback: forms => enrolledFunds(forms, isAbout)[0] ?? "",
    options: forms => enrolledFunds(forms, isAbout).map(fund => ({ value: fund, label: fundCalled(forms, fund) })),
  },
  {
    kind: "woman",
    key: "member",
    title,
    who: (one, { today }, { fund }) => today.enrolled.some(row => row.member === one.member && row.fund === fund),
  },
];

export const enrolledFunds = (
  forms: FormContext,
  isAbout: (fund: string, forms: FormContext) => boolean = always as never,
): readonly string[] => [
  ...new Set(forms.today.enrolled.map(row => row.fund).filter(fund => isAbout(fund, forms))),
];

/** Whether a fund helps only for relatives who were named to it. */
export const asksDependants = (fund: string | undefined, { today }: FormContext): boolean =>
  (today.rules.aid.find(one => one.fund === fund)?.dependantsMax ?? 0) > 0;

/** The relatives she named, by number and how they are related: their names are hers, and stand on her page of the fund. */
export const dependantOptions = (
  { today, words }: FormContext,
  { fund, member }: Answers,
  isAbout: (kinship: string) => boolean = () => true,
): readonly Option[] =>
  (today.enrolled.find(row => row.fund === fund && row.member === member)?.dependants ?? [])
    .filter(one => isAbout(one.kinship))
    .map(one => ({
      value: one.number,
      label: words.say("aid.form.relative", {
        kinship: words.say(`choice.aid.enrol.dependants.kinship.${one.kinship}`),
        number: one.number,
      }),
      sub: words.say("aid.form.named-on", { day: words.day(one.since) }),
    }));

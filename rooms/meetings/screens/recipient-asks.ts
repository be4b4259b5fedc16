/** Who receives what is paid after a death: one of those she named, in her order, or somebody else by name. */
import type { Document } from "#base";
import type { Answers, Ask, FormContext } from "./form-parts.ts";
import type { BeneficiarySeen } from "./seen.ts";

export const kinships = ["spouse", "child", "parent", "sibling", "grandchild", "other"] as const;

export interface OfWhom {
  readonly member: string;
  /** Absent where it is about all she leaves: then whom she named in any fund. */
  readonly fund?: string;
}

type Asked = (forms: FormContext, answers: Answers) => OfWhom | null;

const somebodyElse = "other";

/** Asked where `asked` says about whom; null where it is paid to herself. */
export const recipientAsks = (asked: Asked): readonly Ask[] => {
  const isOther = (forms: FormContext, answers: Answers): boolean =>
    asked(forms, answers) !== null &&
    (namedBy(forms, answers, asked).length === 0 || answers["recipient"] === somebodyElse);
  return [
    {
      kind: "choice",
      key: "recipient",
      title: "meetings.ask.recipient",
      hint: "meetings.ask.recipient-hint",
      when: (forms, answers) => namedBy(forms, answers, asked).length > 0,
      fallback: () => "",
      options: (forms, answers) => [
        ...namedBy(forms, answers, asked).map((one, place) => ({
          value: String(place),
          label: one.name ?? "",
          sub: forms.words.say(`choice.aid.enrol.beneficiaries.kinship.${one.kinship}`),
        })),
        { value: somebodyElse, label: forms.words.say("meetings.form.somebody-else") },
      ],
    },
    { kind: "text", key: "recipient-name", title: "meetings.ask.recipient-name", most: 80, when: isOther },
    {
      kind: "choice",
      key: "recipient-kinship",
      title: "meetings.ask.kinship",
      when: isOther,
      options: ({ words }) =>
        kinships.map(value => ({ value, label: words.say(`choice.aid.enrol.beneficiaries.kinship.${value}`) })),
    },
  ];
};

/** As the entries have it; undefined where nobody is asked for. */
export function receivedBy(forms: FormContext, answers: Answers, asked: Asked): Document | undefined {
  if (asked(forms, answers) === null) return undefined;
  const named = namedBy(forms, answers, asked)[Number(answers["recipient"] || "NaN")];
  return named
    ? { name: named.name ?? "", kinship: named.kinship }
    : { name: answers["recipient-name"] ?? "", kinship: answers["recipient-kinship"] ?? somebodyElse };
}

/** Those she named, first to last; whom two funds would pay stands once. */
function namedBy({ today }: FormContext, answers: Answers, asked: Asked): readonly BeneficiarySeen[] {
  const of = asked({ today } as FormContext, answers);
  if (!of) return [];
  const all = today.draft.named
    .filter(one => one.member === of.member && (of.fund === undefined || one.fund === of.fund))
    .flatMap(one => one.beneficiaries);
  return all.filter((one, place) => all.findIndex(other => other.name === one.name) === place);
}

/**
 * What about a person no rule of a group may go by: who she is decides nothing here, only what she did with the others. The
 * names below are data; a rule that would read one of them is refused by its name, so that whoever wrote it hears why and what
 * is possible instead. The only rules that read an age are those of a burial fund, and they have fields of their own for it.
 */
import type { Document, Fields } from "#base";
import { type Misfit, readBody, type Refusal, refuse } from "#base";

/** Attributes with the words by which one would name them, in English and Indonesian, small letters, one word each. */
export const protectedAttributes = {
  descent: ["race", "ethnicity", "ethnic", "tribe", "caste", "descent", "ancestry", "skin", "ras", "suku", "etnis", "kasta", "keturunan"],
  faith: ["religion", "religious", "faith", "creed", "denomination", "agama", "iman", "keyakinan", "kepercayaan"],
  sex: ["sex", "gender", "female", "male", "kelamin", "perempuan", "wanita", "pria", "laki"],
  orientation: ["orientation", "sexual", "sexuality", "orientasi", "seksual", "seksualitas"],
  nationality: ["nationality", "citizenship", "citizen", "country", "negara", "kebangsaan", "kewarganegaraan"],
  class: ["class", "classes", "kelas"],
  politics: ["politics", "political", "party", "ideology", "politik", "partai", "ideologi"],
  age: ["age", "ages", "birth", "born", "birthday", "birthdate", "umur", "usia", "lahir", "kelahiran"],
} as const;
export type ProtectedAttribute = keyof typeof protectedAttributes;

/** The attribute a name speaks of, or null: "min_age", "jenisKelamin" and "by-religion" as well as the bare word. */
export function attributeNamed(name: string): ProtectedAttribute | null {
  const words = name
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z]+/);
  const found = Object.entries(protectedAttributes).find(([, named]) =>
    words.some(word => (named as readonly string[]).includes(word)),
  );
  return found ? (found[0] as ProtectedAttribute) : null;
}

/**
 * Why a rule's value cannot be, where what does not fit its description names a protected attribute: a field it does not have, or
 * a choice that is none. Null where nothing of the kind is named; then it is of another shape and no more.
 */
export function refusalOfAttribute(rule: string, fields: Fields, value: Document): Refusal | null {
  const read = readBody(fields, value);
  for (const misfit of "misfits" in read ? read.misfits : []) {
    const named = misfit.path.slice(misfit.path.lastIndexOf(".") + 1);
    const said = misfit.wanted === "nothing" ? named : misfit.wanted === "choice" ? chosenAt(misfit, value) : "";
    const attribute = attributeNamed(said);
    if (attribute) return refuseAttribute(rule, said, attribute);
  }
  return null;
}

/** A rule whose very name is of such a thing. */
export function refusalOfRuleName(rule: string): Refusal | null {
  const [key = ""] = rule.split("/");
  const attribute = attributeNamed(key);
  return attribute === null ? null : refuseAttribute(rule, key, attribute);
}

const refuseAttribute = (rule: string, named: string, attribute: ProtectedAttribute): Refusal =>
  attribute === "age"
    ? refuse("assembly.rule-by-age", { rule, named })
    : refuse("assembly.rule-by-who-she-is", { rule, named, attribute: `assembly.attribute.${attribute}` });

/** What stands where a choice is wanted. */
function chosenAt({ path }: Misfit, value: Document): string {
  let at: unknown = value;
  for (const step of path.split(/[.[\]]+/).filter(Boolean)) at = (at as Readonly<Record<string, unknown>> | undefined)?.[step];
  return typeof at === "string" ? at : "";
}

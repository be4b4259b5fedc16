/**
 * A group on its way: what its founders have said so far. It lives in this tab through a reload; PINs and passwords
 * never do, and are typed again.
 */
import { type Day, type Document, type MemberId, memberIdFrom, type Role, type Uuid } from "#base";
import type { PlaceLevel } from "../../tables.ts";
import { newId } from "../talk.ts";

export const templates = ["vsla", "shg", "koperasi", "damayan"] as const;
export type TemplateCode = (typeof templates)[number];

/** The currencies we draw notes of stand first; the neighbour's own is one tap away. */
export const currencies = ["IDR", "PHP", "INR", "THB", "KHR", "LKR", "GHS", "USD", "KRW", "JPY"] as const;

export const steps = [
  "name",
  "place",
  "way",
  "money",
  "language",
  "women",
  "offices",
  "keys",
  "rules",
  "word",
  "password",
  "pins",
  "ready",
] as const;
export type Step = (typeof steps)[number];

export interface Founder {
  readonly member: MemberId;
  readonly person: Uuid;
  readonly name: string;
}

export interface PlaceSaid {
  readonly place: Uuid | null;
  readonly level: PlaceLevel;
  readonly name: string;
}

export interface RuleSaid {
  readonly rule: string;
  readonly value: Document;
}

export interface FundSaid {
  readonly fund: string;
  readonly nature: string;
  readonly is_lendable: boolean;
  /** Key of its name in `words`. */
  readonly name: string;
}

/** Office by office; each names a founder by her place in the list, or nobody. The second counter has a line of its own. */
export type OfficeSeat = "chair" | "treasurer" | "secretary" | "money-counter" | "money-counter-2";
export const seats: readonly OfficeSeat[] = ["treasurer", "chair", "secretary", "money-counter", "money-counter-2"];
export const roleOfSeat = (seat: OfficeSeat): Role => (seat === "money-counter-2" ? "money-counter" : seat);

export interface Draft {
  readonly organisation: Uuid;
  /** The founding command's id: a second press is the same one. */
  readonly command: Uuid;
  readonly step: Step;
  readonly name: string;
  readonly place: string;
  /** The place in the list, the country first; one that is not listed yet has no id. */
  readonly path: readonly PlaceSaid[];
  readonly template: TemplateCode | "";
  readonly unit: string;
  readonly language: string;
  readonly founders: readonly Founder[];
  readonly offices: Readonly<Partial<Record<OfficeSeat, MemberId>>>;
  readonly keyHolders: readonly MemberId[];
  readonly keys: number;
  /** What template and currency these came from: they come anew when either changes. */
  readonly rulesOf: string;
  readonly rules: readonly RuleSaid[];
  readonly funds: readonly FundSaid[];
  readonly handle: string;
}

const key = "lumbung.start";

/** What the server paints and the browser begins with, before anything is remembered. */
export const blank = (language: string): Draft => ({
  organisation: "" as Uuid,
  command: "" as Uuid,
  step: "name",
  name: "",
  place: "",
  path: [],
  template: "",
  unit: "IDR",
  language,
  founders: [],
  offices: {},
  keyHolders: [],
  keys: 3,
  rulesOf: "",
  rules: [],
  funds: [],
  handle: "",
});

export function remembered(language: string): Draft {
  const fresh: Draft = {
    ...blank(language),
    organisation: newId(),
    command: newId(),
    founders: Array.from({ length: suggested }, newFounder),
  };
  try {
    const kept = JSON.parse(sessionStorage.getItem(key) ?? "null") as Draft | null;
    return kept?.organisation ? { ...fresh, ...kept } : fresh;
  } catch {
    return fresh;
  }
}

export function remember(draft: Draft): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // Then it lives as long as the page does.
  }
}

export function forget(): void {
  try {
    sessionStorage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
}

/** Fewer hardly make a group; more are one tap each. */
export const suggested = 5;

export function newFounder(): Founder {
  return { member: memberIdFrom(crypto.getRandomValues(new Uint8Array(10))), person: newId(), name: "" };
}

export interface Named extends Founder {
  /** By order, from 1: the number she is called by for ever. */
  readonly number: number;
}

/** Those who have a name, numbered by order. */
export const namedFounders = (draft: Draft): readonly Named[] =>
  draft.founders
    .filter(one => one.name.trim() !== "")
    .map((one, index) => ({ ...one, name: one.name.trim(), number: index + 1 }));

/** Who sits in the committee: whoever holds a key may not be one of them. */
export const committeeOf = (draft: Draft): ReadonlySet<MemberId> => {
  const here = new Set(namedFounders(draft).map(one => one.member));
  return new Set(Object.values(draft.offices).filter(member => member !== undefined && here.has(member)));
};

export const keyHoldersOf = (draft: Draft): readonly Named[] => {
  const committee = committeeOf(draft);
  return namedFounders(draft).filter(one => draft.keyHolders.includes(one.member) && !committee.has(one.member));
};

export function rolesOf(draft: Draft, member: MemberId): readonly Role[] {
  const roles = new Set<Role>(seats.filter(seat => draft.offices[seat] === member).map(roleOfSeat));
  if (keyHoldersOf(draft).some(one => one.member === member)) roles.add("key-holder");
  return [...roles];
}

/** The last place that is listed, and by name what is not yet; each of these she held against its neighbours. */
function settlingOf(path: readonly PlaceSaid[]): Readonly<Record<string, unknown>> {
  const known = path.filter(one => one.place !== null);
  const unlisted = path.filter(one => one.place === null);
  return {
    ...(known.length === 0 ? {} : { inside: known[known.length - 1]!.place }),
    ...Object.fromEntries(unlisted.map(({ level, name }) => [level, name])),
    ...(unlisted.length === 0 ? {} : { though_alike: true }),
  };
}

/** "Tigum, Pavia, Iloilo": the nearest first, as on a letter. */
export const pathSaid = (path: readonly PlaceSaid[]): string =>
  [...path]
    .reverse()
    .map(one => one.name)
    .join(", ");

/** The founding command, as it is said. Funds are called in the group's language from its first day. */
export function foundingBody(
  draft: Draft,
  today: Day,
  nameOfFund: (key: string) => string,
): Readonly<Record<string, unknown>> {
  return {
    v: 1,
    id: draft.command,
    name: "assembly.found-organisation",
    on: today,
    body: {
      name: draft.name.trim(),
      ...(draft.place.trim() === "" ? {} : { place: draft.place.trim() }),
      ...(draft.path.length === 0 ? {} : { settled_in: settlingOf(draft.path) }),
      template: draft.template,
      unit: draft.unit,
      language: draft.language,
      is_practice: false,
      funds: draft.funds.map(fund => ({ ...fund, unit: draft.unit, name: nameOfFund(fund.name) })),
      rules: draft.rules.map(({ rule, value }) => ({
        rule,
        value: rule === "meetings.method" ? { ...(value as object), keys: String(draft.keys) } : value,
      })),
      founders: namedFounders(draft).map(({ member, person, number, name }) => ({
        member,
        person,
        number: String(number),
        name,
        roles: rolesOf(draft, member),
      })),
    },
  };
}

/** A group of the village is founded: who begins, by which rules, where, and what they have in common. */
import type { MemberId, Uuid } from "#base";
import { templateOf } from "#meetings";
import type { VillageGroup, VillageThing } from "./people.ts";
import { placeNamed, villagePlaces } from "./places.ts";

/** Says a command that is not refused. */
export type SayIt = (
  name: string,
  body: Readonly<Record<string, unknown>>,
  who: { readonly by: MemberId; readonly with?: readonly MemberId[] },
) => Promise<void>;

interface Founding {
  readonly village: VillageGroup;
  readonly members: readonly MemberId[];
  /** Who holds which office at the beginning. */
  readonly offices: ReadonlyMap<string, readonly MemberId[]>;
  readonly two: { readonly by: MemberId; readonly with: readonly MemberId[] };
  readonly newId: () => Uuid;
  readonly held: (thing: VillageThing) => MemberId;
  readonly say: SayIt;
}

/** The ids of what they have in common, by its name. */
export async function found({ village, members, offices, two, newId, held, say }: Founding): Promise<ReadonlyMap<string, Uuid>> {
  const template = templateOf(village.template, village.unit);
  const founders = members.map((member, index) => ({
    member,
    person: newId(),
    number: index + 1,
    name: village.women[index],
    roles: [...offices].flatMap(([role, holders]) => (holders.includes(member) ? [role] : [])),
  }));
  const { name, place, unit, language } = village;
  await say(
    "assembly.found-organisation",
    {
      ...{ name, place, template: village.template, unit, language, is_practice: true, founders },
      // Called as the template calls them, in the language of whoever looks.
      funds: template.funds.map(fund => ({ ...fund, unit })),
      rules: template.rules,
    },
    { by: members[0]! },
  );
  // Bolong Este and Bolong Oeste are two villages.
  await say("members.add-places", { places: villagePlaces, though_alike: true }, { by: two.with[0]! });
  await say("members.set-place", { place: placeNamed(village.village) }, { by: two.with[0]! });
  const things = new Map<string, Uuid>();
  for (const one of village.things) {
    const thing = newId();
    things.set(one.name, thing);
    const said = { thing, kind: one.kind, name: one.name, may_use: one.mayUse, decides: one.decides };
    await say("members.hold-thing", { ...said, held_by: held(one) }, two);
  }
  return things;
}

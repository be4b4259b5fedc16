import type { MemberId } from "#base";

/**
 * Names as they can be told apart: who shares hers with another, whatever the capitals and accents, has her number set
 * behind it ("Siti (12)"). Who has no name any more is her number alone.
 */
export function offsetNames(
  people: readonly { readonly member: MemberId; readonly number: number; readonly name: string | null }[],
): ReadonlyMap<MemberId, string> {
  const bare = (name: string): string =>
    name.normalize("NFKD").replace(/\p{M}/gu, "").replace(/\s+/g, " ").trim().toLowerCase();
  const seen = new Map<string, number>();
  for (const { name } of people) if (name !== null) seen.set(bare(name), (seen.get(bare(name)) ?? 0) + 1);
  return new Map(
    people.map(({ member, number, name }) => {
      if (name === null) return [member, String(number)];
      return [member, seen.get(bare(name))! > 1 ? `${name} (${number})` : name];
    }),
  );
}

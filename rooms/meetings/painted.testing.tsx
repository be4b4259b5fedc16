/** For tests: a page of this room painted as the server does, for one of a group's women, with the words of all rooms. */
import type { ComponentType } from "preact";
import { render } from "preact-render-to-string";
import { type PageProps, type SessionSeen, wordsOf } from "#base";
import { cashUnit, Look } from "#look";
import { readCatalogues } from "../../app/server/catalogues.ts";
import { root } from "../../app/server/root.ts";
import { type Group, names } from "../../tests/village/group.ts";

const catalogues = await readCatalogues(root);

export function painted(
  view: unknown,
  data: unknown,
  { group, by, locale = "id" }: { readonly group: Group; readonly by: number; readonly locale?: "id" | "en" },
): string {
  const View = view as ComponentType<PageProps>;
  const words = wordsOf(locale, catalogues[locale]!.all);
  const session: SessionSeen = {
    organisation: group.organisation,
    organisationName: "Kelompok Melati",
    member: group.members[by]!,
    number: by + 1,
    name: names[by % names.length]!,
    roles: ["anyone", "member"],
    second: null,
    unit: "IDR",
    isPractice: false,
    isPlain: false,
  };
  return render(
    <Look
      organisation={group.organisation}
      locale={locale}
      unit={cashUnit("IDR", 0)}
      cashWords={{ thousand: words.say("cash.thousand"), hundredth: words.say("cash.hundredth") }}
    >
      <View data={data} words={words} session={session} params={{}} today={group.edge.today} />
    </Look>,
  );
}

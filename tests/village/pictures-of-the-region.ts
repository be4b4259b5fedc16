/** Region VI in pictures: a leader's round of 41 chapters, a visit as she writes it down, and what the chapter sees of it. */
import { addDays } from "#base";
import { act, wordsIn } from "../browser/at-the-table.ts";
import { open } from "../browser/looked-at.ts";
import { type Served, today } from "../browser/serve.ts";
import { accepted } from "./group.ts";
import type { Come, Locale, Pictures } from "./pictures.ts";
import { missedVillages, region as regionVillage } from "./region.ts";

export async function theRegion(pictures: Pictures, served: Served, come: Come, locale: Locale): Promise<void> {
  const { say } = wordsIn(locale);
  const region = await served.foundRegion();
  const leader = await come(region, regionVillage.leader);
  await pictures.takeAt(leader, "/visits", "visits", "A leader's round: who was missed stands first");
  const line = (name: string) => leader.getByRole("listitem").filter({ hasText: name, visible: true }).first();
  await line(missedVillages[0]!).getByRole("button").click();
  await leader.getByRole("heading", { name: say("network.visit.checklist") }).waitFor();
  await pictures.take(leader, "visit-form", "A visit, as the leader writes it down");
  for (const group of await leader.locator("fieldset.choices").all()) await group.getByRole("radio").first().check();
  await act(leader, say("network.visit.add-action")).click();
  await leader.getByLabel(say("network.visit.action-what")).fill("Mencocokkan buku simpanan");
  await pictures.take(leader, "visit-filled");
  await leader.context().close();

  const { organisation } = served.santaBarbara;
  const visit = {
    visit: served.edge.newId(),
    chapter: organisation,
    answers: ["order", "quorum", "key-holders", "books"].map(item => ({ item, answer: item === "books" ? "no" : "yes" })),
    sample: [],
    actions: [{ action: served.edge.newId(), what: "Bring the books up to date", who: "Adela", due: addDays(today, 14) }],
    done: [],
  };
  await accepted(region.group.say("network.record-visit", visit, { by: region.members[regionVillage.leader - 1]! }));
  const officer = await come(served.santaBarbara, 1);
  await pictures.takeAt(officer, "/our-visits", "our-visits", "The chapter: a visit to confirm, and what it lets be seen");
  await pictures.takeAt(officer, "/federation", "federation-of-chapter");
  await officer.context().close();

  const secretary = await come(region, 2);
  await pictures.takeAt(secretary, "/visits", "visits-overseen");
  await pictures.takeAt(secretary, "/visits/leaders", "visit-leaders", "Who visits which chapter, and what is looked at");
  await open(secretary, "/chapters");
  await pictures.take(secretary, "chapters", "Chapters: where they are, and how they grew");
  await pictures.takeAt(secretary, "/federation", "federation-region");
  await pictures.takeAt(secretary, "/chapters/figures", "chapter-figures", "Figures of the chapters, as far as each lets them be seen");
  await pictures.takeAt(secretary, "/chapters/figures/print", "print-chapter-figures");
  await pictures.takeAt(secretary, "/chapters/drives", "chapter-drives", "Drives for the burial fund, in all chapters");
  await secretary.context().close();
}

/** What a group writes down beside its money, and what is put by for a time or for something, in pictures. */
import { addDays } from "#base";
import { type Served, today } from "../browser/serve.ts";
import { accepted } from "./group.ts";
import type { Come, Locale, Pictures } from "./pictures.ts";

/** In Melati, by its secretary. */
export async function theRecords(pictures: Pictures, { melati, edge }: Served, come: Come, locale: Locale): Promise<void> {
  const { group, members } = melati;
  const say = (indonesian: string, english: string): string => (locale === "id" ? indonesian : english);
  const by = { by: group.secretary };
  const secretary = await come(melati, 2);
  await pictures.takeAt(secretary, "/partners", "partners-none");
  const entries = [
    ["guests", -8, { who: say("Ibu Camat", "The district head"), what: say("Melihat cara menyimpan buku", "To see how books are kept") }],
    ["letters-in", -3, { who: say("Dinas Koperasi", "Cooperative office"), what: say("Undangan rapat", "Invitation to a meeting") }],
    ["suggestions", -12, { given_by: members[8], what: say("Mulai jam dua", "Begin at two") }],
    ["suggestions", -5, { what: say("Beli timbangan beras", "Buy a scale for rice") }],
  ] as const;
  for (const [book, days, said] of entries)
    await accepted(
      group.say("records.write-entry", { entry: edge.newId(), book, happened_on: addDays(today, days), ...said }, by),
    );
  await pictures.takeAt(secretary, "/records", "records", "Books beside the money");
  await pictures.takeAt(secretary, "/records/suggestions", "record-suggestions", "What members suggest, and what was done");
  const partner = edge.newId();
  const university = { partner, kind: "university", name: say("Universitas Mataram", "Mataram University"), contact: "Ibu Sri" };
  await accepted(group.say("records.add-partner", university, by));
  const purpose = say("Mahasiswa membantu menulis buku", "Students help to write the books");
  const agreed = { agreement: edge.newId(), partner, from: addDays(today, -300), until: addDays(today, 41), purpose };
  await accepted(group.say("records.make-agreement", agreed, by));
  await pictures.takeAt(secretary, "/partners", "partners", "With whom we work, and what ends soon");
  await secretary.context().close();
}

/** In Sta. Barbara: what officers see of deposits for a time, and a member of hers and of what she saves for. */
export async function termsAndGoals(pictures: Pictures, { santaBarbara, edge }: Served, come: Come, locale: Locale): Promise<void> {
  const treasurer = await come(santaBarbara, 1);
  await pictures.takeAt(treasurer, "/savings/terms", "terms", "Savings laid down for a time");
  await treasurer.context().close();
  const member = await come(santaBarbara, 14);
  await pictures.takeAt(member, "/savings/terms", "terms-mine");
  await pictures.takeAt(member, "/me/goals", "goals-none");
  const name = locale === "id" ? "Uang sekolah" : "School fees";
  const goal = { goal: edge.newId(), product: "savings", amount: 500_000n, by: addDays(today, 200), name };
  await accepted(santaBarbara.group.say("savings.set-goal", goal, { by: santaBarbara.members[13]! }));
  await pictures.takeAt(member, "/me/goals", "goals", "What she saves for, which she alone sees");
  await member.context().close();
}

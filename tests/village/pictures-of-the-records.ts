/** What a group writes down beside its money, what is put by, what members ask of each other, and its end, in pictures. */
import { addDays, type Uuid } from "#base";
import { sql } from "#db";
import { type Served, today } from "../browser/serve.ts";
import { accepted, rowsWhere } from "./group.ts";
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
export async function termsAndGoals(pictures: Pictures, { santaBarbara }: Served, come: Come): Promise<void> {
  const treasurer = await come(santaBarbara, 1);
  await pictures.takeAt(treasurer, "/savings/terms", "terms", "Savings laid down for a time");
  await treasurer.context().close();
  const member = await come(santaBarbara, 14);
  await pictures.takeAt(member, "/savings/terms", "terms-mine");
  await pictures.takeAt(member, "/me/goals", "goals", "What she saves for, which she alone sees");
  await member.context().close();
}

/** In Melati: two who call for help, one of them without her name; what may be handed to a bank; and how a group ends. */
export async function callsAndTheEnd(pictures: Pictures, { melati }: Served, come: Come): Promise<void> {
  const calls = await rowsWhere<{ id: Uuid; is_anonymous: boolean }>(
    melati.group,
    sql`select call_id as id, is_anonymous from aid.call where organisation_id = ${melati.organisation} and status = 'open'`,
  );
  const idOf = (isAnonymous: boolean): Uuid => calls.find(one => one.is_anonymous === isAnonymous)!.id;
  const member = await come(melati, 14);
  await pictures.takeAt(member, "/aid/calls", "calls", "Who needs a hand, as she agreed to tell it");
  await pictures.takeAt(member, `/aid/calls/${idOf(true)}`, "call", "A call for help without a name, and what can be offered");
  await pictures.takeAt(member, "/aid/calls/new", "call-new", "Calling for help: what, in her own words, and until when");
  await pictures.takeAt(member, "/dissolution", "dissolution", "How a group ends, and who gets what");
  await member.context().close();
  const secretary = await come(melati, 2);
  await pictures.takeAt(secretary, `/aid/calls/${idOf(false)}`, "call-with-offers");
  await pictures.takeAt(secretary, "/group-statements", "group-statements", "A statement of the whole group for a bank");
  await pictures.takeAt(secretary, "/dissolution", "dissolution-officer");
  await secretary.context().close();
}

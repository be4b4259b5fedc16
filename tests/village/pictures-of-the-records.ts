/** What a group writes down beside its money, what is put by, what members ask of each other, and its end, in pictures. */
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

/** In Melati: two who call for help, one of them without her name; what may be handed to a bank; and how a group ends. */
export async function callsAndTheEnd(pictures: Pictures, { melati, edge }: Served, come: Come, locale: Locale): Promise<void> {
  const { group, members } = melati;
  const say = (indonesian: string, english: string): string => (locale === "id" ? indonesian : english);
  const [flooded, ill, helper] = [members[8]!, members[10]!, members[4]!];
  const until = addDays(today, 12);
  const calls = [
    { call: edge.newId(), member: ill, need: "illness", words: say("Anak saya dirawat di kota", "My child is in hospital in town") },
    { call: edge.newId(), member: flooded, need: "flood", words: say("Air masuk sampai ke dapur", "Water is up to the kitchen"), anonymous: true },
  ];
  for (const call of calls)
    await accepted(group.say("aid.call-for-help", { ...call, until, consents: true, officer: group.secretary }, { by: call.member }));
  const offer = { offer: edge.newId(), call: calls[0]!.call, member: helper, kind: "transport" };
  await accepted(group.say("aid.offer-help", offer, { by: helper }));
  const member = await come(melati, 14);
  await pictures.takeAt(member, "/aid/calls", "calls", "Who needs a hand, as she agreed to tell it");
  await pictures.takeAt(member, `/aid/calls/${calls[1]!.call}`, "call", "A call for help without a name, and what can be offered");
  await pictures.takeAt(member, "/aid/calls/new", "call-new", "Calling for help: what, in her own words, and until when");
  await pictures.takeAt(member, "/dissolution", "dissolution", "How a group ends, and who gets what");
  await member.context().close();
  const secretary = await come(melati, 2);
  await pictures.takeAt(secretary, `/aid/calls/${calls[0]!.call}`, "call-with-offers");
  await pictures.takeAt(secretary, "/group-statements", "group-statements", "A statement of the whole group for a bank");
  await pictures.takeAt(secretary, "/dissolution", "dissolution-officer");
  await secretary.context().close();
}

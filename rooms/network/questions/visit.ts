/** What a leader needs in her hand on a visit: the checklist, the passbooks that are drawn, what was agreed on before. */
import { type Day, isUuid, type MemberId, need, type OrganisationId, type Uuid } from "#base";
import { query, sql } from "#db";
import { partsOfAccount } from "#ledger";
import { loadBooks } from "#ledger/server";
import { peopleOf, readTexts } from "#members/server";
import { type MembershipRow, membershipTable } from "#members";
import { itemsOn, needsOfChecklist } from "../checklist.ts";
import { draw } from "../draw.ts";
import { endOf, monthOf } from "../months.ts";
import type { GrantKind } from "../kinds.ts";
import type { AnswerKept, SampleKept } from "../tables.ts";
import { type Asking, asOrganisation, type ChargeKnown, chargesOf, grantsToUs, inTheBooksOf } from "./scope.ts";

export interface ItemSeen {
  readonly item: string;
  /** The federation's own words; null for what the house asks. */
  readonly question: string | null;
}

/** A passbook that was drawn, with what the chapter's books say of it. */
export interface PassbookSeen {
  readonly number: number;
  /** Null where the chapter does not let its members be seen by name. */
  readonly name: string | null;
  readonly balances: readonly { readonly kind: BookKind; readonly unit: string; readonly amount: string }[];
}
export type BookKind = "savings" | "shares" | "loan";

export interface ActionSeen {
  readonly action: Uuid;
  readonly what: string;
  readonly who: string;
  readonly due: Day;
  readonly isLate: boolean;
}

/** A visit as it is written down. */
export interface VisitSeen {
  readonly visit: Uuid;
  readonly heldOn: Day;
  readonly revision: number;
  readonly answers: readonly AnswerKept[];
  readonly sample: readonly (SampleKept & { readonly note: string | null })[];
  readonly actions: readonly ActionSeen[];
  readonly done: readonly ActionSeen[];
  readonly note: string | null;
  readonly confirmedOn: Day | null;
}

export interface VisitFormSeen {
  readonly chapter: Uuid;
  readonly name: string;
  readonly place: readonly string[];
  readonly grants: readonly GrantKind[];
  readonly checklist: readonly ItemSeen[];
  /** Null where the chapter lets no passbook be seen. */
  readonly drawn: readonly PassbookSeen[] | null;
  /** Agreed on at earlier visits and not done yet, the longest due first. */
  readonly open: readonly ActionSeen[];
  /** This month's, where there is one. */
  readonly visit: VisitSeen | null;
  readonly planned: Day | null;
}

/** Null where the chapter is not hers: whether it is there at all is not told. */
export async function askVisit(asked: Asking): Promise<VisitFormSeen | null> {
  const id = asked.params["chapter"] ?? "";
  if (asked.isPlain || !isUuid(id)) return null;
  const charge = (await chargesOf(asked)).find(one => one.chapter.chapter === id && one.leader === asked.member);
  if (!charge) return null;
  const [form] = await formsOf(asked, [charge], await grantsToUs(asked));
  return form!;
}

/** For each of these chapters, all that is wanted there without a signal. Whether they are hers is asked before. */
export async function formsOf(
  asked: Asking,
  charges: readonly ChargeKnown[],
  grantsOf: ReadonlyMap<Uuid, ReadonlySet<GrantKind>>,
): Promise<readonly VisitFormSeen[]> {
  const { client, organisation, today } = asked;
  const checklist = await checklistOf(asked, today);
  const forms: VisitFormSeen[] = [];
  for (const { chapter: known } of charges) {
    const { chapter, name, place } = known;
    const grants = grantsOf.get(chapter) ?? new Set<GrantKind>();
    const [visit] = await visitsOf(asked, organisation, { chapter, from: monthOf(today), until: endOf(monthOf(today)) });
    const [planned] = await query<{ planned: Day }>(
      client,
      sql`select planned_on as planned from network.planned
        where organisation_id = ${organisation} and chapter_id = ${chapter} and month = ${monthOf(today)}::date`,
    );
    forms.push({
      chapter,
      name: name ?? "",
      place,
      grants: [...grants],
      checklist,
      drawn: grants.has("passbooks")
        ? await inTheBooksOf(asked, [chapter], () => passbooksOf(asked, chapter, grants.has("members")))
        : null,
      open: await openActions(asked, chapter, visit?.visit ?? null),
      visit: visit ?? null,
      planned: planned?.planned ?? null,
    });
  }
  return forms;
}

export async function checklistOf(asked: Asking, on: Day): Promise<readonly ItemSeen[]> {
  const { client, organisation, masterKey } = asked;
  const books = await loadBooks(client, organisation, () => needsOfChecklist);
  const texts = await readTexts(client, organisation, ["network.checklist"], Buffer.from(masterKey), ["question"]);
  return itemsOn(on, books).map(item => ({ item, question: texts.get(`network.checklist/${item}/question`) ?? null }));
}

/** Within the chapter's books: the passbooks that are drawn this month, and no other. */
async function passbooksOf(asked: Asking, chapter: Uuid, areNamed: boolean): Promise<readonly PassbookSeen[]> {
  const { client, masterKey, today } = asked;
  const organisation = asOrganisation(chapter);
  const books = await loadBooks(client, organisation, () => [need.all(membershipTable)]);
  const rows = books.rows(membershipTable);
  const numbers = draw(chapter, today, rows);
  const drawn = numbers.map(number => rows.find(row => row.number === number)!);
  const balances = await balancesOf(asked, organisation, drawn);
  const people = areNamed ? await peopleOf(client, organisation, Buffer.from(masterKey), today) : [];
  return drawn.map(({ number, member_id }) => ({
    number,
    name: people.find(one => one.member === member_id)?.name ?? null,
    balances: balances.get(member_id) ?? [],
  }));
}

const kindOf: Readonly<Record<string, BookKind>> = {
  "member-savings": "savings",
  "member-shares": "shares",
  "loans-receivable": "loan",
};

/** What stands in the passbook: savings and shares she has, principal she owes, each as a positive sum. */
async function balancesOf(
  { client }: Asking,
  organisation: OrganisationId,
  drawn: readonly MembershipRow[],
): Promise<ReadonlyMap<MemberId, PassbookSeen["balances"]>> {
  const sums = new Map<MemberId, Map<string, bigint>>();
  for (const { member_id } of drawn) {
    const books = await loadBooks(client, organisation, () => [{ balances: { member: member_id } }]);
    const of = new Map<string, bigint>();
    for (const { account, unit, balance } of books.balances({ member: member_id })) {
      const kind = kindOf[partsOfAccount(account).kind];
      if (kind === undefined || balance === 0n) continue;
      const key = `${kind} ${unit}`;
      of.set(key, (of.get(key) ?? 0n) + (kind === "loan" ? balance : -balance));
    }
    sums.set(member_id, of);
  }
  return new Map(
    [...sums].map(([member, of]) => [
      member,
      [...of].sort().map(([key, amount]) => {
        const [kind, unit] = key.split(" ") as [BookKind, string];
        return { kind, unit, amount: String(amount) };
      }),
    ]),
  );
}

interface ActionKept extends Record<string, unknown> {
  readonly action: Uuid;
  readonly visit: Uuid;
  readonly doneAt: Uuid | null;
  readonly due: Day;
}

/** Visits a federation made to a chapter, the latest first; `of` is the federation, whichever side asks. */
export async function visitsOf(
  asked: Asking,
  of: OrganisationId,
  { chapter, from, until }: { readonly chapter: Uuid; readonly from: Day; readonly until: Day },
): Promise<readonly VisitSeen[]> {
  const { client, organisation, masterKey, today } = asked;
  const rows = await query<{
    visit: Uuid;
    heldOn: Day;
    revision: number;
    answers: readonly AnswerKept[];
    sample: readonly SampleKept[];
    confirmedOn: Day | null;
  }>(
    client,
    sql`select v.visit_id as visit, v.held_on as "heldOn", v.revision, v.answers, v.sample, c.confirmed_on as "confirmedOn"
      from network.received v
      left join network.confirmed c on c.chapter_id = v.chapter_id and c.visit_id = v.visit_id and c.revision = v.revision
      where v.federation_id = ${of} and v.chapter_id = ${chapter}
        and v.held_on >= ${from}::date and v.held_on <= ${until}::date
      order by v.held_on desc, v.visit_id desc limit 24`,
  );
  if (rows.length === 0) return [];
  const actions = await query<ActionKept>(
    client,
    sql`select action_id as action, visit_id as visit, done_at as "doneAt", due_on as due from network.action
      where organisation_id = ${of} and chapter_id = ${chapter} and not is_withdrawn order by due_on, action_id`,
  );
  const texts = new Map<string, string>();
  // Only of the visits and actions that were shown.
  const read = async (): Promise<void> => {
    const master = Buffer.from(masterKey);
    for (const { visit } of rows)
      for (const [key, text] of await readTexts(client, of, ["network.visit"], master, null, visit)) texts.set(key, text);
    for (const { action } of actions)
      for (const [key, text] of await readTexts(client, of, ["network.action"], master, null, action)) texts.set(key, text);
  };
  await (of === organisation ? read() : inTheBooksOf(asked, [of as unknown as Uuid], read));
  const said = (key: string): string | null => {
    const text = texts.get(key);
    return text === undefined || text === "-" ? null : text;
  };
  const seen = ({ action, due, doneAt }: ActionKept): ActionSeen => ({
    action,
    what: said(`network.action/${action}/what`) ?? "",
    who: said(`network.action/${action}/who`) ?? "",
    due,
    isLate: doneAt === null && due < today,
  });
  return rows.map(row => ({
    ...row,
    sample: row.sample.map(one => ({ ...one, note: said(`network.visit/${row.visit}/passbook-${one.number}`) })),
    actions: actions.filter(one => one.visit === row.visit).map(seen),
    done: actions.filter(one => one.doneAt === row.visit).map(seen),
    note: said(`network.visit/${row.visit}/note`),
  }));
}

/** Open at the beginning of this visit: also those that it found done, so that it can be written anew. */
async function openActions(asked: Asking, chapter: Uuid, visit: Uuid | null): Promise<readonly ActionSeen[]> {
  const { client, organisation, masterKey, today } = asked;
  const rows = await query<ActionKept>(
    client,
    sql`select action_id as action, visit_id as visit, done_at as "doneAt", due_on as due from network.action
      where organisation_id = ${organisation} and chapter_id = ${chapter} and not is_withdrawn
        and visit_id is distinct from ${visit}::uuid and (done_at is null or done_at = ${visit}::uuid)
      order by due_on, action_id`,
  );
  const seen: ActionSeen[] = [];
  for (const { action, due } of rows) {
    const texts = await readTexts(client, organisation, ["network.action"], Buffer.from(masterKey), null, action);
    const of = (field: string): string => texts.get(`network.action/${action}/${field}`) ?? "";
    seen.push({ action, what: of("what"), who: of("who"), due, isLate: due < today });
  }
  return seen;
}

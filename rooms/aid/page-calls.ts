/**
 * Calls for help as the members of the chapter see them. Whose an anonymous one is, is sent to nobody but herself and the officers
 * who stand by her in it; so is who offered what. Everybody else is told how many offered.
 */
import { addDays, isUuid, type MemberId, need, type Role, type Uuid } from "#base";
import { finderOf, whoSees, written } from "#assembly/server";
import { loadBooks } from "#ledger/server";
import { isHeldOn, membershipTable, officerRoles, officeTable } from "#members";
import { readTexts } from "#members/server";
import { callDaysMax, callTexts, isOpenOn, offerTexts, standsBy, wordsField } from "./call.ts";
import { type CallOfferRow, callOfferTable, type CallRow, callTable } from "./call-tables.ts";
import type { AskedHere, Loaded } from "./page-loading.ts";

/** Members see them, and those whom they chose to watch over the group; nobody from outside. */
export const seeCalls: readonly Role[] = ["member", ...officerRoles];

const isOfficerHere = (roles: ReadonlySet<Role>): boolean => officerRoles.some(role => roles.has(role));

/** A plain look is nobody's in particular, and sees none. */
const mayLook = ({ roles }: AskedHere): boolean => seeCalls.some(role => roles.has(role));

const loadCalls = ({ client, organisation, member }: AskedHere): Promise<Loaded> =>
  loadBooks(client, organisation, books => {
    const open = need.row(callTable, { status: "open" });
    const first = [open, need.all(membershipTable), need.row(callOfferTable, { member_id: member })];
    if (!books.isCovered(callTable, { status: "open" })) return first;
    const calls = books.rows(callTable, { status: "open" });
    return [...first, ...calls.map(({ call_id }) => need.row(callOfferTable, { call_id }))];
  });

/** The words with these and no others are opened; where there are none, or none any more, it is null. */
async function wordsOfThese({ client, organisation, masterKey }: AskedHere, about: string, ids: readonly Uuid[]) {
  const opened = new Map<Uuid, string | null>();
  for (const id of ids) {
    const texts = await readTexts(client, organisation, [about], Buffer.from(masterKey), [wordsField], id);
    opened.set(id, texts.get(`${about}/${id}/${wordsField}`) || null);
  }
  return (one: Uuid): string | null => opened.get(one) ?? null;
}

/** How many members offered something: not how much. */
const offerersOf = (call: CallRow, books: Loaded): number =>
  new Set(
    books
      .rows(callOfferTable, { call_id: call.call_id })
      .filter(row => row.withdrawn_on === null)
      .map(row => row.member_id),
  ).size;

type Find = Awaited<ReturnType<typeof finderOf>>;
type Words = Awaited<ReturnType<typeof wordsOfThese>>;

function callSeen(call: CallRow, asked: AskedHere, books: Loaded, find: Find, words: Words) {
  const { member, roles } = asked;
  return {
    call: call.call_id,
    need: call.need,
    words: words(call.call_id),
    /** Null where she asked not to be named. */
    who: !call.is_anonymous || standsBy(call, { member, roles }) ? find(call.member_id) : null,
    isAnonymous: call.is_anonymous,
    isMine: call.member_id === member,
    calledOn: call.called_on,
    until: call.ends_on,
    offerers: offerersOf(call, books),
    hasOffered: books
      .rows(callOfferTable, { call_id: call.call_id })
      .some(row => row.member_id === member && row.withdrawn_on === null),
  };
}

const offerSeen = (row: CallOfferRow, words: Words) => ({
  offer: row.offer_id,
  kind: row.kind,
  words: words(row.offer_id),
  on: row.offered_on,
});

export type CallsSeen = Awaited<ReturnType<typeof askCalls>>;
export async function askCalls(plain: AskedHere) {
  const asked = whoSees(plain);
  const { member, roles, today } = asked;
  if (!mayLook(asked)) return written({ on: today, mayCall: false, calls: [], past: [], offered: [] });
  const books = await loadCalls(asked);
  const find = await finderOf(asked);
  const open = books.rows(callTable, { status: "open" });
  const seen = open.filter(call => isOpenOn(call, today, books));
  const past = open.filter(call => !seen.includes(call) && standsBy(call, { member, roles }));
  const mine = books.rows(callOfferTable, { member_id: member }).filter(row => row.withdrawn_on === null);
  const words = await wordsOfThese(asked, callTexts, [...seen, ...past].map(call => call.call_id));
  const offers = await wordsOfThese(asked, offerTexts, mine.map(row => row.offer_id));
  return written({
    on: today,
    mayCall: true,
    /** The newest first. */
    calls: [...seen].sort(newestFirst).map(call => callSeen(call, asked, books, find, words)),
    /** Past their last day and not closed: hers, and those she stands by as an officer. */
    past: past
      .sort(newestFirst)
      .map(call => callSeen(call, asked, books, find, words)),
    /** Hers alone. Of a call that is over it says so and nothing else. */
    offered: mine
      .sort((a, b) => (a.offered_on < b.offered_on ? 1 : a.offered_on > b.offered_on ? -1 : 0))
      .map(row => ({
        ...offerSeen(row, offers),
        call: seen.some(call => call.call_id === row.call_id) ? row.call_id : null,
      })),
  });
}

const newestFirst = (a: CallRow, b: CallRow): number =>
  a.called_on < b.called_on ? 1 : a.called_on > b.called_on ? -1 : a.call_id < b.call_id ? -1 : 1;

export type CallSeen = NonNullable<Awaited<ReturnType<typeof askCall>>>;
/** One call. One that was taken back is there for nobody; one that is over for her and the officers who stood by her. */
export async function askCall(plain: AskedHere) {
  const asked = whoSees(plain);
  const { client, organisation, member, roles, today, params } = asked;
  const id = params["call"] ?? "";
  if (!mayLook(asked) || !isUuid(id)) return null;
  const books = await loadBooks(client, organisation, () => [
    need.row(callTable, { call_id: id }),
    need.row(callOfferTable, { call_id: id }),
    need.all(membershipTable),
  ]);
  const call = books.row(callTable, { call_id: id });
  const isOpen = isOpenOn(call, today, books);
  if (!call || call.status === "taken-back") return null;
  const stands = standsBy(call, { member, roles });
  if (!isOpen && !stands) return null;
  const find = await finderOf(asked);
  const rows = books.rows(callOfferTable, { call_id: id }).filter(row => row.withdrawn_on === null);
  const mine = rows.filter(row => row.member_id === member);
  const words = await wordsOfThese(asked, callTexts, [id]);
  const offers = await wordsOfThese(asked, offerTexts, (stands ? rows : mine).map(row => row.offer_id));
  return written({
    ...callSeen(call, asked, books, find, words),
    on: today,
    me: member,
    status: call.status,
    isOpen,
    /** She, or an officer who stands by her: they read who offered what, and end it. */
    stands,
    isWitnessed: stands && call.consent === "witnessed",
    officers: stands
      ? [call.first_officer, call.second_officer].filter(one => one !== null).map(one => find(one))
      : [],
    offers: stands ? rows.map(row => ({ ...offerSeen(row, offers), who: find(row.member_id) })) : [],
    mine: mine.map(row => offerSeen(row, offers)),
    mayOffer: isOpen && call.member_id !== member && roles.has("member"),
    /** For others, whom she finds by their numbers: a list of names would have hers in it. */
    mayRecord: isOpen && isOfficerHere(roles),
  });
}

const membersOf = (books: Loaded, find: Find) =>
  books
    .rows(membershipTable)
    .filter(row => row.kind === "member" && row.status === "active")
    .map(row => find(row.member_id))
    .sort((a, b) => a.number - b.number);

export type NewCallSeen = NonNullable<Awaited<ReturnType<typeof askNewCall>>>;
/** For calling: until when at most, and which officers there are. An officer may write it for another, who then agrees to it. */
export async function askNewCall(plain: AskedHere) {
  const asked = whoSees(plain);
  const { client, organisation, member, roles, today } = asked;
  if (!mayLook(asked)) return null;
  const books = await loadBooks(client, organisation, () => [need.all(membershipTable), need.all(officeTable)]);
  const find = await finderOf(asked);
  const isOfficer = isOfficerHere(roles);
  const officers = new Set<MemberId>(
    books
      .rows(officeTable)
      .filter(row => officerRoles.some(role => role === row.role) && isHeldOn(row, today))
      .map(row => row.member_id),
  );
  const isActive = (one: MemberId): boolean => books.row(membershipTable, { member_id: one })?.status === "active";
  return written({
    on: today,
    last: addDays(today, callDaysMax),
    me: member,
    isMember: roles.has("member"),
    isOfficer,
    people: isOfficer ? membersOf(books, find) : [],
    officers: [...officers].filter(one => one !== member && isActive(one)).map(find).sort((a, b) => a.number - b.number),
  });
}

/** How many calls are open: no more is said of them where they are only counted. `asked` is a member's or an officer's own. */
export async function countOpenCalls(asked: Pick<AskedHere, "client" | "organisation" | "today">): Promise<number> {
  const books = await loadBooks(asked.client, asked.organisation, () => [
    need.row(callTable, { status: "open" }),
    need.all(membershipTable),
  ]);
  return books.rows(callTable, { status: "open" }).filter(call => isOpenOn(call, asked.today, books)).length;
}

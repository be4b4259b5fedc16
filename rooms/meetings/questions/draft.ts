/**
 * The sheet of the open meeting as the server has it. Small, so that a phone may ask for it often: whose keys are
 * turned, what others wrote, and what lines do to the box whose effect does not stand in them (a share-out, a leaving,
 * a correction, a loan with a charge).
 */
import { type Fact, isRefusal, type LoadedBooks, type Refusal } from "#base";
import type { BeyondDocument, LimitPassed } from "#assembly";
import type { DraftSeen, OpenMeetingSeen } from "../screens/seen.ts";
import { draftLinesOf, openMeetingOf } from "../store.ts";
import type { DraftLineRow, MeetingRow } from "../tables.ts";
import { claimsSeen, namedSeen, needsClaims } from "./claims.ts";
import { type Asking, booksFor, tried } from "./context.ts";

export async function askDraft(asked: Asking): Promise<DraftSeen> {
  const { client, organisation } = asked;
  const meeting = await openMeetingOf(client, organisation);
  if (!meeting) return nothingOpen;
  const drafts = await draftLinesOf(client, organisation, meeting.meeting_id, asked.masterKey);
  const books = await booksFor({ client, organisation }, meeting.held_on, drafts, books => needsClaims(books, drafts));
  return draftSeen(meeting, drafts, books, asked);
}

export async function draftSeen(
  meeting: MeetingRow | null,
  drafts: readonly DraftLineRow[],
  books: LoadedBooks,
  asked: Asking,
): Promise<DraftSeen> {
  if (!meeting) return nothingOpen;
  const claims = claimsSeen(drafts, books, meeting, asked);
  const result = tried(drafts, books, meeting, asked);
  return {
    meeting: openSeen(meeting),
    lines: drafts.map(({ line, entry, body, revision }) => ({ line, entry, body: body as never, revision })),
    effects: isRefusal(result)
      ? {}
      : Object.fromEntries(
          [...result.byLine]
            .map(([line, facts]) => [line, cashOf(facts)] as const)
            .filter(([, effect]) => Object.keys(effect).length > 0),
        ),
    beyond: isRefusal(result)
      ? {}
      : Object.fromEntries([...result.byLine].flatMap(([line, facts]) => facts.flatMap(beyondIn).map(limits => [line, limits]))),
    claims,
    named: await namedSeen(claims, asked),
    trouble: isRefusal(result)
      ? { refused: (result as Refusal).refused, because: wireBecause((result as Refusal).because) }
      : null,
  };
}

const nothingOpen: DraftSeen = { meeting: null, lines: [], effects: {}, beyond: {}, claims: [], named: [], trouble: null };

const openSeen = (meeting: MeetingRow): OpenMeetingSeen => ({
  meeting: meeting.meeting_id,
  number: meeting.number,
  day: meeting.held_on,
  keysOpen: meeting.keys_open,
  keysSeal: meeting.keys_seal,
  revision: meeting.revision,
});

/** The limits a fact asks to pass. */
const beyondIn = ({ kind, data }: Fact): readonly (readonly LimitPassed[])[] => {
  const isWithIt = kind === "loans.requested" || kind === "aid.claimed";
  const beyond = kind === "savings.exception-asked" ? data : isWithIt ? data!["beyond"] : undefined;
  return beyond === undefined ? [] : [(beyond as unknown as BeyondDocument).limits];
};

/** What these facts put into each fund's box, or take out of it. */
function cashOf(facts: readonly Fact[]): Readonly<Record<string, string>> {
  const moved = new Map<string, bigint>();
  for (const { account, amount } of facts.flatMap(fact => fact.lines))
    if (account.startsWith("cash/"))
      moved.set(account.slice("cash/".length), (moved.get(account.slice("cash/".length)) ?? 0n) + amount);
  return Object.fromEntries([...moved].map(([fund, amount]) => [fund, String(amount)]));
}

/** On the wire there is no bigint; the screens read decimal strings. */
const wireBecause = (because: Refusal["because"]): Refusal["because"] =>
  Object.fromEntries(
    Object.entries(because).map(([key, value]) => [key, typeof value === "bigint" ? String(value) : value]),
  );

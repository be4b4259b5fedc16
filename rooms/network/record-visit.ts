import {
  type Books,
  command,
  type Day,
  type Document,
  type MemberId,
  type Need,
  need,
  type Project,
  put,
  type Refusal,
  refuse,
  type Text,
  type Uuid,
} from "#base";
import { isOurChapter, membershipTable, needsOfChapters } from "#members";
import { itemsOn, needsOfChecklist } from "./checklist.ts";
import { sampleSize } from "./draw.ts";
import { isInForce } from "./grant.ts";
import { answers, findings } from "./kinds.ts";
import {
  type ActionRow,
  actionTable,
  type AnswerKept,
  chargeTable,
  confirmedTable,
  grantedTable,
  type SampleKept,
  visitTable,
} from "./tables.ts";

interface Body {
  readonly visit: Uuid;
  readonly chapter: Uuid;
  readonly answers: readonly AnswerKept[];
  readonly sample: readonly { readonly number: number; readonly found: SampleKept["found"]; readonly note?: string | undefined }[];
  readonly actions: readonly { readonly action: Uuid; readonly what: string; readonly who: string; readonly due: Day }[];
  readonly done: readonly Uuid[];
  readonly note?: string | undefined;
}

/**
 * What a chapter's leader saw on a visit and what was agreed on. She may write it anew until the chapter has confirmed it; then
 * it is closed. The day is that of the command: a visit written down without a signal is sent later, with the day it was.
 */
export const recordVisit = command({
  name: "network.record-visit",
  fields: {
    visit: { is: "uuid" },
    chapter: { is: "uuid" },
    answers: {
      is: "list",
      of: { is: "group", of: { item: { is: "subject" }, answer: { is: "choice", of: answers } } },
      max: 20,
    },
    sample: {
      is: "list",
      of: {
        is: "group",
        of: {
          number: { is: "count", max: 999_999 },
          found: { is: "choice", of: findings },
          note: { is: "text", max: 200, optional: true },
        },
      },
      max: sampleSize,
    },
    actions: {
      is: "list",
      of: {
        is: "group",
        of: {
          action: { is: "uuid" },
          what: { is: "text", max: 200 },
          who: { is: "text", max: 80 },
          due: { is: "day" },
        },
      },
      max: 10,
    },
    /** Agreed on before, and found done. */
    done: { is: "list", of: { is: "uuid" }, max: 50 },
    note: { is: "text", max: 500, optional: true },
  },
  sayableBy: ["anyone"],
  needs: ({ body, organisation }, books) => [
    need.row(chargeTable, { chapter_id: body.chapter }),
    ...needsOfLeader(body.chapter, books),
    ...needsOfChapters(organisation),
    ...needsOfChecklist,
    need.row(visitTable, { visit_id: body.visit }),
    need.row(actionTable, { chapter_id: body.chapter }),
    // One that bears this id may be another chapter's.
    ...body.actions.map(({ action }) => need.row(actionTable, { action_id: action })),
    need.row(confirmedTable, { chapter_id: body.chapter, visit_id: body.visit }),
    need.row(grantedTable, { chapter_id: body.chapter, federation_id: organisation as Uuid, what: "passbooks" }),
  ],
  decide({ body, on, organisation }, books, { by }) {
    const refusal =
      refusalToVisit(body, { by, isOurs: isOurChapter(books, organisation, body.chapter, on) }, books) ??
      refusalOfAnswers(body, itemsOn(on, books)) ??
      refusalOfSample(body.sample, books, { chapter: body.chapter, federation: organisation as Uuid }) ??
      refusalOfActions(body, on, books);
    if (refusal) return refusal;
    const data = {
      visit: body.visit,
      chapter: body.chapter,
      member: by,
      person: books.row(membershipTable, { member_id: by })!.person_id,
      answers: body.answers as readonly Document[],
      sample: body.sample.map(({ number, found }) => ({ number: String(number), found })),
      actions: body.actions.map(({ action, due }) => ({ action, due })),
      done: body.done,
    };
    return { facts: [{ kind: "network.visit-recorded", on, lines: [], data, texts: textsOf(body) }] };
  },
});

/** Whoever else says it is refused before it is asked who she is. */
function needsOfLeader(chapter: Uuid, books: Books): readonly Need[] {
  const charge = { chapter_id: chapter };
  const leader = books.isCovered(chargeTable, charge) ? books.row(chargeTable, charge)?.member_id : undefined;
  return leader ? [need.row(membershipTable, { member_id: leader })] : [];
}

function refusalToVisit(
  body: Body,
  { by, isOurs }: { readonly by: MemberId; readonly isOurs: boolean },
  books: Books,
): Refusal | null {
  if (!isOurs || books.row(chargeTable, { chapter_id: body.chapter })?.member_id !== by)
    return refuse("network.not-her-chapter");
  const before = books.row(visitTable, { visit_id: body.visit });
  if (!before) return null;
  if (before.chapter_id !== body.chapter || before.member_id !== by) return refuse("network.another-visit");
  const confirmed = books.row(confirmedTable, { chapter_id: body.chapter, visit_id: body.visit });
  return confirmed ? refuse("network.visit-closed", { on: confirmed.confirmed_on }) : null;
}

/** Each question of the checklist once, and no other. */
function refusalOfAnswers({ answers: given }: Body, items: readonly string[]): Refusal | null {
  const left = new Set(items);
  for (const { item } of given) if (!left.delete(item)) return refuse("network.not-on-the-checklist");
  return left.size > 0 ? refuse("network.answers-missing", { missing: left.size }) : null;
}

function refusalOfSample(
  sample: Body["sample"],
  books: Books,
  { chapter, federation }: { readonly chapter: Uuid; readonly federation: Uuid },
): Refusal | null {
  if (sample.length === 0) return null;
  const granted = books.row(grantedTable, { chapter_id: chapter, federation_id: federation, what: "passbooks" });
  if (!isInForce(granted)) return refuse("network.passbooks-not-granted");
  if (new Set(sample.map(one => one.number)).size < sample.length) return refuse("network.passbook-twice");
  const unsaid = sample.find(one => one.found === "differs" && one.note === undefined);
  return unsaid ? refuse("network.difference-unsaid", { number: unsaid.number }) : null;
}

function refusalOfActions({ visit, chapter, actions, done }: Body, on: Day, books: Books): Refusal | null {
  const early = actions.find(one => one.due < on);
  if (early) return refuse("network.action-due-before", { due: early.due, on });
  const isTaken = actions.some(({ action }) => {
    const row = books.row(actionTable, { action_id: action });
    return row !== undefined && row.visit_id !== visit;
  });
  if (isTaken || new Set(actions.map(one => one.action)).size < actions.length) return refuse("network.action-is-there");
  const open = books
    .rows(actionTable, { chapter_id: chapter })
    .filter(row => row.visit_id !== visit && !row.is_withdrawn && (row.done_at === null || row.done_at === visit));
  return done.every(one => open.some(row => row.action_id === one)) ? null : refuse("network.no-such-action");
}

/** "-" is what was not said: it takes the place of what an earlier writing of the visit had. */
function textsOf({ visit, sample, actions, note }: Body): readonly Text[] {
  const of = (about: string, id: string, field: string, text: string): Text => ({ about, id, field, text });
  return [
    of("network.visit", visit, "note", note ?? "-"),
    ...sample.map(one => of("network.visit", visit, `passbook-${one.number}`, one.note ?? "-")),
    ...actions.flatMap(one => [
      of("network.action", one.action, "what", one.what),
      of("network.action", one.action, "who", one.who),
    ]),
  ];
}

export const visitRecorded: Project = (fact, books) => {
  const data = fact.data as unknown as {
    readonly visit: Uuid;
    readonly chapter: Uuid;
    readonly member: MemberId;
    readonly person: Uuid;
    readonly answers: readonly AnswerKept[];
    readonly sample: readonly SampleKept[];
    readonly actions: readonly { readonly action: Uuid; readonly due: Day }[];
    readonly done: readonly Uuid[];
  };
  const before = books.row(visitTable, { visit_id: data.visit });
  const known = books.rows(actionTable, { chapter_id: data.chapter });
  const isWritten = (row: ActionRow): boolean => data.actions.some(one => one.action === row.action_id);
  return [
    put(visitTable, {
      visit_id: data.visit,
      chapter_id: data.chapter,
      member_id: data.member,
      person_id: data.person,
      held_on: fact.on,
      revision: (before?.revision ?? 0) + 1,
      answers: data.answers,
      sample: data.sample,
    }),
    ...data.actions.map(({ action, due }) =>
      put(actionTable, {
        action_id: action,
        chapter_id: data.chapter,
        visit_id: data.visit,
        due_on: due,
        // A later visit may have found it done.
        done_at: known.find(row => row.action_id === action)?.done_at ?? null,
        is_withdrawn: false,
      }),
    ),
    ...known
      .filter(row => row.visit_id === data.visit && !isWritten(row))
      .map(row => put(actionTable, { ...row, is_withdrawn: true })),
    // What an earlier writing of this visit found done and this one does not is open again.
    ...known
      .filter(row => row.visit_id !== data.visit && (row.done_at === data.visit || data.done.includes(row.action_id)))
      .map(row => put(actionTable, { ...row, done_at: data.done.includes(row.action_id) ? data.visit : null })),
  ];
};

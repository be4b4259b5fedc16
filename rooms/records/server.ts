/** What the records' room answers on the server: which books there are, the lines of one, the partners, and what was lost. */
import { type Answered, type Asked, type Day, type MemberId, type Question, type Uuid } from "#base";
import { finderOf, type Someone, whoSees, type Written, written } from "#assembly/server";
import type { PoolClient } from "#db";
import { isOfficer, officerRoles } from "#members";
import { peopleOf } from "#members/server";
import { answeredBooks, isPlainBook, type PlainBook, plainBooks } from "./kinds.ts";
import { keepers } from "./add-partner.ts";
import { askLearning, askTrainings } from "./learning-questions.ts";
import { lossesOf } from "./lesson-store.ts";
import { byCause, byYear, type Loss, type LossesOfCause, type LossesOfYear } from "./losses.ts";
import { type Agreement, agreementsToSee, type Partner, partnersOf } from "./partner-store.ts";
import { booksRead, countsOfBooks, entriesOf } from "./store.ts";
import { mayWrite } from "./write-entry.ts";

export type { LearningSeen, TrainingsSeen } from "./learning-questions.ts";
export { lossesOf } from "./lesson-store.ts";
export { partnersOf } from "./partner-store.ts";
export { booksRead, entriesOf } from "./store.ts";

export interface BooksSeen {
  readonly books: readonly {
    readonly book: PlainBook;
    readonly lines: number;
    /** Lines that wait for something to be done; 0 in books that ask for nothing. */
    readonly waiting: number;
    readonly last: Day | null;
  }[];
  /** Agreements that end soon, or whose time is over. */
  readonly agreementsToSee: number;
  readonly seesLessons: boolean;
}

async function askBooks(given: Asked<PoolClient>): Promise<BooksSeen> {
  const asked = whoSees(given);
  const read = await booksRead(asked);
  const counts = await countsOfBooks(asked.client, asked.organisation);
  return {
    books: plainBooks
      .filter(book => read.has(book))
      .map(book => {
        const { lines = 0, unanswered = 0, last = null } = counts.find(one => one.book === book) ?? {};
        return { book, lines, waiting: answeredBooks.has(book) ? unanswered : 0, last };
      }),
    agreementsToSee: await agreementsToSee(asked.client, asked.organisation, asked.today),
    seesLessons: isOfficer(asked.roles),
  };
}

export interface EntrySeen {
  readonly entry: Uuid;
  readonly on: Day;
  readonly writtenOn: Day;
  readonly writtenBy: Someone;
  /** For officers and herself alone. */
  readonly givenBy: Someone | null;
  readonly who: string | null;
  readonly what: string;
  readonly isCorrected: boolean;
  readonly corrects: Uuid | null;
  readonly answers: readonly { readonly on: Day; readonly doneBy: Someone; readonly done: string }[];
}

export interface BookSeen {
  readonly book: PlainBook;
  readonly entries: readonly EntrySeen[];
  readonly page: number;
  readonly isLast: boolean;
  readonly wantsAnswers: boolean;
  readonly mayWrite: boolean;
  /** Whom an officer may name; nobody for others. */
  readonly people: readonly Someone[];
}

const linesAPage = 20;

async function askBook(given: Asked<PoolClient>): Promise<BookSeen | null> {
  const asked = whoSees(given);
  const { client, organisation, masterKey, params, roles, today } = asked;
  const book = params["plain"] ?? "";
  if (!isPlainBook(book) || !(await booksRead(asked)).has(book)) return null;
  const page = /^[1-9]\d{0,3}$/.test(params["page"] ?? "") ? Number(params["page"]) : 1;
  const found = await entriesOf(client, organisation, masterKey, {
    book,
    skip: (page - 1) * linesAPage,
    take: linesAPage + 1,
  });
  const find = await finderOf(asked);
  const isOpen = isOfficer(roles);
  const named = (member: MemberId | null): Someone | null =>
    member !== null && (isOpen || member === asked.member) ? find(member) : null;
  const isWriting = mayWrite(book, roles);
  const people = isWriting ? await peopleOf(client, organisation, Buffer.from(masterKey), today) : [];
  return {
    book,
    entries: found.slice(0, linesAPage).map(({ book: _book, givenBy, writtenBy, answers, ...one }) => ({
      ...one,
      writtenBy: find(writtenBy),
      givenBy: named(givenBy),
      answers: answers.map(({ doneBy, ...answer }) => ({ ...answer, doneBy: find(doneBy) })),
    })),
    page,
    isLast: found.length <= linesAPage,
    wantsAnswers: answeredBooks.has(book),
    mayWrite: isWriting,
    people: people
      .filter(one => one.status === "active")
      .map(({ member, number, name }) => ({ member, number, name })),
  };
}

export interface PartnersSeen {
  /** Contacts are for officers: they are somebody's name and number. */
  readonly partners: readonly (Partner & { readonly agreements: readonly Agreement[] })[];
  readonly mayWrite: boolean;
}

async function askPartners(given: Asked<PoolClient>): Promise<PartnersSeen> {
  const { client, organisation, masterKey, roles, today } = whoSees(given);
  const { partners, agreements } = await partnersOf(client, organisation, masterKey, today);
  const isOpen = isOfficer(roles);
  return {
    partners: partners.map(one => ({
      ...one,
      ...(isOpen ? {} : { contact: null, telephone: null }),
      agreements: agreements.filter(({ partner }) => partner === one.partner),
    })),
    mayWrite: keepers.some(role => roles.has(role)),
  };
}

/** Amounts are decimal strings of minor units. */
export interface LessonsSeen {
  readonly causes: readonly Written<LossesOfCause>[];
  readonly years: readonly Written<LossesOfYear>[];
  /** The latest loss first, without whose it was. */
  readonly losses: readonly Written<Omit<Loss, "cameBack">>[];
}

async function askLessons(given: Asked<PoolClient>): Promise<LessonsSeen | null> {
  const { client, organisation, masterKey, roles, today } = whoSees(given);
  if (!isOfficer(roles)) return null;
  const losses = await lossesOf(client, organisation, masterKey, today);
  return {
    causes: written(byCause(losses)),
    years: written(byYear(losses)),
    losses: losses.map(({ cameBack: _back, ...loss }) => written(loss)),
  };
}

/** What is answered is JSON of the shapes above. */
const asks = <Seen>(ask: (asked: Asked<PoolClient>) => Promise<Seen | null>): Question<PoolClient>["ask"] =>
  ask as (asked: Asked<PoolClient>) => Promise<Answered | null>;

export const questions: Readonly<Record<string, Question<PoolClient>>> = {
  "records.books": { who: ["anyone"], ask: asks(askBooks) },
  "records.book": { who: ["anyone"], params: ["plain", "page"], ask: asks(askBook) },
  "records.lessons": { who: officerRoles, ask: asks(askLessons) },
  "records.learning": { who: ["anyone"], params: ["member"], ask: asks(askLearning) },
  "records.trainings": { who: officerRoles, ask: asks(askTrainings) },
  "records.partners": { who: ["anyone"], ask: asks(askPartners) },
};

/**
 * Lives a group's years by the same commands as real use: founding, then meeting after meeting with what is due by the
 * rules, some women late, some loans asked for and decided, the count always right. The same seed gives the same life.
 */
import {
  addDays,
  addMonths,
  type Books,
  type Day,
  type Entry,
  need,
  type MemberId,
  memberIdFrom,
  type OrganisationId,
  type Uuid,
} from "#base";
import { type Pool, query, read, sql } from "#db";
import { loadBooks } from "#ledger/server";
import { claimTable, isHerOwnDeath, payableOn } from "#aid";
import { dues, lineOf, needsOfSheet, sheetHash, type SheetLine } from "#meetings";
import type { House } from "../../app/house.ts";
import { type Answer, Intake } from "../../app/server/intake.ts";
import { borrowing, meetingsInCycle, stakeAccounts } from "./borrowing.ts";
import { counted, shown } from "./counted.ts";
import { type Say, sayer } from "./edge.ts";
import { found, type SayIt } from "./founding.ts";
import { PastEdge } from "./past-edge.ts";
import type { VillageGroup, VillageThing } from "./people.ts";
import { outsideBefore } from "./turns/chapter.ts";
import { isTold, type OfficeTurn, type Turn } from "./turns/index.ts";
import { Story } from "./turns/story.ts";

export interface Lived {
  readonly organisation: OrganisationId;
  readonly members: readonly MemberId[];
  readonly meetings: number;
}

export interface LifeOptions {
  readonly pool: Pool;
  readonly house: House;
  readonly masterKey: Buffer;
  readonly village: VillageGroup;
  readonly first: Day;
  /** No meeting after this day. */
  readonly last: Day;
  readonly seed: number;
  /** Aborted, no further meeting is begun, and the life is rejected with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Told after each meeting how many of how many are in the books. */
  readonly onMeeting?: (held: number, of: number) => void;
}

/**
 * From the founding to the last meeting. A life that was cut short is lived on from its last sealed meeting: what was
 * said before is said again under the same ids and answered as it was.
 */
export async function live(options: LifeOptions): Promise<Lived> {
  const { pool, house, masterKey, village, first, last, seed, signal, onMeeting } = options;
  const edge = new PastEdge(first, seed);
  const organisation = edge.newId() as OrganisationId;
  const { sealed, gone, said } = await livedBefore(pool, organisation);
  // What the house names by itself is another stream: said again, a command draws nothing from it, and none is drawn twice.
  const names = new PastEdge(first, seed + 104_729 * (said + 1));
  const intake = new Intake({ pool, house, edge: { now: () => edge.now(), newId: () => names.newId() }, masterKey });
  const say = sayer(intake, house, edge as never, organisation);
  const members = village.women.map(() => memberIdFrom(edge.chance.bytes(10)));
  const days: Day[] = [];
  for (let on = first; on <= last; on = nextMeeting(village, on)) days.push(on);
  // A short life, of a test, has the offices of today from the start.
  const turns = village.turns.every(turn => turn.at < days.length) ? village.turns : [];
  const group = new Life({ house, edge, say, pool, organisation, members, village, turns });
  await group.found();
  for (const [past, on] of days.entries()) {
    signal?.throwIfAborted();
    edge.goTo(on, past);
    if (past < sealed) group.remember(past, gone);
    else {
      await group.meet(on, past);
      onMeeting?.(past + 1, days.length);
    }
  }
  return { organisation, members, meetings: days.length };
}

interface Before {
  /** Commands of any kind. */
  readonly said: number;
  readonly sealed: number;
  readonly gone: readonly MemberId[];
}

const livedBefore = (pool: Pool, organisation: OrganisationId): Promise<Before> =>
  read(pool, organisation, async client => {
    const [count] = await query<{ said: number; sealed: number }>(
      client,
      sql`select (select count(*)::int4 from ledger.command where organisation_id = ${organisation}) as said,
        (select count(*)::int4 from meetings.meeting where organisation_id = ${organisation} and status = 'sealed') as sealed`,
    );
    const gone = await query<{ member_id: MemberId }>(
      client,
      sql`select member_id from members.membership where organisation_id = ${organisation} and status <> 'active'`,
    );
    return { ...count!, gone: gone.map(row => row.member_id) };
  });

const nextMeeting = (village: VillageGroup, on: Day): Day =>
  village.template === "vsla" ? addDays(on, 7) : addMonths(on, 1);

class Life {
  readonly #edge: PastEdge;
  readonly #say: Say;
  readonly #pool: Pool;
  readonly #organisation: OrganisationId;
  readonly #members: readonly MemberId[];
  readonly #village: VillageGroup;
  readonly #turns: readonly Turn[];
  /** Who holds which office now. */
  readonly #offices = new Map<string, readonly MemberId[]>();
  readonly #things = new Map<string, Uuid>();
  /** Who left, died or moved away. */
  readonly #gone = new Set<MemberId>();
  readonly #story: Story;
  readonly #house: House;

  constructor(of: {
    house: House;
    edge: PastEdge;
    say: Say;
    pool: Pool;
    organisation: OrganisationId;
    members: readonly MemberId[];
    village: VillageGroup;
    turns: readonly Turn[];
  }) {
    this.#house = of.house;
    this.#edge = of.edge;
    this.#say = of.say;
    this.#pool = of.pool;
    this.#organisation = of.organisation;
    this.#members = of.members;
    this.#village = of.village;
    this.#turns = of.turns;
    this.#story = new Story(of.turns.filter(isTold), {
      unit: of.village.unit,
      template: of.village.template,
      family: this.#family(),
      woman: number => this.#number(number),
      holder: role => this.#holders(role)[0]!,
      idOf: name => this.#edge.idOf(name),
      draw: limit => this.#edge.chance.below(limit),
      say: (name, body, who) => must(this.#say(name, body, who)),
    });
    for (const { role, numbers } of this.#village.offices) {
      const before = new Map(
        this.#turns.flatMap(turn =>
          turn.what === "office" && turn.role === role ? [[turn.to, turn.from] as const] : [],
        ),
      );
      this.#offices.set(
        role,
        numbers.map(number => this.#number(before.get(number) ?? number)),
      );
    }
  }

  #number(number: number): MemberId {
    return this.#members[number - 1]!;
  }

  #active(): readonly MemberId[] {
    return this.#members.filter(member => !this.#gone.has(member));
  }

  async found(): Promise<void> {
    const of = { village: this.#village, members: this.#members, offices: this.#offices, two: this.#twoOfficers() };
    const newId = (): Uuid => this.#edge.newId();
    /** Who had it at the founding, before its office went to another. */
    const held = ({ name, heldBy }: VillageThing): MemberId => {
      const turn = this.#turns.find(one => one.what === "office" && one.things.includes(name));
      return this.#number(turn?.what === "office" ? turn.from : heldBy);
    };
    const say: SayIt = (name, body, who) => must(this.#say(name, body, who));
    for (const [name, thing] of await found({ ...of, newId, held, say })) this.#things.set(name, thing);
  }

  #twoOfficers(): { readonly by: MemberId; readonly with: readonly MemberId[] } {
    return { by: this.#holders("treasurer")[0]!, with: [this.#holders("chair")[0]!] };
  }

  /** The one gives the office up, the other takes it, and what belongs to it goes over while a third looks on. */
  async #officeTurns(turn: OfficeTurn, on: Day): Promise<void> {
    const [from, to, witness] = [turn.from, turn.to, turn.witness].map(number => this.#number(number));
    const { role } = turn;
    const two = this.#twoOfficers();
    const until = addDays(on, -1);
    await must(this.#say("members.give-up-office", { member: from!, role, until }, two));
    await must(this.#say("members.take-office", { member: to!, role, from: on }, two));
    this.#takesOffice(turn);
    const things = turn.things.map(name => this.#things.get(name)!);
    await must(this.#say("members.hand-over", { from, to, witness, things }, { by: from!, with: [witness!] }));
  }

  #takesOffice({ role, from, to }: OfficeTurn): void {
    const [before, after] = [this.#number(from), this.#number(to)];
    this.#offices.set(
      role,
      this.#holders(role).map(holder => (holder === before ? after : holder)),
    );
  }

  /** A meeting that is in the books already: what the next ones must know of it. */
  remember(past: number, gone: readonly MemberId[]): void {
    for (const turn of this.#turns) if (turn.at === past && turn.what === "office") this.#takesOffice(turn);
    for (const member of gone) this.#gone.add(member);
  }

  async meet(on: Day, past: number): Promise<void> {
    for (const turn of this.#turns) if (turn.at === past && turn.what === "office") await this.#officeTurns(turn, on);
    await this.#story.between(on, past);
    const meeting = this.#edge.newId();
    const [treasurer, keys] = [this.#members[0]!, this.#holders("key-holder")];
    // Said one after the other without waiting: the house takes what waits in the order it was said.
    await Promise.all([
      must(this.#say("meetings.open", { meeting }, { by: treasurer })),
      ...keys.map(by => must(this.#say("meetings.turn-key", { meeting, purpose: "open" }, { by }))),
    ]);
    const lines = await this.#sheet(meeting, on, past);
    const sheet = sheetHash(lines);
    await Promise.all([
      ...keys.map(by => must(this.#say("meetings.turn-key", { meeting, purpose: "seal", sheet }, { by }))),
      must(this.#say("meetings.seal", { meeting, sheet, lines }, { by: treasurer })),
    ]);
    for (const { entry, body } of lines)
      if (entry === "meetings.leaving") this.#gone.add((body as { readonly member: MemberId }).member);
  }

  #holders(role: string): readonly MemberId[] {
    return this.#offices.get(role) ?? [];
  }

  /** Whoever leaves does so as soon as the box can pay her out. */
  #leaving(past: number): readonly { readonly member: MemberId; readonly status: "left" | "moved" | "died" }[] {
    return this.#turns.flatMap(turn => {
      if (turn.what !== "leaves" || turn.at > past) return [];
      const member = this.#number(turn.woman);
      return this.#gone.has(member) ? [] : [{ member, status: turn.status }];
    });
  }

  /** Everything that is written that day: who came, what is due, what was asked for, and the count that proves it. */
  #sheet(meeting: Uuid, on: Day, past: number): Promise<readonly SheetLine[]> {
    return read(this.#pool, this.#organisation, async client => {
      const { chance } = this.#edge;
      const lines: SheetLine[] = [];
      const absent = new Set<MemberId>();
      const leaving = this.#leaving(past);
      const wanted = this.#story.there(on, past);
      for (const member of this.#active()) {
        const luck = chance.below(100);
        const isLeaving = leaving.some(one => one.member === member);
        const isAway = isLeaving || (luck < 3 && !wanted.has(member));
        const mark = isAway ? "absent" : luck < 7 ? "late" : luck < 10 ? "represented" : "present";
        if (mark === "absent") absent.add(member);
        lines.push(
          lineOf(`${member}.roll`, "meetings.roll", {
            member,
            mark,
            ...(mark === "represented" ? { representative: "Anaknya" } : {}),
          }),
        );
        if (mark === "late" && this.#village.template === "vsla")
          lines.push(
            lineOf(`${member}.fine`, "meetings.fine", { member, reason: "late", fund: "loan", amount: 1_000n }),
          );
      }
      const isLast = this.#village.template === "vsla" && (past + 1) % meetingsInCycle === 0;
      const books = await loadBooks(client, this.#organisation, books => [
        need.balance("cash/loan", this.#village.unit),
        ...stakeAccounts[this.#village.template]!.map(account => ({ balances: { account } })),
        ...(["checked", "paid-in-part"] as const).map(status => need.row(claimTable, { status })),
        ...dues.needs(books, on),
        ...this.#story.needs(books, on, past),
        ...needsOfSheet(lines, books, on),
      ]);
      for (const [place, due] of dues.due(books, on).entries()) {
        const member = due.body["member"] as MemberId;
        if (absent.has(member)) continue;
        const body = this.#story.holdsBack(due, on, past) ? null : this.#asSheCan(due, past);
        if (body) lines.push(lineOf(`${member}.${place}`, due.entry, body));
      }
      lines.push(...this.#enrolments(past));
      const hands = this.#active().length - absent.size;
      const told = this.#story.lines(books, { on, past, hands, written: lines });
      // Where one of the story borrows that day, nobody else asks for what is left in the box.
      const isLent = told.some(({ entry }) => entry === "loans.pay-out" || entry === "loans.circle");
      if (!isLast && past > 3 && !isLent) lines.push(...this.#borrowing(books, absent, past));
      if (isLast) lines.push(...this.#shareOut());
      lines.push(...benefitsPaid(books, on, this.#family()), ...told);
      for (const { member, status } of leaving)
        lines.push(
          lineOf(`${member}.leaving`, "meetings.leaving", {
            member,
            status,
            ...(status === "died" ? { received_by: this.#family() } : {}),
          }),
        );
      // What the whole sheet must see is enough for a shorter one.
      return counted(lines, {
        ...{ on, at: this.#edge.now().at, by: this.#members[0]!, meeting: { meeting_id: meeting, number: past + 1 } },
        ...{ ruleDefinitions: this.#house.ruleDefinitions, reversible: this.#house.reversible },
        books: await loadBooks(client, this.#organisation, books => needsOfSheet(lines, books, on)),
      });
    });
  }

  #borrowing(books: Books, absent: ReadonlySet<MemberId>, past: number): readonly SheetLine[] {
    const quiet = this.#story.quiet(past);
    const leaves = (member: MemberId): boolean =>
      this.#turns.some(turn => turn.what === "leaves" && this.#number(turn.woman) === member);
    const who = this.#active().filter(member => !leaves(member) && !quiet.has(member));
    const hands = this.#active().length - absent.size;
    return borrowing({ village: this.#village, edge: this.#edge, books, past, absent, hands, who });
  }

  /** Most pay what is due; some buy more or fewer shares, and now and then an instalment has to wait. */
  #asSheCan(due: Entry, past: number): Readonly<Record<string, unknown>> | null {
    const { chance } = this.#edge;
    if (due.entry === "savings.buy-shares") {
      const price = (due.body["amount"] as bigint) / BigInt(due.body["shares"] as number);
      const shares = 1 + chance.below(past % 13 === 0 ? 2 : 4);
      return { ...due.body, shares, amount: price * BigInt(shares) };
    }
    if (due.entry === "loans.repayment" && chance.below(100) < 5) return null;
    return due.body;
  }

  #enrolments(past: number): readonly SheetLine[] {
    if (this.#village.template !== "damayan" || past !== 0) return [];
    const later = new Set(this.#turns.flatMap(turn => (turn.what === "drive" ? outsideBefore(turn) : [])));
    return this.#members.flatMap((member, place) =>
      later.has(place + 1) ? [] : lineOf(`${member}.enrol`, "aid.enrol", {
        member,
        fund: "damayan",
        amount: 10_000n,
        beneficiaries: [this.#family()],
        // One in six would rather not say when she was born.
        ...(place % 6 === 5 ? {} : { birth_year: 1952 + ((place * 11) % 37) }),
      }),
    );
  }

  /** Whom every woman of the village names. */
  #family(): { readonly name: string; readonly kinship: string } {
    return { name: this.#village.unit === "PHP" ? "Pamilya" : "Keluarga", kinship: "spouse" };
  }

  #shareOut(): readonly SheetLine[] {
    const decision = this.#edge.newId();
    return [
      lineOf("share-out.decision", "assembly.decision", {
        decision,
        question: "share-out",
        about: "loan",
        votes_for: this.#active().length - 2,
        votes_against: 0,
        abstaining: 0,
      }),
      lineOf("share-out", "meetings.share-out", { fund: "loan", decision }),
    ];
  }
}

/** What funds of all give: a need was told and made sure of at one meeting, and is paid at the next ones. */
const benefitsPaid = (books: Books, on: Day, received_by: object): readonly SheetLine[] =>
  (["checked", "paid-in-part"] as const)
    .flatMap(status => books.rows(claimTable, { status }))
    .flatMap(row => {
      const amount = payableOn(row, on);
      if (amount === 0n) return [];
      const body = { claim: row.claim_id, amount, ...(isHerOwnDeath(row) ? { received_by } : {}) };
      return [lineOf(`${row.claim_id}.benefit`, "aid.pay-benefit", body)];
    });

async function must(answer: Promise<Answer>): Promise<void> {
  const got = await answer;
  if (got.status === "refused") throw new Error(`refused: ${got.refused} ${shown(got.because)}`);
}

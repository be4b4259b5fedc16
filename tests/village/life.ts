/**
 * Lives a group's years by the same commands as real use: founding, then meeting after meeting with what is due by the
 * rules, some women late, some loans asked for and decided, the count always right. The same seed gives the same life.
 */
import {
  type AccountCode,
  addDays,
  addMonths,
  type Books,
  type Day,
  type Instant,
  need,
  type MemberId,
  memberIdFrom,
  type OrganisationId,
  type Uuid,
  uuidFrom,
} from "#base";
import { type Pool, query, read, sql } from "#db";
import { fundTable } from "#ledger";
import { loadBooks } from "#ledger/server";
import { isRunning, loanTable } from "#loans";
import { claimTable, isHerOwnDeath, payableOn } from "#aid";
import { dues, lineOf, needsOfSheet, sheetHash, type SheetLine, templateOf, workOut } from "#meetings";
import type { House } from "../../app/house.ts";
import { type Answer, type Edge, Intake } from "../../app/server/intake.ts";
import { Chance, type Say, sayer } from "./edge.ts";
import type { Turn, VillageGroup } from "./people.ts";
import { placeNamed, villagePlaces } from "./places.ts";

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

/** A clock that stands on the day of the meeting that is lived, for ids and days alike. */
class PastEdge implements Edge {
  today: Day;
  chance: Chance;
  readonly #seed: number;
  #count = 0;
  constructor(today: Day, seed: number) {
    this.today = today;
    this.chance = new Chance(seed);
    this.#seed = seed;
  }
  /** Chance begins anew with each meeting, so that a life that was cut short goes on with the same ids and the same luck. */
  goTo(today: Day, past: number): void {
    this.today = today;
    this.chance = new Chance(Math.imul(this.#seed + 1, 0x9e3779b1) ^ Math.imul(past + 1, 0x85ebca6b));
    this.#count = 0;
  }
  now(): { at: Instant; today: Day } {
    return { at: `${this.today}T07:00:00Z` as Instant, today: this.today };
  }
  newId(): Uuid {
    this.#count += 1;
    return uuidFrom(Date.parse(`${this.today}T07:00:00Z`) + this.#count, this.chance.bytes(10));
  }
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
  const group = new Life({ edge, say, pool, organisation, members, village, turns });
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

/** Meetings of a cycle of shares: eleven months of weeks, so that the practice stands in the middle of one. */
const meetingsInCycle = 48;

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

  constructor(of: {
    edge: PastEdge;
    say: Say;
    pool: Pool;
    organisation: OrganisationId;
    members: readonly MemberId[];
    village: VillageGroup;
    turns: readonly Turn[];
  }) {
    this.#edge = of.edge;
    this.#say = of.say;
    this.#pool = of.pool;
    this.#organisation = of.organisation;
    this.#members = of.members;
    this.#village = of.village;
    this.#turns = of.turns;
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
    const village = this.#village;
    const template = templateOf(village.template, village.unit);
    await must(
      this.#say(
        "assembly.found-organisation",
        {
          name: village.name,
          place: village.place,
          template: village.template,
          unit: village.unit,
          language: village.language,
          is_practice: true,
          // Called as the template calls them, in the language of whoever looks.
          funds: template.funds.map(fund => ({ ...fund, unit: village.unit })),
          rules: template.rules,
          founders: this.#members.map((member, index) => ({
            member,
            person: this.#edge.newId(),
            number: index + 1,
            name: village.women[index],
            roles: [...this.#offices].flatMap(([role, holders]) => (holders.includes(member) ? [role] : [])),
          })),
        },
        { by: this.#members[0]! },
      ),
    );
    const two = this.#twoOfficers();
    // Bolong Este and Bolong Oeste are two villages.
    const places = { places: villagePlaces, though_alike: true };
    await must(this.#say("members.add-places", places, { by: two.with[0]! }));
    await must(this.#say("members.set-place", { place: placeNamed(village.village) }, { by: two.with[0]! }));
    for (const { kind, name, mayUse, decides, heldBy } of village.things) {
      const thing = this.#edge.newId();
      this.#things.set(name, thing);
      const turn = this.#turns.find(one => one.what === "office" && one.things.includes(name));
      const held_by = this.#number(turn?.what === "office" ? turn.from : heldBy);
      await must(this.#say("members.hold-thing", { thing, kind, name, may_use: mayUse, decides, held_by }, two));
    }
  }

  #twoOfficers(): { readonly by: MemberId; readonly with: readonly MemberId[] } {
    return { by: this.#holders("treasurer")[0]!, with: [this.#holders("chair")[0]!] };
  }

  /** The one gives the office up, the other takes it, and what belongs to it goes over while a third looks on. */
  async #officeTurns(turn: Extract<Turn, { readonly what: "office" }>, on: Day): Promise<void> {
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

  #takesOffice({ role, from, to }: Extract<Turn, { readonly what: "office" }>): void {
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
      for (const member of this.#active()) {
        const luck = chance.below(100);
        const isLeaving = leaving.some(one => one.member === member);
        const mark = isLeaving || luck < 3 ? "absent" : luck < 7 ? "late" : luck < 10 ? "represented" : "present";
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
        ...needsOfSheet(lines, books, on),
      ]);
      for (const [place, due] of dues.due(books, on).entries()) {
        const member = due.body["member"] as MemberId;
        if (absent.has(member)) continue;
        const body = this.#asSheCan(due, past);
        if (body) lines.push(lineOf(`${member}.${place}`, due.entry, body));
      }
      lines.push(...this.#enrolments(past));
      if (!isLast && past > 3) lines.push(...this.#borrowing(books, absent, past));
      if (isLast) lines.push(...this.#shareOut());
      lines.push(...this.#helping(books, on, past, absent));
      for (const { member, status } of leaving)
        lines.push(
          lineOf(`${member}.leaving`, "meetings.leaving", {
            member,
            status,
            ...(status === "died" ? { received_by: this.#family() } : {}),
          }),
        );
      return this.#counted(client, lines, meeting, on, past);
    });
  }

  /** Most pay what is due; some buy more or fewer shares, and now and then an instalment has to wait. */
  #asSheCan(
    due: { readonly entry: string; readonly body: Readonly<Record<string, unknown>> },
    past: number,
  ): Readonly<Record<string, unknown>> | null {
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
    return this.#members.map((member, place) =>
      lineOf(`${member}.enrol`, "aid.enrol", {
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

  /** A few ask, the members raise their hands, and as far as the box reaches it is paid out at once. */
  #borrowing(books: Books, absent: ReadonlySet<MemberId>, past: number): readonly SheetLine[] {
    const { chance } = this.#edge;
    const cash = books.balance({ account: "cash/loan" as AccountCode, unit: this.#village.unit });
    const step = this.#village.unit === "IDR" ? 50_000n : 50_000n;
    let left = (cash * 9n) / 10n;
    const lines: SheetLine[] = [];
    const staying = this.#active().filter(
      member => !this.#turns.some(turn => turn.what === "leaves" && this.#number(turn.woman) === member),
    );
    const endOfCycle = meetingsInCycle - (past % meetingsInCycle);
    // In the last weeks of a cycle no new loan is given: all of them end before the share-out.
    if (this.#village.template === "vsla" && endOfCycle < 14) return lines;
    for (let asked = 0; asked < 2; asked += 1) {
      const member = staying[chance.below(staying.length)]!;
      const running = books.rows(loanTable, { status: "running" }).filter(isRunning);
      if (
        absent.has(member) ||
        running.some(loan => loan.member_id === member) ||
        lines.some(line => line.line.startsWith(member))
      )
        continue;
      const stake = -stakeAccounts[this.#village.template]!
        .flatMap(account => books.balances({ account }).filter(one => one.member === member))
        .reduce((sum, one) => sum + one.balance, 0n);
      const most = [stake * 2n, left, step * 20n].reduce((a, b) => (a < b ? a : b));
      const amount = (most / step) * step;
      if (amount < step) continue;
      left -= amount;
      const [loan, decision] = [this.#edge.newId(), this.#edge.newId()];
      const guarantors =
        this.#village.template === "damayan"
          ? [staying[(staying.indexOf(member) + 1) % staying.length]!]
          : [];
      const purpose = purposes[chance.below(purposes.length)]!;
      const abstaining = chance.below(3);
      lines.push(
        lineOf(`${member}.request`, "loans.request", {
          loan,
          member,
          product: "ordinary",
          amount,
          purpose: this.#village.language === "id" ? purpose.id : purpose.en,
          guarantors,
        }),
        lineOf(`${member}.decision`, "assembly.decision", {
          decision,
          question: "loan",
          about: loan,
          votes_for: this.#active().length - absent.size - abstaining,
          votes_against: 0,
          abstaining,
        }),
        lineOf(`${member}.pay-out`, "loans.pay-out", { loan, member, decision }),
      );
    }
    return lines;
  }

  /** What funds of all give: a need is told and made sure of at one meeting, and paid at the next ones. */
  #helping(books: Books, on: Day, past: number, absent: ReadonlySet<MemberId>): readonly SheetLine[] {
    const lines: SheetLine[] = [];
    const hands = this.#active().length - absent.size;
    for (const status of ["checked", "paid-in-part"] as const)
      for (const row of books.rows(claimTable, { status })) {
        const amount = payableOn(row, on);
        if (amount === 0n) continue;
        lines.push(
          lineOf(`${row.claim_id}.benefit`, "aid.pay-benefit", {
            claim: row.claim_id,
            amount,
            ...(isHerOwnDeath(row) ? { received_by: this.#family() } : {}),
          }),
        );
      }
    for (const turn of this.#turns) {
      if (turn.at !== past) continue;
      if (turn.what === "grant") {
        const [member, decision] = [this.#number(turn.woman), this.#edge.newId()];
        const about = `grant/social/${member}`;
        const votes = { votes_for: hands - 1, votes_against: 0, abstaining: 1 };
        lines.push(
          lineOf(`${decision}.1`, "assembly.decision", { decision, question: "benefit", about, ...votes }),
          lineOf(`${decision}.2`, "aid.grant", {
            member,
            fund: "social",
            amount: turn.amount,
            decision,
            purpose: turn.purpose,
          }),
        );
      }
      if (turn.what === "death") {
        const [claim, member] = [this.#edge.newId(), this.#number(turn.woman)];
        const { who } = turn;
        const [first, second] = [this.#holders("secretary")[0]!, this.#holders("chair")[0]!];
        const happened_on = addDays(on, -6);
        lines.push(
          lineOf(`${claim}.1`, "aid.claim", { claim, fund: "damayan", member, event: "death", who, happened_on }),
          lineOf(`${claim}.2`, "aid.verify", { claim, first, second }),
        );
      }
    }
    return lines;
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

  /** Counts the box: what the sheet leaves in each fund. A line that cannot be (a limit was reached) is left out. */
  async #counted(
    client: Parameters<typeof loadBooks>[0],
    lines: readonly SheetLine[],
    meeting: Uuid,
    on: Day,
    past: number,
  ): Promise<readonly SheetLine[]> {
    let sheet = [...lines];
    const occasion = {
      on,
      meeting: { meeting_id: meeting, number: past + 1 },
      context: {
        today: on,
        at: this.#edge.now().at,
        by: this.#members[0]!,
        with: [],
        roles: new Set(),
        ruleDefinitions: new Map(),
        reversible: new Set<string>(),
      },
    } as never;
    // What the whole sheet must see is enough for a shorter one.
    const books = await loadBooks(client, this.#organisation, books => needsOfSheet(lines, books, on));
    for (const { fund, unit } of books.rows(fundTable)) {
      const amount = books.balance({ account: `cash/${fund}`, unit });
      if (amount !== 0n) sheet.push(lineOf(`recall.${fund}`, "meetings.recall", { fund, amount, counted: amount }));
    }
    for (;;) {
      const result = workOut(sheet, books, occasion);
      if (!("refused" in result)) {
        const counts = books
          .rows(fundTable)
          .map(({ fund, unit }) => ({ fund, counted: result.after.balance({ account: `cash/${fund}`, unit }) }));
        return [
          ...sheet,
          ...counts.map(({ fund, counted }) => lineOf(`count.${fund}`, "meetings.count", { fund, counted })),
        ];
      }
      const stem = result.because.line.replace(/\.(request|decision|pay-out)$/, "");
      const isLoan = stem !== result.because.line;
      const kept = sheet.filter(
        line =>
          line.line !== result.because.line &&
          !(isLoan && [".request", ".decision", ".pay-out"].some(end => line.line === stem + end)),
      );
      if (kept.length === sheet.length || sheet.length - kept.length > lines.length)
        throw new Error(
          `the sheet cannot be: ${result.refused} ${JSON.stringify(result.because, (_k, v: unknown) => (typeof v === "bigint" ? String(v) : v))}`,
        );
      if (result.because.line === "share-out")
        throw new Error(
          `no share-out: ${result.refused} ${JSON.stringify(result.because, (_k, v: unknown) => (typeof v === "bigint" ? String(v) : v))}`,
        );
      sheet = kept;
    }
  }
}

/** What a woman may borrow by. */
const stakeAccounts: Readonly<Record<string, readonly AccountCode[]>> = {
  vsla: ["member-shares/loan"],
  damayan: ["member-shares.cbu/loan", "member-savings.savings/loan"],
};

const purposes = [
  { id: "Benang dan pewarna tenun", en: "Yarn and dye" },
  { id: "Biaya sekolah anak", en: "School fees" },
  { id: "Bibit dan pupuk", en: "Seed and manure" },
  { id: "Modal warung", en: "Stock for the small shop" },
  { id: "Ayam dan kandang", en: "Chickens and a coop" },
  { id: "Atap rumah bocor", en: "The leaking roof" },
] as const;

async function must(answer: Promise<Answer>): Promise<void> {
  const got = await answer;
  if (got.status === "refused")
    throw new Error(
      `refused: ${got.refused} ${JSON.stringify(got.because, (_k, v: unknown) => (typeof v === "bigint" ? String(v) : v))}`,
    );
}

/** What the telephones of a group want to say, one thing after the other; each waits for the answer to the last. */
import { addDays, type Day, isRefusal, type MemberId, type Uuid } from "#base";
import { type Pool, read } from "#db";
import { sheetHash, type SheetLine } from "#meetings";
import { draftLinesOf } from "#meetings/server";
import type { Answer } from "../../app/server/intake.ts";
import type { Chance } from "../village/edge.ts";
import { type Group, line, readAloud, recalled, testKey, tryOut } from "../village/group.ts";
import { affairAtCounter, affairsAtMeeting } from "./affairs.ts";

/** What becomes true if it is accepted, in the words of a plain bookkeeper: "savings <member>", "cash loan", … */
export type Effects = readonly (readonly [what: string, amount: bigint])[];

export interface Intent {
  readonly name: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly by: MemberId;
  readonly with: readonly MemberId[];
  readonly on: Day;
  readonly effects: Effects;
}

/** Gives the next thing to say; it is handed the answer to the one before. */
export type Device = AsyncGenerator<Intent, void, Answer>;

export interface Chapter {
  readonly group: Group;
  /** Free savings, and the fund that every member gives to. */
  readonly product: string;
  readonly pool: Pool;
  /** The chance of the devices, apart from that of the network. */
  readonly chance: Chance;
}

/** A telephone at the counter: two people enter what others bring or fetch, right and wrong things alike. */
export async function* counter(of: Chapter, by: MemberId, second: MemberId, count: number): Device {
  const { group, product, chance } = of;
  const two = { by, with: [second] };
  for (let said = 0; said < count; said += 1) {
    const member = group.members[chance.below(group.members.length)]!;
    const amount = BigInt(1 + chance.below(40)) * 500n;
    const on = group.edge.today;
    const luck = chance.below(28);
    const affair = luck < 20 ? null : await affairAtCounter(of, [by, second]);
    if (affair) {
      const { name, entry, body } = affair;
      yield { name, body, ...two, on, effects: effectsOf({ line: "", entry, body: body as never }) };
    } else if (luck < 8)
      yield {
        name: "savings.record-deposit",
        body: { member, product, amount },
        ...two,
        on,
        effects: [
          [`savings ${member}`, amount],
          ["cash loan", amount],
        ],
      };
    else if (luck < 13)
      yield {
        name: "savings.record-withdrawal",
        body: { member, product, amount },
        ...two,
        on,
        effects: [
          [`savings ${member}`, -amount],
          ["cash loan", -amount],
        ],
      };
    else if (luck < 14)
      yield {
        name: "meetings.record-expense",
        body: { money: group.edge.newId(), fund: "loan", amount, purpose: "Kapur tulis" },
        ...two,
        on,
        effects: [
          ["cash loan", -amount],
          ["spent", amount],
        ],
      };
    else if (luck < 15)
      yield {
        name: "meetings.record-bank",
        body: { fund: "loan", amount: said % 2 === 0 ? amount : -amount },
        ...two,
        on,
        effects:
          said % 2 === 0
            ? [
                ["cash loan", -amount],
                ["bank loan", amount],
              ]
            : [
                ["cash loan", amount],
                ["bank loan", -amount],
              ],
      };
    else if (luck < 17)
      yield {
        name: "members.join",
        body: {
          member: group.edge.newMember(),
          person: group.edge.newId(),
          number: 8 + chance.below(20),
          name: "Nurul",
        },
        ...two,
        on,
        effects: [["members", 1n]],
      };
    else if (luck < 18)
      yield {
        name: "members.set-contact",
        body: { member, telephone: `08${chance.below(10_000)}` },
        by: member,
        with: [],
        on,
        effects: [],
      };
    // One alone, and a clock that runs ahead: both are refused.
    else if (luck < 19)
      yield {
        name: "savings.record-deposit",
        body: { member, product, amount },
        by,
        with: [],
        on,
        effects: [["savings nobody", amount]],
      };
    else
      yield {
        name: "savings.record-deposit",
        body: { member, product, amount },
        ...two,
        on: addDays(on, 400),
        effects: [["savings nobody", amount]],
      };
  }
}

/** The telephone on the table: meetings from the opening to the seal, recounted where the counter was quicker. */
export async function* table(of: Chapter, count: number): Device {
  const { group, product, chance } = of;
  const { treasurer, secretary } = group;
  const keys = group.keyHolders;
  for (let held = 0; held < count; held += 1) {
    const on = group.edge.today;
    const meeting = group.edge.newId();
    const say = (
      name: string,
      body: Readonly<Record<string, unknown>>,
      by: MemberId,
      effects: Effects = [],
    ): Intent => ({ name, body: { meeting, ...body }, by, with: [], on, effects });
    const opened = yield say("meetings.open", {}, treasurer);
    if (isRefusal(opened)) continue;
    for (const key of keys) yield say("meetings.turn-key", { purpose: "open" }, key);
    const amount = BigInt(1 + chance.below(9)) * 1_000n;
    const lines = [
      ...group.members.map(member =>
        line("meetings.roll", { member, mark: chance.below(5) === 0 ? "absent" : "present" }),
      ),
      ...group.members.map(member => line("savings.deposit", { member, product, amount })),
      ...group.members.map(member => line("aid.contribution", { member, fund: "social", amount: 500n })),
      line("meetings.fine", { member: group.members[chance.below(7)], reason: "late", fund: "loan", amount: 500n }),
    ];
    yield say("meetings.write", { lines }, treasurer);
    const wrong = lines[group.members.length + chance.below(group.members.length)]!;
    yield say("meetings.write", { lines: [{ ...wrong, removed: true }] }, secretary);
    for (const affair of await affairsAtMeeting(of)) yield say("meetings.write", { lines: affair }, treasurer);
    let sealed: Answer | undefined;
    for (let tries = 0; tries < 6 && sealed?.status !== "accepted"; tries += 1) {
      const draft = (await draftOf(of.pool, group, meeting)).filter(one => one.entry !== "meetings.count");
      const tried = await tryOut(group, draft, on);
      if ("refused" in tried) {
        yield say("meetings.write", { lines: withWhatBelongsTo(tried.because.line, draft) }, treasurer);
        continue;
      }
      yield say(
        "meetings.write",
        {
          // The counter may have been quicker: what it took is read aloud, and what the boxes held is said anew.
          lines: [
            ...(await readAloud(group)),
            ...(await recalled(group, on)),
            ...Object.entries(tried.counts).map(([fund, counted]) =>
              line("meetings.count", { fund, counted }, `count.${fund}`),
            ),
          ],
        },
        treasurer,
      );
      const whole = await draftOf(of.pool, group, meeting);
      const sheet = sheetHash(whole);
      for (const key of keys) yield say("meetings.turn-key", { purpose: "seal", sheet }, key);
      sealed = yield say("meetings.seal", { sheet }, treasurer, [...whole.flatMap(effectsOf), ["meetings", 1n]]);
    }
    if (sealed?.status !== "accepted") yield { ...say("meetings.abandon", {}, treasurer), with: [secretary] };
  }
}

/** Where the counter took what a line rests on, it comes off the sheet with all that was written for the same thing. */
function withWhatBelongsTo(place: string, draft: readonly SheetLine[]): readonly object[] {
  const stem = place.startsWith("affair.") ? place.slice(0, place.lastIndexOf(".") + 1) : place;
  return draft.filter(one => one.line.startsWith(stem)).map(({ line, entry, body }) => ({ line, entry, body, removed: true }));
}

/** A plain bookkeeper's reading of an entry; nothing of the rooms is asked. */
function effectsOf({ entry, body }: SheetLine): Effects {
  const { member, fund = "", amount: text } = body as { readonly member: string; readonly fund?: string; readonly amount?: string };
  const amount = BigInt(text ?? "0");
  if (entry === "savings.deposit")
    return [
      [`savings ${member}`, amount],
      ["cash loan", amount],
    ];
  if (entry === "aid.contribution") return [[`cash ${fund}`, amount]];
  if (entry === "aid.enrol") return [["cash damayan", amount]];
  if (entry === "aid.pay-benefit") return [["cash damayan", -amount]];
  if (entry === "loans.pay-out")
    return [
      ["lent", amount],
      ["cash loan", -amount],
    ];
  // Principal or interest, of a loan that stands or one that was given up.
  if (entry === "loans.repayment" || entry === "loans.recovery")
    return [
      ["brought back", amount],
      ["cash loan", amount],
    ];
  if (entry === "meetings.fine") return [["cash loan", amount]];
  return [];
}

const draftOf = (pool: Pool, group: Group, meeting: Uuid): Promise<readonly SheetLine[]> =>
  read(pool, group.organisation, client => draftLinesOf(client, group.organisation, meeting, testKey));

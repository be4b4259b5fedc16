/**
 * Any command and any entry at all, well formed by its description: ids that are there and ids that are not, amounts of
 * every size, days on both sides of today. What the border would let in, and nothing else.
 */
import fc from "fast-check";
import {
  addDays,
  type Day,
  type EntryRule,
  type Field,
  type Fields,
  type MemberId,
  memberIdFrom,
  type Uuid,
  uuidFrom,
} from "#base";
import { entryRules } from "#meetings";
import { house } from "../../app/rooms.ts";

export interface Known {
  readonly members: readonly MemberId[];
  readonly uuids: readonly Uuid[];
  readonly today: Day;
}

const bytes = fc.uint8Array({ minLength: 10, maxLength: 10 });
const strangeUuid = fc.tuple(fc.nat({ max: 2 ** 31 }), bytes).map(([time, random]) => uuidFrom(time, random));
const strangeMember = bytes.map(memberIdFrom);

const codes = fc.constantFrom("loan", "social", "reserve", "free", "wajib", "pokok", "ordinary", "late", "nothing");
const keys = fc.constantFrom(
  "meetings.fine/late",
  "loans.product/ordinary",
  "aid.fund/social",
  "savings.deposit",
  "no.such/thing",
  "cash/loan",
);

function fieldLike(field: Field, known: Known): fc.Arbitrary<unknown> {
  switch (field.is) {
    case "uuid":
      return fc.oneof({ arbitrary: fc.constantFrom(...known.uuids), weight: 6 }, strangeUuid);
    case "member":
      return fc.oneof({ arbitrary: fc.constantFrom(...known.members), weight: 8 }, strangeMember);
    case "code":
      return codes;
    case "key":
      return keys;
    case "unit":
      return fc.constantFrom("IDR", "kg", "USD");
    case "hash":
      return fc.constant("0".repeat(64));
    case "day":
      return fc.integer({ min: -400, max: 40 }).map(days => addDays(known.today, days));
    case "amount":
      return fc.oneof(
        fc.constantFrom(0n, 1n, 500n, 10_000n, 20_000n),
        fc.bigInt({ min: field.signed ? -50_000n : 0n, max: 10n ** 17n }),
      );
    case "count":
      return fc.integer({ min: 0, max: Math.min(field.max, 30) });
    case "text":
      return fc.constantFrom("Beras", "Ya", "loan", ...known.uuids.slice(0, 3)).map(text => text.slice(0, field.max));
    case "choice":
      return fc.constantFrom(...field.of);
    case "flag":
      return fc.boolean();
    case "document":
      return fc.constantFrom({}, "ya", { amount: "500", fund: "loan" }, [{ a: "b" }]);
    case "list":
      return fc.array(fieldLike(field.of, known), { maxLength: Math.min(field.max, 3) });
    case "group":
      return bodyLike(field.of, known);
  }
}

function bodyLike(fields: Fields, known: Known): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  const parts = Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [
      name,
      field.optional ? fc.option(fieldLike(field, known), { nil: undefined }) : fieldLike(field, known),
    ]),
  );
  return fc
    .record(parts)
    .map(body => Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)));
}

/** A command of any kind, said by any of them, alone or with others. */
export const commandLike = (known: Known) =>
  fc.constantFrom(...[...house.commands.values()].filter(rule => !rule.founds)).chain(rule =>
    fc.record({
      name: fc.constant(rule.name as string),
      body: bodyLike(rule.fields, known),
      // Mostly by somebody who may.
      by: fc.oneof(
        { arbitrary: fc.constantFrom(...known.members.slice(0, 3)), weight: 4 },
        fc.constantFrom(...known.members),
        strangeMember,
      ),
      with: fc.oneof({ arbitrary: fc.constant(known.members.slice(0, 3)), weight: 3 }, fc.constant([])),
      on: fc.oneof(
        { arbitrary: fc.constant(known.today), weight: 4 },
        fc.integer({ min: -60, max: 5 }).map(days => addDays(known.today, days)),
      ),
    }),
  );

/** An entry of any kind. */
export const entryLike = (
  known: Known,
): fc.Arbitrary<{ readonly rule: EntryRule<any>; readonly body: Readonly<Record<string, unknown>> }> =>
  fc.constantFrom(...entryRules.values()).chain(rule => bodyLike(rule.fields, known).map(body => ({ rule, body })));

/** How benefits and offices are spread, worked out by hand. */
import { describe, expect, test } from "vitest";
import { type AccountCode, day, type Line, type MemberId, type Role } from "#base";
import type { OfficeHeld } from "#members/server";
import { benefitIn, officesOn } from "./spread.ts";

const [ana, bela, cora] = ["m_a", "m_b", "m_c"] as unknown as readonly [MemberId, MemberId, MemberId];
const held = (
  member: MemberId,
  role: Role,
  from: string,
  until: string | null = null,
  substituteFor: MemberId | null = null,
): OfficeHeld => ({ member, role, substituteFor, from: day(from), until: until === null ? null : day(until) });

describe("offices on a day", () => {
  test("each is counted once, with who holds it, and the most of one", () => {
    const terms = [
      held(ana, "treasurer", "2026-01-01"),
      held(ana, "money-counter", "2026-01-01"),
      held(bela, "chair", "2026-01-01", "2026-12-31"),
      held(cora, "secretary", "2025-01-01", "2025-12-31"),
    ];
    expect(officesOn(terms, day("2026-12-31"))).toEqual({ offices: 3, holders: 2, most: 2, long: 0 });
    expect(officesOn(terms, day("2027-01-01"))).toMatchObject({ offices: 2, holders: 1 });
    expect(officesOn([], day("2026-12-31"))).toEqual({ offices: 0, holders: 0, most: 0, long: 0 });
  });

  test("who stands in for another, and an official, hold none of the members' own", () => {
    const terms = [
      held(ana, "key-holder", "2026-01-01"),
      held(bela, "key-holder", "2026-03-01", "2026-04-01", ana),
      held(cora, "field-officer", "2026-01-01"),
    ];
    expect(officesOn(terms, day("2026-03-15"))).toEqual({ offices: 1, holders: 1, most: 1, long: 0 });
  });

  test("long is more than three years in the same office, terms that follow each other taken as one", () => {
    const on = (...terms: readonly OfficeHeld[]) => officesOn(terms, day("2026-06-30")).long;
    expect(on(held(ana, "chair", "2023-06-30"))).toBe(0);
    expect(on(held(ana, "chair", "2023-06-29"))).toBe(1);
    const again = held(ana, "chair", "2025-01-01");
    expect(on(held(ana, "chair", "2023-01-01", "2024-12-31"), again)).toBe(1);
    // A day between breaks it, and so does another office or another woman.
    expect(on(held(ana, "chair", "2023-01-01", "2024-12-30"), again)).toBe(0);
    expect(on(held(ana, "treasurer", "2023-01-01", "2024-12-31"), again)).toBe(0);
    expect(on(held(bela, "chair", "2023-01-01", "2024-12-31"), again)).toBe(0);
  });
});

describe("what of a fact is a benefit", () => {
  const line = (account: string, amount: bigint, member?: MemberId): Line => ({
    ...{ account: account as AccountCode, unit: "IDR", amount },
    ...(member && { member }),
  });

  test("help is what was decided, also where a part of it paid her debts", () => {
    const lines = [line("fund-balance/social", 900n), line("cash/social", -900n)];
    const fact = { kind: "aid.benefit-paid", member: ana, lines, data: { amount: "1000" } };
    expect(benefitIn(fact)).toEqual({ of: "aid", member: ana, unit: "IDR", amount: 1000n });
    expect(benefitIn({ ...fact, kind: "aid.granted" })?.amount).toBe(1000n);
  });

  test("of a surplus what left the fund's own; of a cycle what it earned on her shares, and not the shares", () => {
    const credited = [line("retained-surplus/loan", 300n), line("member-payable/loan", -300n, ana)];
    expect(benefitIn({ kind: "savings.surplus-credited", member: ana, lines: credited })?.amount).toBe(300n);
    const closed = [line("member-shares/loan", 5000n, ana), line("retained-surplus/loan", 700n), line("cash/loan", -5700n)];
    expect(benefitIn({ kind: "savings.shares-closed", member: ana, lines: closed })?.amount).toBe(700n);
    const lost = [line("member-shares/loan", 5000n, ana), line("retained-surplus/loan", -200n), line("cash/loan", -4800n)];
    expect(benefitIn({ kind: "savings.shares-closed", member: ana, lines: lost })?.amount).toBe(-200n);
  });

  test("nothing else is", () => {
    expect(benefitIn({ kind: "savings.withdrawn", member: ana, lines: [line("cash/loan", -1n)] })).toBeNull();
    expect(benefitIn({ kind: "savings.surplus-allocated", lines: [line("cash/loan", -1n)] })).toBeNull();
  });
});

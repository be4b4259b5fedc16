import { isRefusal } from "#base";
import { describe, expect, test } from "vitest";
import { boundsOf, partedBy } from "./bids.ts";
import { Circle, done, monday } from "./circle.testing.ts";

/** Five seats of 100,000, at least 60 percent, 5 percent for the group. */
const chit = (of: Parameters<Circle["begins"]>[0] = {}) => {
  const circle = new Circle(5);
  circle.sealed();
  done(
    circle.begins({
      amount: 100_000n,
      turn: "bid",
      floor_percent: 60,
      commission_percent: 5,
      commission_to: "loan",
      ...of,
    }),
  );
  return circle;
};

describe("a round that goes to the lowest bid", () => {
  test("pays her, gives the others the same share of what she left, and the group its commission", () => {
    const circle = chit();
    const on = monday(1);
    circle.allBring(on);
    const bids = [
      { seat: 2, amount: 420_000n },
      { seat: 4, amount: 400_000n },
      { seat: 5, amount: 475_000n },
    ];
    expect(circle.hands(2, on, bids)).toMatchObject({ refused: "pots.not-her-turn", because: { turn: 4 } });
    done(circle.hands(4, on, bids));
    // 500,000 less 25,000 less 400,000 leaves 75,000, which four share: 18,700 each in whole hundreds, 200 stay with her.
    expect(circle.rounds[0]).toMatchObject({ seat: 4, bid: 400_000n, share: 18_700n, commission: 25_000n, handed: 500_000n });
    expect(circle.cash("loan")).toBe(25_000n);
    expect(circle.cash()).toBe(4n * 18_700n);
    // The share counts as brought: so much less is due next time.
    expect(circle.dues(monday(2)).map(one => one.amount)).toEqual([81_300n, 81_300n, 81_300n, 100_000n, 81_300n]);
    expect(circle.owedTo(circle.members[3]!)).toBe(-400_000n);
  });

  test("takes no bid below the floor, above what there is, of who received, twice, or in no coin", () => {
    const circle = chit();
    circle.allBring(monday(1));
    const refused = (bids: Parameters<Circle["hands"]>[2], refusal: object, seat = 1, week = 1) =>
      expect(circle.hands(seat, monday(week), bids)).toMatchObject(refusal);
    refused([{ seat: 1, amount: 299_900n }], { refused: "pots.bid-out-of-bounds", because: { least: 300_000n, most: 475_000n } });
    refused([{ seat: 1, amount: 475_100n }], { refused: "pots.bid-out-of-bounds" });
    refused([{ seat: 1, amount: 400_050n }], { refused: "pots.bid-not-in-cash" });
    refused([{ seat: 1, amount: 400_000n }, { seat: 1, amount: 390_000n }], { refused: "pots.bids-twice" });
    done(circle.hands(1, monday(1), [{ seat: 1, amount: 300_000n }]));
    circle.allBring(monday(2));
    refused([{ seat: 1, amount: 400_000n }], { refused: "pots.bids-no-more" }, 2, 2);
  });

  test("goes by the lot where two bid the same, and where nobody bids", () => {
    const circle = chit();
    circle.allBring(monday(1));
    const tied = [
      { seat: 1, amount: 400_000n },
      { seat: 3, amount: 400_000n },
      { seat: 4, amount: 410_000n },
    ];
    const drawn = [1, 3, 4].filter(seat => !isRefusal(circle.hands(seat, monday(1), tied)));
    expect([[1], [3]]).toContainEqual(drawn);
    circle.allBring(monday(2));
    const [seat] = [1, 2, 3, 4, 5].filter(one => !isRefusal(circle.hands(one, monday(2))));
    expect(circle.rounds[1]).toMatchObject({ seat, bid: null, share: 0n, commission: 25_000n });
  });

  test("nobody bids in the last round: nobody comes after it to whom something could be left", () => {
    const circle = chit();
    for (const round of [1, 2, 3, 4]) {
      circle.allBring(monday(round));
      const waiting = circle.seats.filter(seat => seat.received_round === null).map(seat => seat.seat);
      done(circle.hands(waiting[0]!, monday(round), [{ seat: waiting[0]!, amount: 400_000n }]));
    }
    circle.allBring(monday(5));
    const [last] = circle.seats.filter(seat => seat.received_round === null);
    expect(circle.hands(last!.seat, monday(5), [{ seat: last!.seat, amount: 400_000n }])).toMatchObject({
      refused: "pots.last-does-not-bid",
    });
    done(circle.hands(last!.seat, monday(5)));
    expect(circle.pot).toMatchObject({ status: "ended" });
    expect(circle.cash()).toBe(0n);
  });

  test("is taken back whole, shares and commission too", () => {
    const circle = chit();
    circle.allBring(monday(1));
    const before = circle.seats;
    const [handed] = done(circle.hands(2, monday(1), [{ seat: 2, amount: 350_000n }]));
    done([circle.takesBack(handed!, monday(1)) as never]);
    expect(circle.seats).toEqual(before);
    expect([circle.cash(), circle.cash("loan")]).toEqual([500_000n, 0n]);
    expect(circle.pot).toMatchObject({ round: 1, handed_on: null });
  });

  test("parts exactly what was brought, whatever is bid", () => {
    for (const seats of [2, 3, 7, 20, 40])
      for (const commission_percent of [null, 1, 5, 7])
        for (const floor_percent of [50, 60, 93]) {
          const terms = { unit: "IDR", seats, floor_percent, commission_percent };
          const round = BigInt(seats) * 33_300n;
          const { least, most, commission } = boundsOf(round, terms);
          for (const bid of [null, least, most, least + 700n < most ? least + 700n : most]) {
            const parted = partedBy(round, bid, terms);
            expect(parted.payout + parted.share * BigInt(seats - 1) + parted.commission).toBe(round);
            expect(parted.commission).toBe(commission);
            expect(parted.share).toBeLessThanOrEqual(33_300n);
            if (bid !== null) expect(parted.payout - bid).toBeLessThan(100n * BigInt(seats - 1));
          }
        }
  });
});

import { type BodyOf, type CommandRule, day, type Fields, type MemberId, type RecordedFact, type Refusal } from "#base";
import { membershipTable, officeTable, rolesOn } from "#members";
import { beforeEach, describe, expect, test } from "vitest";
import { callForHelp, closeCall, takeBackCall } from "./call.ts";
import { offerHelp, withdrawOffer } from "./call-offer.ts";
import { callOfferTable, callTable } from "./call-tables.ts";
import { began, Chapter } from "./chapter.testing.ts";
import { done, shown } from "./group-on-paper.testing.ts";

const today = "2026-03-02";
const last = "2026-04-02";
const hers = "Rumah kami kebanjiran";

let chapter: Chapter;
let [wulan, neighbour, treasurer, secretary, chair]: MemberId[] = [];

const holds = (member: MemberId, role: "treasurer" | "secretary" | "chair", until: string | null = null): void =>
  chapter.books.apply([
    { put: officeTable, row: { member_id: member, role, from_on: began, until_on: until, substitute_for: null } },
  ] as never);

/** Said by the first, with the offices she holds that day; the others sit beside her. */
function says<F extends Fields>(
  rule: CommandRule<F>,
  body: BodyOf<F>,
  [by, ...others]: readonly MemberId[],
  on = today,
): readonly RecordedFact[] | Refusal {
  return chapter.commands(rule, body, on, by!, rolesOn(day(on), by!, chapter.books), others);
}

const calls = (of: object, there: readonly MemberId[], on = today) => {
  const call = chapter.id();
  const body = { call, member: wulan!, need: "flood" as const, words: hers, until: day("2026-03-16"), consents: true };
  return { call, said: says(callForHelp, { ...body, ...of }, there, on) };
};
const called = (of: object = {}, there: readonly MemberId[] = [wulan!]) => {
  const { call, said } = calls(of, there);
  return { call, fact: done(said)[0]! };
};
const row = (call_id: ReturnType<typeof called>["call"]) => chapter.books.row(callTable, { call_id });
const offers = (call: ReturnType<typeof called>["call"], of: object, there: readonly MemberId[], on = today) => {
  const offer = chapter.id();
  return { offer, said: says(offerHelp, { offer, call, member: there[0]!, kind: "food", ...of }, there, on) };
};

beforeEach(() => {
  chapter = new Chapter(6);
  [wulan, neighbour, treasurer, secretary, chair] = chapter.members as MemberId[];
  holds(treasurer!, "treasurer");
  holds(secretary!, "secretary");
  holds(chair!, "chair");
});

describe("a call for help", () => {
  test("is hers to say; the log knows the need and the days, and not her words", () => {
    const { call, fact } = called({ anonymous: true, officer: chair });
    expect(fact).toMatchObject({ kind: "aid.help-called", member: wulan, lines: [] });
    expect(fact.data).toEqual({
      ...{ call, need: "flood", anonymous: true, consent: "herself", until: "2026-03-16", first_officer: chair },
    });
    expect(fact.texts).toEqual([{ about: "aid.call", id: call, field: "words", text: hers, member: wulan }]);
    expect(shown([fact.data, row(call)])).not.toContain("kebanjiran");
    expect(row(call)).toMatchObject({
      ...{ member_id: wulan, consent: "herself", first_officer: chair, second_officer: null },
      ...{ called_on: today, ends_on: "2026-03-16", status: "open", ended_on: null },
    });
    expect(called({ words: undefined }).fact.texts).toBeUndefined();
  });

  test("goes nowhere without her consent, whoever writes it", () => {
    const without = { refused: "aid.consent-missing" };
    expect(calls({ consents: false }, [wulan!]).said).toMatchObject(without);
    for (const [of, there] of [
      [{}, [treasurer!]],
      [{}, [treasurer!, secretary!]],
      [{ officer: secretary }, [treasurer!]],
      [{ officer: secretary }, [treasurer!, chair!]],
      [{ officer: secretary }, [neighbour!, secretary!]],
      [{ officer: secretary, consents: false }, [treasurer!, secretary!]],
      [{ consents: false }, [treasurer!, wulan!]],
      [{}, [neighbour!, wulan!]],
    ] as const)
      expect(calls(of, there).said, shown([of, there])).toMatchObject(without);
    expect(chapter.books.rows(callTable)).toEqual([]);
  });

  test("is said for her where she sits beside an officer, or where two officers saw her sign", () => {
    expect(row(called({}, [treasurer!, wulan!]).call)).toMatchObject({
      ...{ consent: "herself", first_officer: treasurer, second_officer: null },
    });
    const { fact, call } = called({ officer: secretary }, [treasurer!, secretary!]);
    expect(fact).toMatchObject({ member: wulan });
    expect(row(call)).toMatchObject({ consent: "witnessed", first_officer: treasurer, second_officer: secretary });
  });

  test("is seen by officers who are others, two of them, and in office that day", () => {
    holds(neighbour!, "chair", "2026-02-01");
    for (const [of, there] of [
      [{ officer: neighbour }, [wulan!]],
      [{ officer: neighbour }, [treasurer!, neighbour!]],
      [{ officer: treasurer }, [treasurer!, treasurer!]],
      [{ member: secretary, officer: secretary }, [secretary!]],
    ] as const)
      expect(calls(of, there).said, shown([of, there])).toMatchObject({ refused: "aid.officer-of-call" });
    // An officer who needs help herself calls as anybody does, with others to stand by her.
    called({ member: secretary, officer: chair }, [secretary!]);
    expect(calls({ member: secretary, officer: chair }, [treasurer!]).said).toMatchObject({ refused: "aid.consent-missing" });
  });

  test("is for some weeks, once, and of a member", () => {
    const { call } = called({ until: day(last) });
    for (const until of ["2026-03-01", "2026-04-03"])
      expect(calls({ until: day(until) }, [wulan!]).said).toMatchObject({
        ...{ refused: "aid.call-too-long", because: { first: today, last } },
      });
    expect(calls({ call }, [wulan!]).said).toMatchObject({ refused: "aid.call-is-there" });
    chapter.ends(wulan!, "left", "2026-02-20");
    expect(calls({ officer: secretary }, [treasurer!, secretary!]).said).toMatchObject({
      refused: "aid.no-longer-a-member",
    });
  });
});

describe("the end of a call", () => {
  const ends = (rule: typeof closeCall, call: ReturnType<typeof called>["call"], there: readonly MemberId[], on = today) =>
    says(rule, { call }, there, on);

  test("is hers, or on her word an officer's who stands by her; her words are wiped with it", () => {
    for (const [rule, status] of [
      [takeBackCall, "taken-back"],
      [closeCall, "helped"],
    ] as const) {
      for (const there of [[wulan!], [secretary!], [treasurer!], [neighbour!, wulan!]]) {
        const { call } = called({ officer: secretary }, [treasurer!, secretary!]);
        const [fact] = done(ends(rule, call, there, "2026-03-05"));
        expect(fact).toMatchObject({ kind: `aid.call-${status}`, member: wulan, data: { call } });
        expect(fact!.texts).toEqual([{ about: "aid.call", id: call, field: "words", text: "", member: wulan }]);
        expect(row(call)).toMatchObject({ status, ended_on: "2026-03-05" });
        for (const again of [takeBackCall, closeCall])
          expect(ends(again, call, [wulan!])).toMatchObject({ refused: "aid.call-is-over" });
      }
    }
  });

  test("is nobody else's: to others, and to an officer who left her office, it is not there", () => {
    const { call } = called({ officer: secretary });
    for (const rule of [takeBackCall, closeCall]) {
      for (const by of [neighbour!, treasurer!, chair!])
        expect(ends(rule, call, [by])).toMatchObject({ refused: "aid.no-such-call" });
      expect(ends(rule, chapter.id(), [wulan!])).toMatchObject({ refused: "aid.no-such-call" });
    }
    holds(secretary!, "secretary", "2026-03-03");
    expect(ends(takeBackCall, call, [secretary!], "2026-03-04")).toMatchObject({ refused: "aid.no-such-call" });
  });

  test("may come after its last day, and is not before the day she called", () => {
    const { call } = called();
    done(ends(closeCall, call, [wulan!], "2026-05-01"));
    const other = called().call;
    done(ends(takeBackCall, other, [wulan!], "2026-03-01"));
    expect(row(other)).toMatchObject({ ended_on: today });
  });

  test("writes no text of who was erased", () => {
    const { call } = called({ officer: secretary });
    const kept = chapter.books.row(membershipTable, { member_id: wulan! })!;
    const gone = { status: "left" as const, ended_on: day(today), erased_on: day(today) };
    chapter.books.apply([{ put: membershipTable, row: { ...kept, ...gone } }]);
    expect(done(ends(takeBackCall, call, [secretary!]))[0]!.texts).toEqual([]);
  });
});

describe("an offer", () => {
  test("is each one's own, or written down by an officer for her; the words lie under the key of who offers", () => {
    const { call } = called({ anonymous: true });
    const { offer, said } = offers(call, { words: "Nasi untuk dua hari" }, [neighbour!]);
    const [fact] = done(said);
    expect(fact).toMatchObject({ kind: "aid.help-offered", member: neighbour, lines: [] });
    expect(fact!.data).toEqual({ offer, call, kind: "food" });
    expect(fact!.texts).toMatchObject([{ about: "aid.call-offer", id: offer, field: "words", member: neighbour }]);
    done(offers(call, { member: neighbour, kind: "time" }, [treasurer!]).said);
    expect(chapter.books.rows(callOfferTable, { call_id: call })).toMatchObject([
      { member_id: neighbour, kind: "food", offered_on: today, withdrawn_on: null },
      { member_id: neighbour, kind: "time" },
    ]);
    expect(offers(call, { member: neighbour }, [wulan!]).said).toMatchObject({ refused: "aid.hers-to-offer" });
    expect(offers(call, { offer }, [neighbour!]).said).toMatchObject({ refused: "aid.offer-is-there" });
  });

  test("is for a call that is open, to a member who is one", () => {
    const gone = { refused: "aid.no-such-call" };
    const { call } = called({ until: day("2026-03-16") });
    expect(offers(chapter.id(), {}, [neighbour!]).said).toMatchObject(gone);
    expect(offers(call, {}, [neighbour!], "2026-03-17").said).toMatchObject(gone);
    done(offers(call, {}, [neighbour!], "2026-03-16").said);
    for (const rule of [takeBackCall, closeCall]) {
      const other = called();
      done(says(rule, { call: other.call }, [wulan!]));
      expect(offers(other.call, {}, [neighbour!]).said).toMatchObject(gone);
    }
    chapter.ends(neighbour!, "left", today);
    expect(offers(call, { member: neighbour }, [treasurer!]).said).toMatchObject({ refused: "aid.no-longer-a-member" });
    chapter.ends(wulan!, "moved", today);
    expect(offers(call, {}, [chapter.members[5]!]).said).toMatchObject(gone);
  });

  test("is not hers who calls; yet nobody learns from that whose call it is", () => {
    const { call } = called({ anonymous: true, officer: secretary });
    for (const there of [[wulan!], [secretary!]])
      expect(offers(call, { member: wulan }, there).said).toMatchObject({ refused: "aid.her-own-call" });
    // An officer who stands aside is told the same of everybody.
    for (const member of chapter.members) done(offers(call, { member }, [treasurer!]).said);
  });

  test("is withdrawn by her who made it, or by an officer of the call; its words are wiped", () => {
    const { call } = called({ officer: secretary });
    const gone = { refused: "aid.no-such-offer" };
    const withdraws = (offer: ReturnType<typeof offers>["offer"], by: MemberId, on = today) =>
      says(withdrawOffer, { offer }, [by], on);
    for (const by of [neighbour!, secretary!]) {
      const { offer, said } = offers(call, { words: "Nasi" }, [neighbour!]);
      done(said);
      for (const other of [wulan!, treasurer!, chair!]) expect(withdraws(offer, other)).toMatchObject(gone);
      const [fact] = done(withdraws(offer, by, "2026-03-01"));
      expect(fact).toMatchObject({ kind: "aid.offer-withdrawn", member: neighbour, data: { offer } });
      expect(fact!.texts).toEqual([
        { about: "aid.call-offer", id: offer, field: "words", text: "", member: neighbour },
      ]);
      expect(chapter.books.row(callOfferTable, { offer_id: offer })).toMatchObject({ withdrawn_on: today });
      expect(withdraws(offer, by)).toMatchObject(gone);
    }
    expect(withdraws(chapter.id(), neighbour!)).toMatchObject(gone);
  });

  test("is its owner's alone once the call was taken back", () => {
    const { call } = called({ officer: secretary });
    const { offer, said } = offers(call, {}, [neighbour!]);
    done(said);
    done(says(takeBackCall, { call }, [wulan!]));
    expect(says(withdrawOffer, { offer }, [secretary!])).toMatchObject({ refused: "aid.no-such-offer" });
    done(says(withdrawOffer, { offer }, [neighbour!]));
  });
});

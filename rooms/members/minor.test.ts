/** Members under age: by the word of an officer, with a guardian and without a birthday. */
import { beforeEach, describe, expect, it } from "vitest";
import { addDays, type MemberId } from "#base";
import { minorTable } from "./index.ts";
import { SmallGroup } from "./small-group.testing.ts";

let group: SmallGroup;
let halimah: MemberId;
let siti: MemberId;
let lala: MemberId;

beforeEach(() => {
  group = new SmallGroup();
  halimah = group.add("Halimah", ["treasurer"]);
  siti = group.add("Siti", ["chair"]);
  lala = group.add("Lala");
});

const accepted = expect.any(Array);
const name = (member = lala, guardian = "Rohani") => group.say("members.name-guardian", { member, guardian }, halimah);
const takesKeys = () =>
  group.say("members.take-office", { member: lala, role: "key-holder", from: group.today }, halimah, [siti]);
const rowOf = (member: MemberId) => group.all.row(minorTable, { member_id: member });

describe("a member under age", () => {
  it("has a guardian, whose name is in no log, and holds no office", () => {
    const facts = name();
    expect(facts).toEqual([
      expect.objectContaining({ kind: "members.guardian-named", texts: [expect.objectContaining({ text: "Rohani" })] }),
    ]);
    expect(JSON.stringify((facts as unknown as { data: unknown }[]).map(fact => fact.data ?? null))).not.toContain("Rohani");
    expect(rowOf(lala)).toEqual({ member_id: lala, named_on: group.today, of_age_on: null });
    expect(takesKeys()).toMatchObject({ refused: "members.minor-holds-no-office", because: { role: "key-holder" } });
  });

  it("may get another guardian, and stays under age since the first day", () => {
    name();
    const since = group.today;
    group.today = addDays(since, 40);
    expect(name(lala, "Aminah")).toEqual(accepted);
    expect(rowOf(lala)).toMatchObject({ named_on: since, of_age_on: null });
  });

  it("comes of age once, and may then what the others may", () => {
    expect(group.say("members.come-of-age", { member: lala }, halimah)).toMatchObject({ refused: "members.of-age-already" });
    name();
    expect(group.say("members.come-of-age", { member: lala }, halimah)).toEqual(accepted);
    expect(rowOf(lala)).toMatchObject({ of_age_on: group.today });
    expect(takesKeys()).toEqual(accepted);
  });

  it("is nobody who holds an office now or later, and nobody who is not here", () => {
    expect(name(siti)).toMatchObject({ refused: "members.minor-holds-no-office", because: { role: "chair" } });
    const later = { member: lala, role: "money-counter", from: addDays(group.today, 30), until: addDays(group.today, 60) };
    expect(group.say("members.take-office", later, halimah, [siti])).toEqual(accepted);
    expect(name()).toMatchObject({ refused: "members.minor-holds-no-office", because: { role: "money-counter" } });
    expect(name(group.add("Petugas", [], "official"))).toMatchObject({ refused: "members.not-a-member" });
    const gone = group.add("Wati");
    expect(group.say("members.leave", { member: gone, status: "moved" }, halimah, [siti])).toEqual(accepted);
    expect(name(gone)).toMatchObject({ refused: "members.not-a-member" });
  });
});

/** A group of five with secrets and a phone, for the tests of sign-in. Clock and chance are held. */
import type { Instant, MemberId, OrganisationId, Uuid } from "#base";
import { isRefusal } from "#base";
import { assembly } from "#assembly";
import type { Pool } from "#db";
import { ledger } from "#ledger";
import { members } from "#members";
import { openAtFounding, resetPin, type Session, type SignInEdge, signInEdge } from "#members/server";
import { HeldEdge, type Say, sayer } from "../../tests/village/edge.ts";
import { houseOf } from "../house.ts";
import { Intake } from "./intake.ts";

export const masterKey = Buffer.alloc(32, 7);
export const house = houseOf([ledger, members, assembly]);

/** A clock whose hands tests move, on the day of the books. */
export class Clock extends HeldEdge {
  #ms = 0;
  override now() {
    const at = new Date(Date.parse(`${this.today}T08:00:00Z`) + this.#ms);
    return { at: `${at.toISOString().slice(0, 19)}Z` as Instant, today: this.today };
  }
  pass(ms: number): void {
    this.#ms += ms;
  }
}

export interface Group {
  readonly organisation: OrganisationId;
  readonly handle: string;
  readonly say: Say;
  readonly people: Readonly<
    Record<
      "halimah" | "wulan" | "siti" | "rini" | "dewi",
      { readonly member: MemberId; readonly person: Uuid; readonly number: number; readonly pin: string }
    >
  >;
  readonly deviceSecret: string;
  readonly device: Uuid;
}

export const passwordOfHalimah = "padi menguning di sawah";

/** Halimah keeps the books, Wulan writes, Siti leads, Rini has a key, Dewi none; all but Dewi have a PIN. */
export async function foundGroup(
  pool: Pool,
  clock: Clock,
  edge: SignInEdge,
  handle: string,
  persons: Partial<Record<keyof Group["people"], Uuid>> = {},
): Promise<Group> {
  const organisation = clock.newId() as OrganisationId;
  const intake = new Intake({ pool, house, edge: clock, masterKey });
  const say = sayer(intake, house, clock, organisation);
  const someone = (name: keyof Group["people"], number: number, pin: string) => ({
    member: clock.newMember(),
    person: persons[name] ?? clock.newId(),
    number,
    pin,
  });
  const people = {
    halimah: someone("halimah", 1, "482915"),
    wulan: someone("wulan", 2, "739204"),
    siti: someone("siti", 3, "150683"),
    rini: someone("rini", 4, "920471"),
    dewi: someone("dewi", 5, "361748"),
  };
  const founder = (name: keyof typeof people, spoken: string, roles: readonly string[]) => {
    const { member, person, number } = people[name];
    return { member, person, number, name: spoken, roles };
  };
  const founded = await say(
    "assembly.found-organisation",
    {
      name: `Kelompok ${handle}`,
      template: "vsla",
      unit: "IDR",
      language: "id",
      is_practice: false,
      funds: [{ fund: "loan", unit: "IDR", nature: "divisible", is_lendable: true, name: "Dana pinjaman" }],
      rules: [],
      founders: [
        founder("halimah", "Halimah", ["treasurer"]),
        founder("wulan", "Wulan", ["secretary"]),
        founder("siti", "Siti", ["chair"]),
        founder("rini", "Rini", ["key-holder"]),
        founder("dewi", "Dewi", []),
      ],
    },
    { by: people.halimah.member },
  );
  if (founded.status !== "accepted") throw new Error(JSON.stringify(founded));
  const opened = await openAtFounding(
    pool,
    {
      organisation,
      handle,
      founders: (["halimah", "wulan", "siti", "rini"] as const).map(name => ({
        member: people[name].member,
        pin: people[name].pin,
        ...(name === "halimah" ? { password: passwordOfHalimah } : {}),
      })),
      speaker: people.halimah.member,
      device: { kind: "meeting" },
      language: "id",
    },
    edge,
  );
  if (isRefusal(opened)) throw new Error(opened.refused);
  return { organisation, handle, say, people, deviceSecret: opened.secret, device: opened.device };
}

export const edgeOf = (clock: Clock, { fast = true } = {}): SignInEdge =>
  signInEdge({ masterKey, now: () => clock.now(), fastForPracticeAndTests: fast });

/** She is signed in on the group's phone. */
export const sessionOn = (group: Group, name: keyof Group["people"]): Session => ({
  organisation: group.organisation,
  member: group.people[name].member,
  person: group.people[name].person,
  device: group.device,
  openedBy: "pin",
  isPlain: false,
  language: "id",
  expiresAt: "2027-11-24T08:00:00Z" as Instant,
});

/** Two officers give a PIN, and the log hears of it. */
export const givePin = (
  pool: Pool,
  group: Group,
  edge: SignInEdge,
  said: {
    readonly officers: readonly [keyof Group["people"], keyof Group["people"]];
    readonly to: keyof Group["people"];
    readonly pin: string;
  },
) => {
  const [one, other] = said.officers.map(name => group.people[name]) as [
    Group["people"]["siti"],
    Group["people"]["siti"],
  ];
  return resetPin(
    pool,
    {
      session: sessionOn(group, "rini"),
      address: "192.0.2.7",
      officers: [one, other],
      member: group.people[said.to].member,
      pin: said.pin,
      async record(by) {
        const answer = await group.say(
          "members.give-pin",
          { member: group.people[said.to].member },
          { by: by[0], with: [by[1]] },
        );
        return answer.status === "accepted" ? null : answer;
      },
    },
    edge,
  );
};

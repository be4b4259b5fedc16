/**
 * Practice books: a chapter's three years, lived by the same commands as real use, in books where nothing was posted yet.
 * Nobody's real money is in them and a banner says so on every page; *start our own books* begins clean ones beside them.
 */
import { addDays, addMonths, type Day, isRefusal } from "#base";
import { replaceFile } from "#db";
import { areBooksBlank } from "#ledger/server";
import { openAtFounding, type SignInEdge, signInEdge, trustDevice } from "#members/server";
import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { type Lived, live } from "../../tests/village/life.ts";
import { melati, santaBarbara, type VillageGroup } from "../../tests/village/people.ts";
import { foundRegion, region } from "../../tests/village/region.ts";
import type { OpenHouse } from "./open-house.ts";
import { type PractisedGroup, practisedFile } from "./practised.ts";

type Say = (line: string) => void;

/** What was begun: from it and from what is in the books, a start after a sudden end lives the same years on. */
interface Plan {
  readonly last: Day;
}

const planFile = (folder: string): string => join(folder, "practice-begun.json");

/** Practice books where the books are blank, or where their practice was cut short; unless none are wished for. */
export async function practiseIfNew(opened: OpenHouse, say: Say, signal: AbortSignal): Promise<void> {
  const file = planFile(opened.folder);
  if (process.env["LUMBUNG_PRACTICE"] === "no") return;
  if (!existsSync(file)) {
    if (!(await areBooksBlank(opened.pool))) return;
    // The last meeting was a few days ago, so the next one is what a newcomer sees first.
    const plan: Plan = { last: addDays(opened.edge.now().today, -2) };
    await replaceFile(file, `${JSON.stringify(plan)}\n`);
    say("Writing three years of practice books (about half a minute) …");
  } else say("Writing the practice books to their end, where the last start stopped …");
  await practise(opened, JSON.parse(await readFile(file, "utf8")) as Plan, say, signal);
  await rm(file);
}

async function practise(opened: OpenHouse, { last }: Plan, say: Say, signal: AbortSignal): Promise<void> {
  const began = performance.now();
  const progress = progressOf(say);
  // Side by side: while the one waits for the database, the other decides.
  const lives = await Promise.allSettled(
    [melati, santaBarbara].map(async (village, place) => ({
      village,
      lived: await live({
        ...opened,
        village,
        first: firstMeeting(village, last),
        last,
        seed: place + 3,
        signal,
        onMeeting: (held, of) => progress(village.name, held, of),
      }),
    })),
  );
  const edge = signInEdge({ masterKey: opened.masterKey, now: () => opened.edge.now(), fastForPracticeAndTests: true });
  const groups: PractisedGroup[] = [];
  let home: Lived | null = null;
  for (const life of lives) {
    // Both have come to rest before either's fault is told: the database is not taken from under a meeting.
    if (life.status === "rejected") throw life.reason;
    const { village, lived } = life.value;
    if (village === santaBarbara) home = lived;
    groups.push({ name: village.name, keys: keysOf(village), ...(await openDoor(opened, { village, lived }, edge)) });
  }
  const six = await foundRegion({ ...opened, lived: home!, home: santaBarbara.village, last, signal });
  groups.push({ name: region.name, keys: keysOf(region), ...(await openDoor(opened, { village: region, lived: six }, edge)) });
  await replaceFile(practisedFile(opened.folder), `${JSON.stringify({ groups }, null, 2)}\n`);
  say(`Practice books written in ${Math.round((performance.now() - began) / 1000)} s.`);
}

/** What is said of a group at its door. */
type Door = Pick<VillageGroup, "handle" | "name" | "keys" | "women" | "offices"> & { readonly language: "id" | "en" };

/** The group gets its word, its women their secrets, and a device of its own to trust. */
async function openDoor(
  opened: OpenHouse,
  { village, lived }: { readonly village: Door; readonly lived: Pick<Lived, "organisation" | "members"> },
  edge: SignInEdge,
): Promise<{ readonly handle: string; readonly device: string }> {
  const { organisation } = lived;
  const speaker = lived.members[village.keys[0]!.number - 1]!;
  // A group that was begun beside a practice cut short may have taken the word.
  for (const handle of [village.handle, `${village.handle}-2`, `${village.handle}-3`]) {
    const opening = await openAtFounding(
      opened.pool,
      {
        organisation,
        handle,
        founders: village.keys.map(({ number, pin, password }) => ({ member: lived.members[number - 1]!, pin, password })),
        speaker,
        device: { kind: "meeting" },
        language: village.language,
      },
      edge,
    );
    if (!isRefusal(opening)) return { handle, device: opening.secret };
    if (opening.refused === "members.opened-already") {
      const trusted = await trustDevice(opened.pool, { organisation, by: speaker, kind: "meeting" }, edge);
      return { handle, device: trusted.secret };
    }
    if (opening.refused !== "members.address-taken")
      throw new Error(`the practice group ${handle} could not be opened: ${opening.refused}`);
  }
  throw new Error(`every word for the practice group ${village.handle} is taken`);
}

/** A line now and then: each second for somebody who looks on, seldom into a file. */
function progressOf(say: Say): (name: string, held: number, of: number) => void {
  const everyMs = process.stdout.isTTY ? 1_000 : 5_000;
  const reached = new Map<string, string>();
  let saidAt = performance.now();
  return (name, held, of) => {
    reached.set(name, `${name} ${held} of ${of} meetings`);
    if (performance.now() - saidAt < everyMs) return;
    saidAt = performance.now();
    say(`  ${[...reached.values()].join(", ")}`);
  };
}

/** Three years back, on the day of the week or month that ends at the last meeting. */
function firstMeeting(village: VillageGroup, last: Day): Day {
  if (village.template === "vsla") return addDays(last, -7 * 155);
  return addMonths(last, -35);
}

const keysOf = (village: Door): PractisedGroup["keys"] =>
  village.keys.map(key => ({
    ...key,
    name: village.women[key.number - 1]!,
    roles: village.offices.filter(office => office.numbers.includes(key.number)).map(office => office.role),
  }));

/**
 * Practice books: a chapter's three years, lived by the same commands as real use, in an empty data folder. Nobody's real
 * money is in them and a banner says so on every page; *start our own books* begins clean ones beside them.
 */
import { addDays, addMonths, type Day, isRefusal } from "#base";
import { openAtFounding, signInEdge } from "#members/server";
import { existsSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { live } from "../../tests/village/life.ts";
import { melati, santaBarbara, type VillageGroup } from "../../tests/village/people.ts";
import type { OpenHouse } from "./open-house.ts";
import { type PractisedGroup, practisedFile } from "./practised.ts";

/** Stands while they are being written, so that a start after a sudden end writes them anew. */
const pending = (folder: string): string => join(folder, "practice.pending");

/** Practice books for a new data folder, or for one whose practice was cut short. */
export async function practiseIfNew(opened: OpenHouse, say: (line: string) => void): Promise<void> {
  if (opened.isNew && process.env["LUMBUNG_PRACTICE"] !== "no") await writeFile(pending(opened.folder), "");
  if (!existsSync(pending(opened.folder))) return;
  say("Writing three years of practice books (about half a minute) …");
  await practise(opened, say);
  await rm(pending(opened.folder));
}

async function practise(opened: OpenHouse, say: (line: string) => void): Promise<void> {
  const { today } = opened.edge.now();
  const edge = signInEdge({ masterKey: opened.masterKey, now: () => opened.edge.now(), fastForPracticeAndTests: true });
  // The last meeting was a few days ago, so the next one is what a newcomer sees first.
  const last = addDays(today, -2);
  const done: PractisedGroup[] = [];
  const began = performance.now();
  // Side by side: while the one waits for the database, the other decides.
  const villages = await Promise.all(
    [melati, santaBarbara].map(async (village, place) => ({
      village,
      lived: await live({ ...opened, village, first: firstMeeting(village, last), last, seed: place + 3 }),
    })),
  );
  say(`Practice books written in ${Math.round((performance.now() - began) / 1000)} s.`);
  for (const { village, lived } of villages) {
    // A practice that was cut short may have taken the word already.
    for (const handle of [village.handle, `${village.handle}-2`, `${village.handle}-3`]) {
      const opening = await openAtFounding(
        opened.pool,
        {
          organisation: lived.organisation,
          handle,
          founders: village.keys.map(({ number, pin, password }) => ({
            member: lived.members[number - 1]!,
            pin,
            password,
          })),
          speaker: lived.members[0]!,
          device: { kind: "meeting" },
          language: village.language,
        },
        edge,
      );
      if (isRefusal(opening)) {
        if (opening.refused === "members.address-taken") continue;
        throw new Error(`the practice group ${handle} could not be opened: ${opening.refused}`);
      }
      done.push({ handle, name: village.name, device: opening.secret, keys: keysOf(village) });
      break;
    }
  }
  await writeFile(practisedFile(opened.folder), `${JSON.stringify({ groups: done }, null, 2)}\n`, {
    mode: 0o600,
  });
}

/** Three years back, on the day of the week or month that ends at the last meeting. */
function firstMeeting(village: VillageGroup, last: Day): Day {
  if (village.template === "vsla") return addDays(last, -7 * 155);
  return addMonths(last, -35);
}

const keysOf = (village: VillageGroup): PractisedGroup["keys"] =>
  village.keys.map(key => ({
    ...key,
    name: village.women[key.number - 1]!,
    roles: village.offices.filter(office => office.numbers.includes(key.number)).map(office => office.role),
  }));

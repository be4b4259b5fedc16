/** What the others do while a journey follows one phone: the roll, the count of the boxes, the keys, the seal. */
import { expect } from "vitest";
import type { Day, Uuid } from "#base";
import { read } from "#db";
import { sheetHash, type SheetLine } from "#meetings";
import { draftLinesOf } from "#meetings/server";
import { accepted, countsAfter, line, readAloud, recalled, testKey } from "../village/group.ts";
import type { PracticeGroup } from "./serve.ts";

/** The sheet as the server has it. */
const draftAt = ({ group }: PracticeGroup, meeting: Uuid): Promise<readonly SheetLine[]> =>
  read(group.pool, group.organisation, client => draftLinesOf(client, group.organisation, meeting, testKey));

/** Until what was pressed is on the server's sheet, so many lines of it: "kept" may still be said of the line before. */
export const reaches = (practice: PracticeGroup, meeting: Uuid, entry: string, lines = 1): Promise<void> =>
  expect
    .poll(async () => (await draftAt(practice, meeting)).filter(one => one.entry === entry).length, { timeout: 20_000 })
    .toBeGreaterThanOrEqual(lines);

/**
 * What was written on the page is on the sheet already; `more` is written beside it. `on` is the day of the meeting, today where
 * it is left out.
 */
export async function sealBeside(
  practice: PracticeGroup,
  meeting: Uuid,
  more: readonly SheetLine[] = [],
  on: Day = practice.group.edge.today,
): Promise<void> {
  const { group, members } = practice;
  const write = (lines: readonly SheetLine[]) =>
    accepted(group.say("meetings.write", { meeting, lines }, { by: group.treasurer, on }));
  await write(more);
  const counts = await countsAfter(group, await draftAt(practice, meeting), on);
  await write([
    ...(await readAloud(group)),
    ...(await recalled(group, on)),
    ...members.map(member => line("meetings.roll", { member, mark: "present" })),
    ...Object.entries(counts).map(([fund, counted]) => line("meetings.count", { fund, counted })),
  ]);
  const sheet = sheetHash(await draftAt(practice, meeting));
  for (const key of group.keyHolders)
    await accepted(group.say("meetings.turn-key", { meeting, purpose: "seal", sheet }, { by: key, on }));
  await accepted(group.say("meetings.seal", { meeting, sheet }, { by: group.treasurer, on }));
}

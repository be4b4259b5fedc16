/**
 * What the pages ask that look ahead: whether a fund will hold, and how far an enrolment drive has come. Counts and sums only,
 * for everybody the one and for officers the other; nobody is named.
 */
import { readTexts } from "#members/server";
import { ruleNamesOf, written } from "#assembly/server";
import { birthYearText } from "./birth-year.ts";
import { lapsesAhead } from "./dues.ts";
import { funnelOf } from "./drive.ts";
import { wholePeople } from "./outlook.ts";
import { type Outlook, outlookOf, yearsAhead } from "./outlook-of.ts";
import { type AskedHere, birthYearsIn, fundsOn, loadAid, scribes } from "./page-loading.ts";
import { driveTable, enrolmentTable } from "./tables.ts";

export type OutlookSeen = NonNullable<Awaited<ReturnType<typeof askOutlook>>>;
export async function askOutlook(asked: AskedHere) {
  const { client, organisation, today, params, masterKey } = asked;
  const books = await loadAid(asked);
  const fund = fundsOn(asked, books).find(one => one.fund === params["burial"] && one.kind === "damayan");
  if (!fund) return null;
  const texts = await readTexts(client, organisation, ["aid.enrolment"], Buffer.from(masterKey), [birthYearText]);
  const found = outlookOf(fund, birthYearsIn(fund.fund, texts), today, books);
  return {
    ...written({
      ...outlookSeen(found),
      on: today,
      fund: fund.fund,
      unit: fund.unit,
      limit: fund.levy?.year_max ?? null,
      perMonthMax: fund.levy?.per_month_max ?? null,
      hasLevy: fund.levy !== undefined,
      yearsAhead,
      /** Who may fall out soon, as a number: they are told first, and by name only to those who tell them. */
      mayLapse: lapsesAhead(books, today).filter(one => one.fund === fund.fund).length,
    }),
    names: await ruleNamesOf(asked, "aid."),
  };
}

/** As it is shown: whole people, and nothing of those who are expected to die, in whose parts the ages of all would stand. */
export const outlookSeen = ({ years, ...found }: Outlook) => ({
  ...found,
  years: years.map(({ year, members, costPerMember }) => ({ year, members: wholePeople(members), costPerMember })),
});

export type DrivesSeen = Awaited<ReturnType<typeof askDrives>>;
export async function askDrives(asked: AskedHere) {
  const { today, roles } = asked;
  const books = await loadAid(asked);
  const drives = [...books.rows(driveTable)].sort((a, b) => (a.began_on > b.began_on ? -1 : 1));
  const funds = fundsOn(asked, books).filter(fund => fund.kind === "damayan");
  return {
    ...written({
      on: today,
      mayWrite: scribes.some(role => roles.has(role)),
      drives: drives.map(drive => ({
        drive: drive.drive_id,
        fund: drive.fund,
        from: drive.began_on,
        until: drive.ends_on,
        isOver: drive.ends_on < today,
        counted: { offered: drive.offered, declined: drive.declined },
        ...funnelOf(drive, funds.some(({ fund }) => fund === drive.fund) ? books.rows(enrolmentTable, { fund: drive.fund }) : []),
      })),
      /** Where one may be begun: no other runs there. */
      open: funds
        .filter(({ fund }) => !drives.some(drive => drive.fund === fund && drive.ends_on >= today))
        .map(({ fund }) => fund),
    }),
    names: await ruleNamesOf(asked, "aid."),
  };
}

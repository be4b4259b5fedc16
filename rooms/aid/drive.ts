/**
 * An enrolment drive: for some weeks members are offered a place in a fund. The officers count how many were asked and how many
 * would rather not; how many came is told by the enrolments. Nobody is named: who declined is written nowhere.
 */
import { command, need, type Project, put, refuse, type Uuid } from "#base";
import { needsRules } from "#assembly";
import { fundTable } from "#ledger";
import { fundOn } from "./fund.ts";
import { type DriveRow, driveTable, type EnrolmentRow } from "./tables.ts";

const peopleMax = 1_000_000;

/** Officers set out: how many shall have joined by a day. */
export const openDrive = command({
  name: "aid.open-drive",
  fields: {
    drive: { is: "uuid" },
    fund: { is: "code" },
    target: { is: "count", max: peopleMax },
    ends_on: { is: "day" },
  },
  sayableBy: ["treasurer", "secretary", "chair"],
  needs: () => [need.all(driveTable), need.all(fundTable), needsRules],
  decide({ body, on }, books) {
    const fund = fundOn(body.fund, on, books);
    if ("refused" in fund) return fund;
    if (fund.kind === "social") return refuse("aid.everybody-is-in", { fund: fund.fund });
    if (body.target === 0) return refuse("aid.target-missing", { fund: fund.fund });
    if (body.ends_on < on) return refuse("aid.drive-ends-before", { ends_on: body.ends_on });
    if (books.row(driveTable, { drive_id: body.drive })) return refuse("aid.drive-runs", { fund: fund.fund });
    if (books.rows(driveTable).some(row => row.fund === fund.fund && row.ends_on >= on))
      return refuse("aid.drive-runs", { fund: fund.fund });
    return {
      facts: [
        {
          kind: "aid.drive-opened",
          on,
          lines: [],
          data: { drive: body.drive, fund: fund.fund, target: String(body.target), ends_on: body.ends_on },
        },
      ],
    };
  },
});

/** How many were asked so far and how many of them would rather not. Said again, the newer count stands. */
export const countOffers = command({
  name: "aid.count-offers",
  fields: {
    drive: { is: "uuid" },
    offered: { is: "count", max: peopleMax },
    declined: { is: "count", max: peopleMax },
  },
  sayableBy: ["treasurer", "secretary", "chair"],
  needs: ({ body }) => [need.row(driveTable, { drive_id: body.drive })],
  decide({ body, on }, books) {
    const drive = books.row(driveTable, { drive_id: body.drive });
    if (!drive) return refuse("aid.no-such-drive");
    if (on < drive.began_on) return refuse("aid.drive-not-begun", { began_on: drive.began_on });
    if (body.declined > body.offered)
      return refuse("aid.more-declined-than-asked", { offered: body.offered, declined: body.declined });
    return {
      facts: [
        {
          kind: "aid.offers-counted",
          on,
          lines: [],
          data: { drive: drive.drive_id, offered: String(body.offered), declined: String(body.declined) },
        },
      ],
    };
  },
});

export const driveOpened: Project = fact => {
  const data = fact.data as unknown as Record<"drive" | "fund" | "target" | "ends_on", string>;
  return [
    put(driveTable, {
      drive_id: data.drive as Uuid,
      fund: data.fund,
      began_on: fact.on,
      ends_on: data.ends_on as DriveRow["ends_on"],
      target: Number(data.target),
      offered: 0,
      declined: 0,
    }),
  ];
};

export const offersCounted: Project = (fact, books) => {
  const data = fact.data as unknown as Record<"drive" | "offered" | "declined", string>;
  const row = books.row(driveTable, { drive_id: data.drive as Uuid })!;
  return [put(driveTable, { ...row, offered: Number(data.offered), declined: Number(data.declined) })];
};

/** How far a drive has come, in counts. Nobody can be told from it. */
export interface Funnel {
  readonly target: number;
  readonly offered: number;
  readonly enrolled: number;
  readonly declined: number;
  /** Asked, and neither came nor declined yet. */
  readonly thinking: number;
  /** Still to come until the target is reached. */
  readonly missing: number;
}

/** Who enrolled between its two days counts, whether or not she was asked: of the enrolments of its fund. */
export function funnelOf(drive: DriveRow, enrolments: readonly Pick<EnrolmentRow, "enrolled_on">[]): Funnel {
  const { target, declined, began_on, ends_on } = drive;
  const enrolled = enrolments.filter(row => row.enrolled_on >= began_on && row.enrolled_on <= ends_on).length;
  // Who came was asked, also where nobody counted it.
  const offered = Math.max(drive.offered, enrolled + declined);
  return {
    target,
    offered,
    enrolled,
    declined,
    thinking: offered - enrolled - declined,
    missing: Math.max(0, target - enrolled),
  };
}

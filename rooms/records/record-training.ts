import { assert, command, type Day, type MemberId, need, type Project, put, refuse, type Uuid } from "#base";
import { membershipTable } from "#members";
import { keepers } from "./add-partner.ts";
import { attendanceTable, trainingTable } from "./tables.ts";

const membersMax = 100;

/** What members were taught: what, on which day, for how many hours, by whom, and who of them was there. */
export const recordTraining = command({
  name: "records.record-training",
  fields: {
    training: { is: "uuid" },
    title: { is: "text", max: 120 },
    held_on: { is: "day" },
    hours: { is: "count", max: 999 },
    given_by: { is: "text", max: 120, optional: true },
    members: { is: "list", of: { is: "member" }, max: membersMax },
  },
  sayableBy: keepers,
  needs: ({ body }) => [
    need.row(trainingTable, { training_id: body.training }),
    ...body.members.map(member => need.row(membershipTable, { member_id: member })),
  ],
  decide({ body, on }, books) {
    const { training, title, held_on, hours, given_by, members } = body;
    if (books.row(trainingTable, { training_id: training })) return refuse("records.training-is-there");
    if (held_on > on) return refuse("records.day-to-come", { happened_on: held_on, on });
    if (hours === 0) return refuse("records.hours-missing");
    if (members.length === 0 || new Set(members).size < members.length) return refuse("records.say-who-was-there");
    if (members.some(member => books.row(membershipTable, { member_id: member })?.kind !== "member"))
      return refuse("members.not-a-member");
    const texts = [
      { about: "records.training", id: training, field: "title", text: title },
      ...(given_by === undefined ? [] : [{ about: "records.training", id: training, field: "given-by", text: given_by }]),
    ];
    const data = { training, held_on, hours: String(hours), members };
    return { facts: [{ kind: "records.training-recorded", on, lines: [], data, texts }] };
  },
});

export const trainingRecorded: Project = fact => {
  const data = fact.data as unknown as { training: Uuid; held_on: Day; hours: string; members: readonly MemberId[] };
  return [
    put(trainingTable, {
      training_id: data.training,
      held_on: data.held_on,
      hours: Number(data.hours),
      recorded_on: fact.on,
      is_taken_back: false,
    }),
    ...data.members.map(member => put(attendanceTable, { training_id: data.training, member_id: member })),
  ];
};

/** It was entered by mistake: it counts for nobody from then on, and is entered anew as it was. */
export const takeBackTraining = command({
  name: "records.take-back-training",
  fields: { training: { is: "uuid" }, reason: { is: "text", max: 300 } },
  sayableBy: keepers,
  needs: ({ body }) => [need.row(trainingTable, { training_id: body.training })],
  decide({ body, on }, books) {
    const row = books.row(trainingTable, { training_id: body.training });
    if (!row || row.is_taken_back) return refuse("records.no-such-training");
    const text = { about: "records.training", id: body.training, field: "reason", text: body.reason };
    return { facts: [{ kind: "records.training-taken-back", on, lines: [], data: { training: body.training }, texts: [text] }] };
  },
});

export const trainingTakenBack: Project = (fact, books) => {
  const row = books.row(trainingTable, { training_id: fact.data!["training"] as Uuid });
  assert(row, "what is taken back was recorded");
  return [put(trainingTable, { ...row, is_taken_back: true })];
};

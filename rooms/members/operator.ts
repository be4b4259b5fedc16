import { assert, command, need, type Project, put, refuse } from "#base";
import { membershipTable, operatorActTable } from "./tables.ts";

// What whoever runs the server says at a group's door. Her role is listed by these two commands and by no question.

/**
 * A number that was closed by wrong tries is opened again, for a group none of whose officers gets in any more. The fact
 * comes first, so that the group sees it; no secret changes, and whoever opened it can sign in as nobody.
 */
export const reopenAccountCommand = command({
  name: "members.reopen-account",
  fields: { member: { is: "member" } },
  sayableBy: ["operator"],
  needs: ({ body }) => [need.row(membershipTable, { member_id: body.member })],
  decide: ({ body, on }, books) =>
    books.row(membershipTable, { member_id: body.member })?.status === "active"
      ? { facts: [{ kind: "members.account-reopened", on, member: body.member, lines: [] }] }
      : refuse("members.not-a-member"),
});

/** A phone is let in for a group that lost all it had. It opens nothing by itself: each still types her own PIN on it. */
export const trustDeviceCommand = command({
  name: "members.trust-device",
  fields: { kind: { is: "choice", of: ["meeting", "own"] } },
  sayableBy: ["operator"],
  needs: () => [],
  decide: ({ body, on }) => ({
    facts: [{ kind: "members.device-trusted", on, lines: [], data: { kind: body.kind } }],
  }),
});

export const accountReopened: Project = fact => {
  assert(fact.member, "an account is somebody's");
  return [put(operatorActTable, { act_id: fact.id, what: "account-reopened", member_id: fact.member, on_day: fact.on })];
};

export const deviceTrusted: Project = fact => [
  put(operatorActTable, { act_id: fact.id, what: "device-trusted", member_id: null, on_day: fact.on }),
];

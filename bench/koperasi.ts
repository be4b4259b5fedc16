import type { MemberId } from "#base";
import { templateOf } from "#meetings";
import type { HeldEdge, Say } from "../tests/village/edge.ts";

/** A koperasi as its template has it. Gives its three founders: treasurer, secretary, chair. */
export async function found(speak: Say, edge: HeldEdge): Promise<readonly MemberId[]> {
  const template = templateOf("koperasi", "IDR");
  const members = [edge.newMember(), edge.newMember(), edge.newMember()];
  const roles = [["treasurer"], ["secretary"], ["chair"]];
  const answer = await speak(
    "assembly.found-organisation",
    {
      name: "Koperasi",
      template: "koperasi",
      unit: "IDR",
      language: "id",
      is_practice: false,
      funds: template.funds.map(fund => ({ ...fund, unit: "IDR" })),
      rules: template.rules,
      founders: members.map((member, index) => ({ member, person: edge.newId(), number: index + 1, name: `Pendiri ${index + 1}`, roles: roles[index] })),
    },
    { by: members[0]! },
  );
  if (answer.status !== "accepted") throw new Error(`not founded: ${answer.refused}`);
  return members;
}


/**
 * The operator's way to the running house: whoever can read the key in its data folder, on the machine itself. What she
 * says is decided and recorded as any other command, and nothing of anybody's books comes back.
 */
import { type CommandId, isRefusal, operator, type Refusal, refuse } from "#base";
import { type DeviceKind, memberOfNumber, offerLettingIn, organisationByHandle, reopenAccount } from "#members/server";
import { createHmac, timingSafeEqual } from "node:crypto";
import { commandOf } from "./border.ts";
import type { GateOptions } from "./gate.ts";

export type Operation =
  | { readonly what: "reopen-account"; readonly group: string; readonly number: number }
  | { readonly what: "trust-device"; readonly group: string; readonly kind: DeviceKind };

/** Shown with an operation in place of a session. The id goes into it, so that it is good for this one command. */
export function operatorProof(masterKey: Buffer, id: CommandId, said: Operation): string {
  const key = createHmac("sha256", masterKey).update("lumbung/operator/v1").digest();
  const content = JSON.stringify([id, said.what, said.group, said.what === "reopen-account" ? said.number : said.kind]);
  return createHmac("sha256", key).update(content).digest("hex");
}

export async function operate(
  { pool, house, intake, edge, signInEdge, masterKey }: GateOptions,
  { id, proof, said }: { readonly id: CommandId; readonly proof: string; readonly said: Operation },
): Promise<{ readonly code?: string } | Refusal> {
  const wanted = Buffer.from(operatorProof(masterKey, id, said));
  const shown = Buffer.from(proof);
  if (shown.length !== wanted.length || !timingSafeEqual(shown, wanted)) return refuse("members.not-the-operator");
  const organisation = await organisationByHandle(pool, said.group);
  if (organisation === null) return refuse("members.no-such-group", { handle: said.group });
  const record = async (body: Readonly<Record<string, unknown>>): Promise<Refusal | null> => {
    const on = edge.now().today;
    const read = commandOf(house, { organisation, id, name: `members.${said.what}`, on, body });
    const answer = await intake.say({ ...read, by: operator, with: [] });
    if (answer.status === "refused") return answer;
    // Who heard it on the way and says it again moves nothing.
    return answer.repeated ? refuse("members.done-before") : null;
  };
  if (said.what === "trust-device") {
    const refusal = await record({ kind: said.kind });
    return refusal ?? { code: await offerLettingIn(pool, { organisation, kind: said.kind }, signInEdge) };
  }
  const member = await memberOfNumber(pool, organisation, said.number);
  const refusal = member === null ? refuse("members.not-a-member") : await record({ member });
  if (isRefusal(refusal)) return refusal;
  await reopenAccount(pool, { organisation, number: said.number }, signInEdge);
  return {};
}

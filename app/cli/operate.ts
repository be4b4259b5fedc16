/** What whoever runs the server says at the machine itself: no session, but the key in the data folder of these books. */
import { type CommandId, uuidFrom } from "#base";
import { randomBytes } from "node:crypto";
import { readMasterKey } from "../server/master-key.ts";
import { dataFolder } from "../server/open-house.ts";
import { type Operation, operatorProof } from "../server/operator.ts";
import { isAtTheMachine, url } from "./door.ts";
import { cannot, noSuchOption, type Options, type Speaking, told, type Told, withDoor } from "./say.ts";

const known: Readonly<Record<Operation["what"], readonly string[]>> = {
  "reopen-account": ["--group", "--number"],
  "trust-device": ["--group", "--kind"],
};

export const operations = Object.keys(known) as readonly Operation["what"][];

export const optionsOfOperation = (what: Operation["what"]): readonly string[] =>
  what === "reopen-account" ? ["--group WORD", "--number N"] : ["--group WORD", "--kind meeting|own  ?"];

/** `lumbung members reopen-account`, `lumbung members trust-device`. */
export async function operateAtMachine(
  what: Operation["what"],
  options: Options,
  speaking: Speaking,
): Promise<Told> {
  const { say } = speaking;
  const command = `members ${what}`;
  for (const option of options.keys())
    if (!known[what].includes(option)) return noSuchOption(option, command, known[what], say);
  const group = options.get("--group");
  if (group === undefined || group === "yes") return cannot("cli.option-missing", { option: "--group", command }, say);
  const number = options.get("--number") ?? "";
  const kind = options.get("--kind") ?? "meeting";
  if (what === "reopen-account" && !/^\d{1,6}$/.test(number))
    return cannot("cli.misfit", { option: "--number", wanted: "count" }, say);
  if (kind !== "meeting" && kind !== "own")
    return cannot("cli.misfit", { option: "--kind", wanted: "meeting|own" }, say);
  if (!isAtTheMachine()) return cannot("cli.at-the-machine", { url: url() }, say);
  const masterKey = await readMasterKey(dataFolder());
  if (masterKey === null) return cannot("cli.no-books", { url: url(), folder: dataFolder() }, say);
  const said: Operation =
    what === "reopen-account" ? { what, group, number: Number(number) } : { what, group, kind };
  const id = uuidFrom(Date.now(), randomBytes(10)) as CommandId;
  return withDoor(speaking, async door => {
    const proof = operatorProof(masterKey, id, said);
    const { status, answer } = await door.send("POST", "/api/operate", { id, proof, ...said });
    if (status >= 400) return told(answer, status, door, speaking);
    const { code } = answer as { readonly code?: string };
    if (code === undefined) return { output: { reopened: { group, number } }, status: 0 };
    const address = `/let-in?group=${encodeURIComponent(group)}#${code}`;
    return { output: { open_on_the_phone_within_the_hour: address, message: say("cli.let-in") }, status: 0 };
  });
}

/**
 * What the members are told of among the refusals: the program notes it by a command of its own, decided beside the refused
 * one and written in the same transaction. A refusal whose answer was kept has its note, and one said again makes none.
 */
import { isMemberId, type MemberId, program } from "#base";
import { noteTry } from "#assembly";
import type { House } from "../house.ts";
import { commandOf } from "./border.ts";
import type { Answer, Edge, Said } from "./intake.ts";

/** What the program says about it, or null where it is no refusal that is told. No figure of the refusal goes into it. */
export function noteOf(
  { command, by }: Pick<Said, "command" | "by">,
  answer: Answer,
  { house, edge }: { readonly house: House; readonly edge: Edge },
): Said | null {
  if (answer.status !== "refused" || !house.told.has(answer.refused)) return null;
  const { today } = edge.now();
  const about = answer.because["member"];
  const body = {
    ...{ try: command.id, refusal: answer.refused, command: command.name, by },
    ...(typeof about === "string" && isMemberId(about) ? { about: about as MemberId } : {}),
  };
  const read = commandOf(house, {
    ...{ organisation: command.organisation, id: edge.newId() as never, name: noteTry.name },
    // A day that is to come is refused after this, and no day of the group's.
    on: command.on < today ? command.on : today,
    body,
  });
  return { ...read, by: program, with: [] };
}

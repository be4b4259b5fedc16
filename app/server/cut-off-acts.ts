/** The two acts of a cut-off at the gate: a file that was filled in is read, and the empty one is given out. */
import { isRefusal, type Refusal } from "#base";
import type { Session } from "#members/server";
import type { Context } from "hono";
import { kinds, typeOf } from "../sheets/write-template.ts";
import { fileLettersMax } from "./acts.ts";
import { Malformed } from "./border.ts";
import { cutOffTemplate, type CutOffOptions, readCutOff } from "./cut-off.ts";
import type { Act } from "./gate.ts";
import { text } from "./said.ts";

/** `mine`: whose session it is. */
export function cutOffActs(
  options: CutOffOptions,
  mine: (c: Context) => Promise<Session | Refusal>,
): Readonly<Record<"read-cut-off" | "cut-off-template", Act>> {
  return {
    /** What was read goes back to her who sent it; the command that brings it in is said like any other. */
    async "read-cut-off"(c, said) {
      const session = await mine(c);
      if (isRefusal(session)) return session;
      const isBuddhist = said["calendar"] === "buddhist";
      const read = await readCutOff(options, session, { file: () => base64(said["file"], "file"), isBuddhist });
      return isRefusal(read) ? read : { answer: { ...read } };
    },
    async "cut-off-template"(c, said) {
      const session = await mine(c);
      if (isRefusal(session)) return session;
      const language = text(said["language"], "language");
      const kind = kinds.find(one => one === text(said["kind"], "kind"));
      if (kind === undefined) throw new Malformed([{ path: "kind", wanted: "choice" }]);
      const file = await cutOffTemplate(options, session, { kind, language });
      if (isRefusal(file)) return file;
      const name = `${language === "id" ? "tutup-buku" : "cut-off"}.${kind}`;
      return { answer: { file: file.toString("base64"), type: typeOf[kind], name } };
    },
  };
}

function base64(value: unknown, path: string): Buffer {
  if (typeof value !== "string" || value.length > fileLettersMax || !/^[A-Za-z0-9+/]*={0,2}$/.test(value))
    throw new Malformed([{ path, wanted: "text" }]);
  return Buffer.from(value, "base64");
}

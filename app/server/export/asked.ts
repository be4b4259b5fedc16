/** The export of a group's books, asked by two of its officers who are both there. */
import { type Refusal, refuse } from "#base";
import type { ConnectionConfig, Pool } from "#db";
import { mayExport, officesToday, type Session } from "#members/server";
import type { House } from "../../house.ts";
import type { Edge } from "../intake.ts";
import { exportBooks } from "./export-books.ts";

export interface ExportHouse {
  readonly pool: Pool;
  readonly owner: ConnectionConfig;
  readonly house: House;
  readonly edge: Edge;
  readonly masterKey: Buffer;
}

/** A ZIP. Both hold an office of those who keep the books today, and neither looks on a plain view. */
export async function exportFor(
  { pool, owner, house, edge, masterKey }: ExportHouse,
  { organisation, member, second, isPlain }: Session,
): Promise<Buffer | Refusal> {
  const { at, today } = edge.now();
  const isOfficer = async (one: Session["member"]): Promise<boolean> =>
    mayExport(await officesToday(pool, organisation, one, today));
  if (isPlain || !(await isOfficer(member))) return refuse("members.not-allowed", { command: "export" });
  if (second === undefined || !(await isOfficer(second))) return refuse("members.second-officer-needed");
  return exportBooks({ owner, house, masterKey, organisation, made: at });
}

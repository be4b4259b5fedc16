/**
 * The intake in a process of its own, to be killed. The first line on stdin says where the database is; each line after
 * it is a command as it comes over the wire, with who says it. What is answered goes to stdout, a line each.
 */
import { randomBytes } from "node:crypto";
import { createInterface } from "node:readline";
import { type Day, type Instant, type MemberId, type OrganisationId, uuidFrom } from "#base";
import { connect, type ConnectionConfig } from "#db";
import { house } from "../../app/rooms.ts";
import { readCommand } from "../../app/server/border.ts";
import { Intake } from "../../app/server/intake.ts";

export interface Order {
  readonly database: ConnectionConfig;
  readonly masterKey: string;
  readonly today: Day;
}

export interface Request {
  readonly number: number;
  readonly organisation: OrganisationId;
  /** `{v:1, id, name, on, body}` */
  readonly command: unknown;
  readonly by: MemberId;
  readonly with: readonly MemberId[];
}

const write = (line: unknown): void =>
  void process.stdout.write(
    `${JSON.stringify(line, (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value))}\n`,
  );

let intake: Intake | null = null;
for await (const line of createInterface({ input: process.stdin })) {
  if (!intake) {
    const { database, masterKey, today } = JSON.parse(line) as Order;
    intake = new Intake({
      pool: connect(database),
      house,
      edge: {
        now: () => ({ at: `${today}T08:00:00Z` as Instant, today }),
        newId: () => uuidFrom(Date.now(), randomBytes(10)),
      },
      masterKey: Buffer.from(masterKey, "base64"),
    });
    write("ready");
    continue;
  }
  const { number, organisation, command, by, with: others } = JSON.parse(line) as Request;
  intake.say({ ...readCommand(house, organisation, command), by, with: others }).then(
    answer => write({ number, answer }),
    error => write({ number, error: String(error) }),
  );
}

/** A database as an operator gives it by URL: on the test's own PostgreSQL server, hers, and without a table. */
import { randomBytes } from "node:crypto";
import pg from "pg";
import { emptyDatabase, testAdministrator } from "./database.ts";

export interface OperatorsDatabase {
  /** Of the program's environment. */
  readonly settings: { readonly LUMBUNG_DATABASE_URL: string; readonly LUMBUNG_SERVER_DATABASE_URL: string };
  drop(): Promise<void>;
}

export async function operatorsDatabase(): Promise<OperatorsDatabase> {
  const [fresh, administrator] = [await emptyDatabase(), await testAdministrator()];
  // Roles belong to the whole server, which other tests use at this moment: this one is hers alone.
  const role = `operator_${randomBytes(6).toString("hex")}`;
  await administer(`create role ${role} login password '${role}'`);
  await administer(`alter database ${fresh.owner.database} owner to ${role}`);
  const urlOf = (name: string, password: string): string =>
    `postgresql://${name}:${password}@/${fresh.owner.database}?host=${encodeURIComponent(administrator.host ?? "")}&port=${administrator.port}`;
  return {
    settings: {
      LUMBUNG_DATABASE_URL: urlOf(role, role),
      LUMBUNG_SERVER_DATABASE_URL: urlOf(String(fresh.server.user), String(fresh.server.password)),
    },
    async drop() {
      await fresh.drop();
      await administer(`drop role ${role}`);
    },
  };

  async function administer(statement: string): Promise<void> {
    const client = new pg.Client(administrator);
    await client.connect();
    await client.query(statement).finally(() => client.end());
  }
}

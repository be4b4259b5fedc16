/** Answers the questions of screens: who may ask is decided here, what is answered in the rooms. Deny by default. */
import type {
  Day,
  OrganisationId,
  Page,
  Question,
  Role,
  RulesKnown,
  SessionSeen,
  MemberId,
  TablesOfRooms,
} from "#base";
import { type Pool, type PoolClient, query, read, sql } from "#db";
import { type OfficeRow, type MembershipRow, rolesOf } from "#members";
import { readTexts } from "#members/server";
import type { Edge } from "./intake.ts";
import type { GateSession } from "./gate.ts";

export interface AskerOptions {
  readonly pool: Pool;
  readonly edge: Edge;
  readonly masterKey: Buffer;
  readonly questions: ReadonlyMap<string, Question<PoolClient>>;
  readonly rulesKnown: RulesKnown;
  readonly tablesOfRooms: TablesOfRooms;
}

export type Unanswered = "unknown" | "not-allowed";

export interface Asker {
  /** All that may be asked, by name. */
  readonly questions: ReadonlyMap<string, Pick<Question, "who" | "params">>;
  answer(
    name: string,
    session: GateSession | null,
    params: Readonly<Record<string, string>>,
  ): Promise<unknown | Unanswered>;
  /** Whether a page without a question may be shown. */
  seen(page: Page, session: GateSession | null): Promise<Record<string, never> | Unanswered>;
  sessionSeen(session: GateSession): Promise<SessionSeen | null>;
  today(): Day;
}

export function asker({ pool, edge, masterKey, questions, rulesKnown, tablesOfRooms }: AskerOptions): Asker {
  const nobody: ReadonlySet<Role> = new Set();
  const today = (): Day => edge.now().today;

  async function rolesNow(
    client: PoolClient,
    { organisation, member }: Pick<GateSession, "organisation" | "member">,
  ): Promise<ReadonlySet<Role>> {
    const [membership] = await query<MembershipRow>(
      client,
      sql`select member_id, person_id, number, kind, status, joined_on, ended_on from members.membership
        where organisation_id = ${organisation} and member_id = ${member}`,
    );
    const offices = await query<OfficeRow>(
      client,
      sql`select role, from_on, until_on from members.office
        where organisation_id = ${organisation} and member_id = ${member}`,
    );
    return rolesOf(membership, offices, today());
  }

  const only = (names: readonly string[] = [], params: Readonly<Record<string, string>>) =>
    Object.fromEntries(names.flatMap(name => (params[name] === undefined ? [] : [[name, params[name]]])));
  const mayAsk = (who: readonly (Role | "public")[], roles: ReadonlySet<Role>): boolean =>
    who.some(one => one === "public" || roles.has(one));

  return {
    questions,
    today,
    async answer(name, session, given) {
      const question = questions.get(name);
      if (!question) return "unknown";
      const params = only(question.params, given);
      if (!session) {
        if (!question.who.includes("public")) return "not-allowed";
        return question.ask({
          client: pool as never,
          organisation: "" as OrganisationId,
          member: "" as MemberId,
          roles: nobody,
          today: today(),
          params,
          masterKey,
        });
      }
      return read(pool, session.organisation, async client => {
        const roles = await rolesNow(client, session);
        if (!mayAsk(question.who, roles)) return "not-allowed";
        return question.ask({
          client,
          organisation: session.organisation,
          member: session.member,
          roles,
          today: today(),
          params,
          masterKey,
          isPlain: session.isPlain,
          texts: abouts => readTexts(client, session.organisation, abouts, masterKey),
          rulesKnown,
          tablesOfRooms,
        });
      });
    },
    async seen(page, session) {
      if (page.who.includes("public")) return {};
      if (!session) return "not-allowed";
      const roles = await read(pool, session.organisation, client => rolesNow(client, session));
      return mayAsk(page.who, roles) ? {} : "not-allowed";
    },
    sessionSeen(session) {
      return read(pool, session.organisation, async client => {
        const [organisation] = await query<{ unit: string; is_practice: boolean }>(
          client,
          sql`select unit, is_practice from assembly.organisation where organisation_id = ${session.organisation}`,
        );
        const people = await query<{ member_id: MemberId; number: number }>(
          client,
          sql`select member_id, number from members.membership
            where organisation_id = ${session.organisation} and member_id in (${session.member}, ${session.second ?? ""})`,
        );
        const me = people.find(one => one.member_id === session.member);
        if (!organisation || !me) return null;
        const texts = await readTexts(
          client,
          session.organisation,
          ["assembly.organisation", "members.membership"],
          masterKey,
        );
        const nameOf = (member: MemberId): string => texts.get(`members.membership/${member}/name`) ?? "";
        const second = people.find(one => one.member_id === session.second);
        return {
          organisation: session.organisation,
          organisationName: texts.get("assembly.organisation/-/name") ?? "",
          member: session.member,
          number: me.number,
          name: nameOf(session.member),
          roles: [...(await rolesNow(client, session))],
          second: second ? { member: second.member_id, number: second.number, name: nameOf(second.member_id) } : null,
          unit: organisation.unit,
          isPractice: organisation.is_practice,
          isPlain: session.isPlain,
        };
      });
    },
  };
}

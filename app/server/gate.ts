/**
 * The gate: who is it? Cookies and addresses of HTTP on one side, the sign-in of the members' room on the other.
 * Secrets pass here and go no further; no command ever carries one.
 */
import {
  type Answered,
  type CommandId,
  type Instant,
  isMemberId,
  isRefusal,
  type MemberId,
  type OrganisationId,
  type Refusal,
  refuse,
} from "#base";
import type { Pool } from "#db";
import {
  openAtFounding,
  letIn,
  organisationByHandle,
  registerDevice,
  resetPin,
  revokeDevice,
  type Session,
  setLanguage,
  setPassword,
  setPin,
  setPlainPin,
  showCode,
  signIn,
  type SignInEdge,
  signOut,
  signOutEverywhere,
  Sessions,
  type SessionTaken,
  sitDownWith,
  standUp,
  typeCode,
  unlock,
  verifyPin,
} from "#members/server";
import type { Context } from "hono";
import type { House } from "../house.ts";
import { commandOf, Malformed, readCommand } from "./border.ts";
import type { Catalogues } from "./catalogues.ts";
import { cutOffActs } from "./cut-off-acts.ts";
import type { Edge, Intake } from "./intake.ts";
import { operate } from "./operator.ts";
import { count, group, officerThere, operationIn, optional, pinOf, text, uuid } from "./said.ts";
import { addressBlock, clearCookie, readCookie, readDevices, setCookie, type Way, withDevice } from "./sessions.ts";

export type GateSession = Session;

export interface ActResult {
  /** A new session's token for the cookie. */
  readonly token?: string;
  /** A device's secret for its cookie, beside those it holds. */
  readonly device?: string;
  /** The session is over. */
  readonly clear?: true;
  readonly answer?: Answered;
}

export type Act = (c: Context, said: Readonly<Record<string, unknown>>) => Promise<ActResult | Refusal>;

export interface Gate {
  sessionOf(c: Context): Promise<Session | null>;
  /** As it was when it was last asked: for a command, whose transaction asks again. */
  sessionTaken(c: Context): SessionTaken | undefined;
  /** Whose number and PIN came with one command. */
  speaker(c: Context, session: Session, spokenBy: unknown): Promise<MemberId | Refusal>;
  readonly acts: Readonly<Record<string, Act>>;
}

export interface GateOptions {
  readonly pool: Pool;
  readonly house: House;
  readonly intake: Intake;
  readonly edge: Edge;
  readonly signInEdge: SignInEdge;
  /** Who has it runs the server (`operator.ts`). */
  readonly masterKey: Buffer;
  /**
   * Devices that only practice groups trust: at their doors every browser counts as one of them. Their secrets are in no
   * cookie, so no group that is begun afterwards can take one on.
   */
  readonly lentDevices: () => readonly string[];
  /** For the names things have in a cut-off file. */
  readonly catalogues: Catalogues;
}

export function gateOf(options: GateOptions): Gate {
  const { pool, house, intake, edge, signInEdge, lentDevices } = options;
  const tokenOf = (c: Context): string => readCookie("session", c.req.header("cookie"), wayOf(c)) ?? "";
  const deviceSecretsOf = (c: Context): readonly string[] => readDevices(c.req.header("cookie"), wayOf(c));
  const now = (): Instant => edge.now().at;
  const sessions = new Sessions(pool, now);

  async function mine(c: Context): Promise<Session | Refusal> {
    return (await sessions.of(tokenOf(c))) ?? refuse("members.sign-in-first");
  }

  return {
    sessionOf: c => sessions.of(tokenOf(c)),
    sessionTaken: c => sessions.taken(tokenOf(c)),
    async speaker(c, session, spokenBy) {
      const { number, pin } = group(spokenBy);
      return verifyPin(
        pool,
        {
          session,
          number: count(number, "spoken_by.number"),
          pin: text(pin, "spoken_by.pin"),
          address: addressOf(c),
        },
        signInEdge,
      );
    },
    acts: {
      async "sign-in"(c, said) {
        const signed = await signIn(
          pool,
          {
            handle: text(said["handle"], "handle"),
            number: count(said["number"], "number"),
            pin: optional(said["pin"], "pin"),
            password: optional(said["password"], "password"),
            deviceSecrets: [...deviceSecretsOf(c), ...lentDevices()],
            address: addressOf(c),
            language: optional(said["language"], "language"),
          },
          signInEdge,
        );
        return isRefusal(signed) ? signed : { token: signed.token, answer: {} };
      },
      /** The page that locked itself: her session goes on, or the view her other PIN opens takes its place. */
      async unlock(c, said) {
        const unlocked = await unlock(
          pool,
          {
            token: tokenOf(c),
            pin: optional(said["pin"], "pin"),
            password: optional(said["password"], "password"),
            address: addressOf(c),
          },
          signInEdge,
        );
        if (isRefusal(unlocked)) return unlocked;
        const { token, isSame } = unlocked;
        return { ...(token === undefined ? {} : { token }), answer: { same: isSame } };
      },
      async "sign-out"(c) {
        await signOut(pool, tokenOf(c), signInEdge);
        return { clear: true };
      },
      async "sign-out-everywhere"(c) {
        const session = await mine(c);
        if (isRefusal(session)) return session;
        await signOutEverywhere(pool, session, signInEdge);
        return { clear: true };
      },
      async "sit-down"(c, said) {
        const session = await sitDownWith(
          pool,
          {
            token: tokenOf(c),
            number: count(said["number"], "number"),
            pin: text(said["pin"], "pin"),
            address: addressOf(c),
          },
          signInEdge,
        );
        return isRefusal(session) ? session : { answer: {} };
      },
      async "stand-up"(c) {
        await standUp(pool, tokenOf(c));
        return { answer: {} };
      },
      async "register-device"(c, said) {
        const session = await mine(c);
        if (isRefusal(session)) return session;
        const kind = said["kind"] === "own" ? "own" : "meeting";
        const registered = await registerDevice(pool, { session, kind, secrets: deviceSecretsOf(c) }, signInEdge);
        return isRefusal(registered) ? registered : { device: registered.secret, answer: {} };
      },
      async "revoke-device"(c, said) {
        const session = await mine(c);
        if (isRefusal(session)) return session;
        const gone = await revokeDevice(pool, { session, device: uuid(said["device"], "device") }, signInEdge);
        return gone ?? { answer: {} };
      },
      /** A phone of a group that lost all its phones: the code came from whoever runs the server. */
      async "let-in"(c, said) {
        const [handle, code] = [text(said["handle"], "handle"), text(said["code"], "code")];
        const letInNow = await letIn(pool, { handle, code, secrets: deviceSecretsOf(c) }, signInEdge);
        return isRefusal(letInNow) ? letInNow : { device: letInNow.secret, answer: {} };
      },
      async operate(_, said) {
        const operated = await operate(options, operationIn(said));
        return isRefusal(operated) ? operated : { answer: operated };
      },
      async "set-language"(c, said) {
        const session = await mine(c);
        if (isRefusal(session)) return session;
        await setLanguage(pool, session.person, text(said["language"], "language"), now());
        return { answer: {} };
      },
      /** Eight digits for another group of hers. */
      async "show-code"(c) {
        const session = await mine(c);
        if (isRefusal(session)) return session;
        const shown = await showCode(pool, session, signInEdge);
        return isRefusal(shown) ? shown : { answer: shown };
      },
      /** Those another group showed her: she is one person in both. */
      async "type-code"(c, said) {
        const session = await mine(c);
        if (isRefusal(session)) return session;
        const refusal = await typeCode(
          pool,
          {
            who: session,
            code: text(said["code"], "code"),
            address: addressOf(c),
            record: person => say(session, { name: "members.recognise", body: { member: session.member, person } }),
          },
          signInEdge,
        );
        return refusal ?? { answer: {} };
      },
      "set-pin": own(
        said => pinOf(said, "pin"),
        (change, value) => setPin(pool, { ...change, pin: value }, signInEdge),
      ),
      "set-password": own(
        said => text(said["password"], "password"),
        (change, value) => setPassword(pool, { ...change, password: value }, signInEdge),
      ),
      "set-plain-pin": own(
        said => (said["plain_pin"] === "" ? "" : pinOf(said, "plain_pin")),
        (change, value) => setPlainPin(pool, { ...change, plainPin: value === "" ? null : value }, signInEdge),
      ),
      async "reset-pin"(c, said) {
        const session = await mine(c);
        if (isRefusal(session)) return session;
        const officers = (said["officers"] as readonly unknown[] | undefined)?.map(group) ?? [];
        if (officers.length !== 2) throw new Malformed([{ path: "officers", wanted: "list" }]);
        const [first, second] = officers.map((one, index) => officerThere(one, `officers[${index}]`));
        const member = text(said["member"], "member");
        if (!isMemberId(member)) throw new Malformed([{ path: "member", wanted: "member" }]);
        const given = await resetPin(
          pool,
          {
            session,
            address: addressOf(c),
            officers: [first!, second!],
            member,
            pin: pinOf(said, "pin"),
            record: ([by, other]) =>
              say(
                { organisation: session.organisation, member: by },
                { name: "members.give-pin", body: { member } },
                [other],
              ),
          },
          signInEdge,
        );
        return isRefusal(given) ? given : { answer: {} };
      },
      ...cutOffActs(options, mine),
      /** A group begins: its founding command, its word at the door, and the founders' first secrets. */
      async start(c, said) {
        const organisation = uuid(said["organisation"], "organisation") as OrganisationId;
        const handle = text(said["handle"], "handle");
        const speaker = text(said["by"], "by");
        if (!isMemberId(speaker)) throw new Malformed([{ path: "by", wanted: "member" }]);
        const taken = await organisationByHandle(pool, handle);
        if (taken !== null && taken !== organisation) return refuse("members.address-taken", { handle });
        const read = readCommand(house, organisation, said["command"]);
        if (read.command.name !== "assembly.found-organisation")
          throw new Malformed([{ path: "command.name", wanted: "key" }]);
        const answer = await intake.say({ ...read, by: speaker, with: [] });
        if (answer.status === "refused") return answer;
        const founders = ((said["secrets"] ?? []) as readonly unknown[]).map(group).map((one, index) => ({
          member: text(one["member"], `secrets[${index}].member`) as MemberId,
          pin: optional(one["pin"], `secrets[${index}].pin`),
          password: optional(one["password"], `secrets[${index}].password`),
        }));
        const opened = await openAtFounding(
          pool,
          {
            organisation,
            handle,
            founders,
            speaker,
            device: { kind: "meeting", secrets: deviceSecretsOf(c) },
            language: optional(said["language"], "language") ?? "id",
          },
          signInEdge,
        );
        return isRefusal(opened) ? opened : { token: opened.token, device: opened.secret, answer: {} };
      },
    },
  };

  /** Says a command of the house's own making, today and under a new id. */
  async function say(
    { organisation, member }: Pick<Session, "organisation" | "member">,
    { name, body }: { readonly name: string; readonly body: Readonly<Record<string, unknown>> },
    others: readonly MemberId[] = [],
  ): Promise<Refusal | null> {
    const { today } = edge.now();
    const read = commandOf(house, { organisation, id: edge.newId() as CommandId, name, on: today, body });
    const answer = await intake.say({ ...read, by: member, with: others });
    return answer.status === "refused" ? answer : null;
  }

  /** She changes a secret of her own, showing the one of now; her session goes on under a new token. */
  function own(
    newSecretOf: (said: Readonly<Record<string, unknown>>) => string,
    change: (own: { token: string; current: string; address: string }, value: string) => ReturnType<typeof setPin>,
  ): Act {
    return async (c, said) => {
      const signed = await change(
        { token: tokenOf(c), current: text(said["current"], "current"), address: addressOf(c) },
        newSecretOf(said),
      );
      return isRefusal(signed) ? signed : { token: signed.token, answer: {} };
    };
  }
}

const wayOf = (c: Context): Way => ({
  isSecure: new URL(c.req.url).protocol === "https:" || c.req.header("x-forwarded-proto") === "https",
});

/** Sets what an act gave, in cookies no script can read. */
export function setCookies(c: Context, result: ActResult): void {
  const way = wayOf(c);
  if (result.token !== undefined) c.header("set-cookie", setCookie("session", result.token, way), { append: true });
  if (result.device !== undefined) {
    const devices = withDevice(result.device, readDevices(c.req.header("cookie"), way));
    c.header("set-cookie", setCookie("device", devices, way), { append: true });
  }
  if (result.clear) c.header("set-cookie", clearCookie("session", way), { append: true });
}

const addressOf = (c: Context): string =>
  addressBlock(
    (c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)?.incoming?.socket?.remoteAddress,
  );

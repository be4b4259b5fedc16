/**
 * How a page speaks with the server: it says a command, does an act at the gate, or asks a question. Nothing here throws
 * for want of a signal: a server that is away is an answer like any other, and whoever said something says it again
 * later with the same id, so that it is done once.
 */
import { type Day, type Document, isRefusal, type Refusal, refuse, type Uuid, uuidFrom } from "#base";
import { allWords } from "./all-words.ts";
import { forgetKept } from "./kept.ts";

export interface Offline {
  readonly offline: true;
}

export interface AcceptedAnswer {
  readonly status: "accepted";
  readonly id: Uuid;
  readonly answer?: Document;
}

export type Said = AcceptedAnswer | Refusal | Offline;

export const isOffline = (value: unknown): value is Offline =>
  typeof value === "object" && value !== null && (value as Partial<Offline>).offline === true;

export interface SayOptions {
  /** The id a first attempt was made with: the same thing said again is one thing. */
  readonly id?: Uuid;
  /** Somebody else says it on this device, by her own number and PIN. */
  readonly spokenBy?: { readonly number: number; readonly pin: string };
}

/** A command as it goes over the wire: the body in its wire form, amounts as decimal strings. */
export interface WireCommand {
  readonly v: 1;
  readonly id: Uuid;
  readonly name: string;
  readonly on: Day;
  readonly body: Document;
}

/** Version 7, from this device's clock and chance. */
export const newId = (): Uuid => uuidFrom(Date.now(), crypto.getRandomValues(new Uint8Array(10)));

export async function say(
  name: string,
  body: Document,
  on: Day,
  { id = newId(), spokenBy }: SayOptions = {},
): Promise<Said> {
  const command: WireCommand = { v: 1, id, name, on, body };
  return post<AcceptedAnswer>(`/api/commands/${name}`, spokenBy ? { ...command, spoken_by: spokenBy } : command);
}

/** Many commands in the order they were made; one answer for each. A single one is said at its own address. */
export async function sayAll(
  commands: readonly WireCommand[],
): Promise<readonly (AcceptedAnswer | Refusal)[] | Refusal | Offline> {
  const [only] = commands;
  if (commands.length !== 1) return post("/api/commands", commands);
  const got = await post<AcceptedAnswer & { readonly status: string }>(`/api/commands/${only!.name}`, only);
  // A refusal with a status is the room's answer to this command; one without is the door's, and nothing was said yet.
  return isOffline(got) || !("status" in got) ? got : [got];
}

/** An act at the gate: "sign-in", "sit-down", "set-pin" … */
export function act<Answer = Readonly<Record<string, unknown>>>(
  path: string,
  body: unknown,
): Promise<Answer | Refusal | Offline> {
  // Before the server is asked: signing out without a signal leaves nothing to read either.
  if (turns.includes(path)) forgetKept();
  return post<Answer>(`/api/${path}`, body);
}

/** After these another may be at the phone. */
const turns: readonly string[] = ["sign-in", "start", "sign-out", "sign-out-everywhere"];

/** The answer to a question; null where the thing it asks about is not there. */
export function ask<Answer>(
  question: string,
  params: Readonly<Record<string, string>> = {},
): Promise<Answer | null | Refusal | Offline> {
  const query = new URLSearchParams(params).toString();
  return answered<Answer>(
    fetchWithin(`/api/ask/${question}${query === "" ? "" : `?${query}`}`, { headers: { accept: "application/json" } }),
  );
}

const post = <Answer>(path: string, body: unknown): Promise<Answer | Refusal | Offline> =>
  answered<Answer>(fetchWithin(path, asPost(body))) as Promise<Answer | Refusal | Offline>;

export const asPost = (body: unknown): RequestInit => ({
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

/** A slow line is a line: a meeting of thirty women is some 6 kB. */
const withinMs = 30_000;

export async function fetchWithin(path: string, init: RequestInit, ms = withinMs): Promise<Response> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), ms);
  try {
    return await fetch(path, { ...init, credentials: "same-origin", signal: stop.signal });
  } finally {
    clearTimeout(timer);
  }
}

export async function answered<Answer>(response: Promise<Response>): Promise<Answer | null | Refusal | Offline> {
  try {
    const { ok, status, body } = await response.then(async got => ({
      ok: got.ok,
      status: got.status,
      body: (await got.json()) as unknown,
    }));
    if (isAway(status)) return { offline: true };
    // Her session is over, ended perhaps from another phone.
    if (status === 401) forgetKept();
    if (isRefusal(body)) {
      await allWords();
      return body;
    }
    // What does not fit its description is our mistake, not hers: there is nothing she could type otherwise.
    return ok ? (body as Answer | null) : refuse("house.not-understood");
  } catch {
    return { offline: true };
  }
}

/** The server, its database or something on the way is away; the same may work in a moment. */
const isAway = (status: number): boolean => status === 502 || status === 503 || status === 504;

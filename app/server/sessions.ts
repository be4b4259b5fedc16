/**
 * The cookies of a session and of a device, and where a request comes from. Nothing here asks the database.
 *
 * On https the names begin with `__Host-`, so no other page of the host or its parents can set them; on plain loopback
 * http, where a browser refuses such names, they are plain. Both are httpOnly and SameSite=Strict.
 */
import { isIPv4, isIPv6 } from "node:net";

export interface Way {
  /** True on https, also where a proxy in front of us speaks it. */
  readonly isSecure: boolean;
}

export type CookieKind = "session" | "device";

/** A device is known for two years after it was last let in; a session's own end is in the database. */
const secondsOf: Readonly<Record<CookieKind, number>> = { session: 12 * 3600, device: 2 * 365 * 24 * 3600 };

export const cookieName = (kind: CookieKind, way: Way): string => `${way.isSecure ? "__Host-" : ""}lumbung-${kind}`;

/** The value of a `Set-Cookie` header. */
export function setCookie(kind: CookieKind, value: string, way: Way): string {
  return `${cookieName(kind, way)}=${value}; Path=/; Max-Age=${secondsOf[kind]}; HttpOnly; SameSite=Strict${way.isSecure ? "; Secure" : ""}`;
}

export function clearCookie(kind: CookieKind, way: Way): string {
  return `${cookieName(kind, way)}=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict${way.isSecure ? "; Secure" : ""}`;
}

const secretForm = "[A-Za-z0-9_-]{43}";
const forms: Readonly<Record<CookieKind, RegExp>> = {
  session: new RegExp(`^${secretForm}$`),
  device: new RegExp(`^${secretForm}(?:\\.${secretForm})*$`),
};

/** What is in a `Cookie` header, where it has the form of ours. Of two with one name neither counts. */
export function readCookie(kind: CookieKind, header: string | undefined | null, way: Way): string | undefined {
  const name = `${cookieName(kind, way)}=`;
  const found = (header ?? "")
    .split(";")
    .map(part => part.trim())
    .filter(part => part.startsWith(name))
    .map(part => part.slice(name.length));
  return found.length === 1 && forms[kind].test(found[0]!) ? found[0] : undefined;
}

/** One phone may serve so many groups; the one it was longest ago let in by gives way to another. */
const groupsOfDeviceMax = 12;

/** The secrets a device holds, one for each group that let it in. */
export const readDevices = (header: string | undefined | null, way: Way): readonly string[] =>
  (readCookie("device", header, way)?.split(".") ?? []).slice(-groupsOfDeviceMax);

/** The value of the device's cookie once another group has let it in, or the same one again. */
export const withDevice = (secret: string, held: readonly string[]): string =>
  [...held.filter(one => one !== secret), secret].slice(-groupsOfDeviceMax).join(".");

/**
 * What attempts from an address are counted under: the address, or for IPv6 its /64, which one household has whole.
 * IPv4 written as IPv6 is IPv4.
 */
export function addressBlock(address: string | undefined): string {
  const bare = (address ?? "").replace(/^::ffff:(?=\d+\.)/i, "").replace(/%.*$/, "");
  if (isIPv4(bare)) return bare;
  if (!isIPv6(bare)) return "unknown";
  const [head = "", tail] = bare.toLowerCase().split("::");
  const groups = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  const whole =
    tail === undefined
      ? groups
      : [...groups, ...Array<string>(Math.max(0, 8 - groups.length - after.length)).fill("0"), ...after];
  return `${whole
    .slice(0, 4)
    .map(group => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}

/**
 * Whether a request that changes something comes from our own page. A browser says so itself; who says nothing (the
 * shell, a script) sends no cookies by itself either.
 */
export function isFromOurPage(
  headers: { readonly origin?: string | undefined; readonly site?: string | undefined },
  ownOrigin: string,
): boolean {
  if (headers.site !== undefined && headers.site !== "same-origin" && headers.site !== "none") return false;
  return headers.origin === undefined || headers.origin === ownOrigin;
}

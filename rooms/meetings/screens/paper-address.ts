/** The address that a printed QR code leads to: the page of the meeting, and behind "#" the code that is on the paper. */
import type { MeetingSeen } from "./seen.ts";

/** No name and no amount is in it, and what stands behind "#" is told no server on the way. */
export const addressToCheck = (origin: string, { meeting, code }: Pick<MeetingSeen, "meeting" | "code">): string =>
  `${origin}/meetings/${meeting}#${code.replace(" ", "-")}`;

/** The code behind an address, as it is printed; null where none is. */
export const codeBehind = (hash: string): string | null =>
  /^#[0-9A-Z]{4}-[0-9A-Z]{4}$/.test(hash) ? hash.slice(1).replace("-", " ") : null;

/**
 * What this phone remembers of the door: the group's word and whether the group knows the phone. No name, no number
 * and no secret: whoever finds the phone learns no more than the word.
 */
export interface Door {
  readonly handle: string;
  /** Somebody signed in here by PIN: the group let this phone in. */
  readonly isKnown: boolean;
}

const key = "lumbung.door";

export function rememberedDoor(): Door | null {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? "null") as Partial<Door> | null;
    return typeof kept?.handle === "string" ? { handle: kept.handle, isKnown: kept.isKnown === true } : null;
  } catch {
    return null;
  }
}

export function rememberDoor(door: Door): void {
  try {
    localStorage.setItem(key, JSON.stringify(door));
  } catch {
    // A browser that keeps nothing asks for the word again: no more is lost.
  }
}

/** Where to after the door: only a path of ours, never another site ("//elsewhere", "https:..."). */
export const safePath = (to: string | undefined): string => (to !== undefined && /^\/(?![/\\])/.test(to) ? to : "/");

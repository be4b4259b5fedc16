/** A file that the server makes, onto this device: apart from the rest of the ground, since few pages ever ask for one. */
import { type Refusal, refuse } from "#base";
import { answered, asPost, fetchWithin, type Offline } from "./api.ts";

/** Ten years of books take a while to be put together. */
const withinMs = 300_000;

/** Kept by the browser under this name; null once it has it. */
export async function fetchFile(path: string, name: string): Promise<null | Refusal | Offline> {
  let response: Response;
  try {
    response = await fetchWithin(path, asPost({}), withinMs);
  } catch {
    return { offline: true };
  }
  if (!response.ok || response.headers.get("content-type")?.includes("json"))
    return (await answered<null>(Promise.resolve(response))) ?? refuse("house.not-understood");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await response.blob());
  link.download = name;
  link.click();
  // The browser takes hold of it in its own time.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return null;
}

/** A chosen file goes to the server and comes back read; a template comes as a file to keep. */
import { isRefusal, type Refusal, refuse } from "#base";
import { act, allWords, isOffline } from "#client";
import type { SheetFault } from "../faults.ts";
import type { PreviewSeen } from "../preview.ts";

export type FileRead =
  | { readonly faults: readonly SheetFault[]; readonly count: number }
  | { readonly preview: PreviewSeen; readonly refusal: Refusal | null; readonly body: Readonly<Record<string, unknown>> | null };

/** As many bytes as the server takes; what is larger is not even sent. */
const bytesMax = 6_000_000;

export async function readFile(file: File, isBuddhist: boolean): Promise<FileRead | Refusal> {
  if (file.size > bytesMax) return withWords(refuse("cutoff.file-too-much"));
  const answer = await act<FileRead>("read-cut-off", {
    file: await base64Of(file),
    ...(isBuddhist ? { calendar: "buddhist" } : {}),
  });
  if (isOffline(answer)) return withWords(refuse("house.no-signal"));
  // Accounts and funds are called by words of other rooms.
  await allWords();
  return answer;
}

async function withWords(refusal: Refusal): Promise<Refusal> {
  await allWords();
  return refusal;
}

const base64Of = (file: Blob): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,?/, ""));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });

interface Template {
  readonly file: string;
  readonly type: string;
  readonly name: string;
}

/** Null once it is on its way into the folder of downloads. */
export async function keepTemplate(kind: "xlsx" | "csv", language: string): Promise<Refusal | null> {
  const answer = await act<Template>("cut-off-template", { kind, language });
  if (isOffline(answer)) return withWords(refuse("house.no-signal"));
  if (isRefusal(answer)) return answer;
  const bytes = Uint8Array.from(atob(answer.file), letter => letter.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([bytes], { type: answer.type }));
  const link = Object.assign(document.createElement("a"), { href: address, download: answer.name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  return null;
}

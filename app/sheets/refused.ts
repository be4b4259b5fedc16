import { type Refusal, refuse } from "#base";

/** A file that is not read further. Thrown while reading, and answered as its refusal. */
export class FileRefused extends Error {
  override readonly name = "FileRefused";
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.refused);
    this.refusal = refusal;
  }
}

export const damaged = (): FileRefused => new FileRefused(refuse("cutoff.file-damaged"));
export const tooMuch = (): FileRefused => new FileRefused(refuse("cutoff.file-too-much"));

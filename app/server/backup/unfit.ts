/** What keeps a backup from being made or brought back: the name of its sentence in the shell's words, and its figures. */
export class BackupUnfit extends Error {
  override readonly name = "BackupUnfit";
  readonly code: string;
  readonly because: Readonly<Record<string, string>>;
  constructor(code: string, because: Readonly<Record<string, string>> = {}) {
    super(code);
    this.code = code;
    this.because = because;
  }
}

/** What a file may cost before it is refused. A cut-off of 12,000 members is some 2 MB as it comes and 20 MB unpacked. */
export const limits = {
  /** Bytes of a file as it comes. */
  file: 6_000_000,
  /** Parts of a workbook: sheets, styles, pictures. */
  entries: 1_000,
  /** Bytes all parts that are read unpack to, whatever they say of themselves. */
  unpacked: 64_000_000,
  /** How many times its size a part may unpack to: XML packs to a tenth or a thirtieth. */
  ratio: 200,
  sheets: 30,
  rows: 30_000,
  columns: 200,
  cells: 1_000_000,
  /** Letters in one cell, and in all of them together. */
  cellLetters: 1_000,
  letters: 24_000_000,
} as const;

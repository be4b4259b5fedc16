/**
 * The rules say no, and that is expected: a refusal is a value with a stable name and the numbers behind it.
 * `refused` is the key of its sentence in `words/` ("room.what-went-wrong"). Amounts in `because` are minor units.
 */
export interface Refusal {
  readonly refused: string;
  readonly because: Because;
}

export type Because = Readonly<Record<string, string | number | bigint | boolean | null>>;

export function refuse(refused: string, because: Because = {}): Refusal {
  return { refused, because };
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === "object" && value !== null && "refused" in value;
}

/** A value on its way to a screen: the wire has no bigint, so amounts are decimal strings of minor units. */
export type Written<Value> = Value extends bigint
  ? string
  : Value extends string | number | boolean | null | undefined
    ? Value
    : Value extends readonly (infer Item)[]
      ? readonly Written<Item>[]
      : { readonly [Key in keyof Value]: Written<Value[Key]> };

export function written<Value>(value: Value): Written<Value> {
  if (typeof value === "bigint") return String(value) as Written<Value>;
  if (Array.isArray(value)) return value.map(item => written(item)) as unknown as Written<Value>;
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, written(part)])) as Written<Value>;
  return value as Written<Value>;
}

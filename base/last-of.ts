/** `list.at(-1)`, which phones of 2020 do not have. */
export const lastOf = <One>(list: readonly One[]): One | undefined => list[list.length - 1];

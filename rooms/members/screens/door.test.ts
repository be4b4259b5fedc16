import { describe, expect, it } from "vitest";
import { safePath } from "./door.ts";

describe("where to after the door", () => {
  // asked for               | goes to
  it.each([
    ["/", "/"],
    ["/members/m_abc", "/members/m_abc"],
    ["/meeting?step=count", "/meeting?step=count"],
    [undefined, "/"],
    ["", "/"],
    ["members", "/"],
    ["//elsewhere.example", "/"],
    ["/\\elsewhere.example", "/"],
    ["https://elsewhere.example/", "/"],
    ["javascript:alert(1)", "/"],
  ])("%s leads to %s", (asked, goes) => {
    expect(safePath(asked)).toBe(goes);
  });
});

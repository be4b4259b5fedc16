import { renderToString } from "preact-render-to-string";
import { describe, expect, test } from "vitest";
import { Sample, screens } from "./gallery.tsx";

describe.each(screens)("the sample screen %s", screen => {
  const html = renderToString(<Sample screen={screen} tongue="id" />);

  test("is drawn the same twice", () => {
    expect(renderToString(<Sample screen={screen} tongue="id" />)).toBe(html);
  });

  test("needs no style attribute and no script, so that a strict content policy holds", () => {
    expect(html).not.toMatch(/ style=|<script|javascript:| on[a-z]+="/);
  });

  test("has one h1, and names every button and link", () => {
    expect(html.match(/<h1/g)?.length).toBe(1);
    for (const [, attributes, inside] of html.matchAll(/<(?:button|a)\b([^>]*)>(.*?)<\/(?:button|a)>/gs))
      expect(/aria-label="[^"]+"/.test(attributes ?? "") || (inside ?? "").replace(/<[^>]*>/g, "").trim()).toBeTruthy();
  });

  test("has no two elements with one id, and every reference to an id is to one that is there", () => {
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, id] of html.matchAll(/(?:for|aria-labelledby|aria-describedby)="([^"]+)"|url\(#([^)]+)\)/g))
      if (id) for (const each of id.split(" ")) expect(ids).toContain(each);
  });

  test("speaks English too", () => {
    expect(renderToString(<Sample screen={screen} tongue="en" />)).not.toContain("undefined");
  });
});

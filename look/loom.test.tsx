import { renderToString } from "preact-render-to-string";
import { describe, expect, test } from "vitest";
import { contrast } from "./contrast.ts";
import {
  Band,
  Bead,
  beadDyes,
  beadOf,
  HangingBand,
  motifNames,
  motifs,
  Ribbon,
  spread,
  weave,
  weaveRibbon,
} from "./index.ts";

const groups = ["melati", "Kenanga", "0192f4c1-7b7e-7000-8000-0242ac120002", "", "กลุ่มออมทรัพย์"];

describe("beads", () => {
  test("sixty women of one group have sixty different beads", () => {
    for (const group of groups) {
      const looks = Array.from({ length: 60 }, (_, i) => JSON.stringify(beadOf(i + 1, group)));
      expect(new Set(looks).size).toBe(60);
    }
  });

  test("a hundred and twenty women still have a hundred and twenty", () => {
    const looks = Array.from({ length: 120 }, (_, i) => JSON.stringify(beadOf(i + 1, "melati")));
    expect(new Set(looks).size).toBe(120);
  });

  test("neighbours share neither dye nor motif", () => {
    for (const group of groups)
      for (let number = 1; number < 130; number++) {
        const [one, next] = [beadOf(number, group), beadOf(number + 1, group)];
        expect(one.dye).not.toBe(next.dye);
        expect(one.motif).not.toBe(next.motif);
      }
  });

  test("Wulan keeps her bead for life", () => {
    expect(beadOf(14, "melati")).toEqual({ dye: "#7A4A2B", motif: "padi" });
  });

  test("white on every dye can be read", () => {
    for (const dye of beadDyes) expect(contrast("#FFFFFF", dye)).toBeGreaterThanOrEqual(5.5);
  });
});

describe("motifs", () => {
  test("are twelve, nine threads by nine, and no two alike", () => {
    expect(motifNames.length).toBe(12);
    for (const name of motifNames) {
      expect(motifs[name].length).toBe(9);
      for (const row of motifs[name]) expect(row).toMatch(/^[.#]{9}$/);
    }
    expect(new Set(motifNames.map(name => motifs[name].join("\n"))).size).toBe(12);
  });
});

describe("bands", () => {
  test("the same group always has the same band", () => {
    for (const group of groups) {
      expect(weave(group)).toEqual(weave(group));
      expect(weaveRibbon(group)).toEqual(weaveRibbon(group));
    }
  });

  test("the spread of an id never changes, or every group would lose its band", () => {
    expect([spread("melati"), spread("Kenanga")]).toEqual([2054811728, 3823395567]);
  });

  test("groups differ: among a thousand there are hundreds of bands", () => {
    const bands = Array.from({ length: 1000 }, (_, i) => {
      const { chart, dyes } = weave(`group-${i}`);
      return dyes[0] + chart.rows.map(row => row.join("")).join("");
    });
    expect(new Set(bands).size).toBeGreaterThan(400);
  });

  test("the two motifs of a group are never the same", () => {
    for (let i = 0; i < 500; i++) {
      const [first, second] = weave(`group-${i}`).motifs;
      expect(first).not.toBe(second);
    }
  });

  test("a band, a ribbon and a hanging band are drawn the same twice, and stay small", () => {
    for (const drawn of [
      () => <Band organisation="melati" fringe />,
      () => <Ribbon organisation="melati" />,
      () => <HangingBand organisation="melati" />,
      () => <Bead organisation="melati" number={14} size={64} />,
    ]) {
      const once = renderToString(drawn());
      expect(renderToString(drawn())).toBe(once);
      expect(once.length).toBeLessThan(10_000);
    }
  });
});

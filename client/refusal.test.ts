import { wordsOf } from "#base";
import { describe, expect, it } from "vitest";
import { sentenceOf } from "./refusal.ts";

const words = wordsOf("id", {
  "ledger.fund-short": "Di {fund} ada {available}, diminta {wanted}.",
  "meetings.another-is-open": "Pertemuan ke-{number} terbuka sejak {on}.",
  "savings.kilos": "Ada {saved}.",
  "savings.least": "Paling sedikit {least}.",
  "members.letters": "{least} sampai {most} huruf.",
  "fund.loan": "dana pinjaman",
  "house.not-understood": "Belum bisa.",
});

describe("a refusal in a sentence", () => {
  it("says amounts with their unit, days as days, and codes by their names", () => {
    const cases = [
      [
        { refused: "ledger.fund-short", because: { fund: "loan", unit: "IDR", available: "640000", wanted: 900_000n } },
        "Di dana pinjaman ada Rp\u00a0640.000, diminta Rp\u00a0900.000.",
      ],
      [
        { refused: "meetings.another-is-open", because: { number: 37, on: "2026-11-24" } },
        "Pertemuan ke-37 terbuka sejak 24 November 2026.",
      ],
      // What is counted is no money, whatever it is called.
      [{ refused: "members.letters", because: { least: 8, most: 64 } }, "8 sampai 64 huruf."],
      [{ refused: "savings.least", because: { unit: "IDR", least: "50000" } }, "Paling sedikit Rp\u00a050.000."],
      [{ refused: "savings.kilos", because: { saved: "2500", unit: "kg" } }, "Ada 2,500\u00a0kg."],
      [{ refused: "no.words", because: {} }, "Belum bisa."],
    ] as const;
    for (const [refusal, sentence] of cases) expect(sentenceOf(refusal, words, "IDR")).toBe(sentence);
  });

  it("calls a fund by the name its founders gave it", () => {
    const refusal = { refused: "ledger.fund-short", because: { fund: "loan", available: "0", wanted: "5" } };
    expect(
      sentenceOf(refusal, words, "IDR", (kind, code) =>
        kind === "fund" && code === "loan" ? "Kas Melati" : undefined,
      ),
    ).toContain("Kas Melati");
  });
});

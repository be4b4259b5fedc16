/** Reports taken along as files, over HTTP: who gets what, and what stands in the address and in the name. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { reportCodes } from "../../rooms/reports/catalogue.ts";
import { type Served, servePractice, signedIn } from "../../tests/browser/serve.ts";
import { type FreshDatabase, freshDatabase } from "../../tests/village/database.ts";
import { melati } from "../../tests/village/people.ts";
import { fileAsked } from "./downloads.ts";

let database: FreshDatabase;
let served: Served;

beforeAll(async () => {
  database = await freshDatabase();
  served = await servePractice({ database: database.server, meetings: 12 });
});
afterAll(async () => {
  await served?.close();
  await database?.drop();
});

const cookieOf = (number: number): Promise<string> => signedIn(served, melati, number, "id");

const take = (file: string, cookie = "", language = "id"): Promise<Response> =>
  fetch(`${served.origin}/download/${file}`, { headers: { cookie, "accept-language": language }, redirect: "manual" });

describe("a report as a file", () => {
  it("is for who may see its page: officers get each, another member sums, a stranger nothing", async () => {
    const [treasurer, ordinary] = [await cookieOf(1), await cookieOf(14)];
    const [each, sums] = [await take("dcb.csv", treasurer), await take("dcb.csv", ordinary)];
    expect([each.status, sums.status]).toEqual([200, 200]);
    const [named, nameless] = [await each.text(), await sums.text()];
    const borrower = melati.women.find(name => named.includes(`· ${name},`));
    expect(borrower).toBeDefined();
    for (const name of melati.women) expect(nameless).not.toContain(`· ${name},`);
    const stranger = await take("dcb.csv");
    expect([stranger.status, stranger.headers.get("location")]).toEqual([302, "/sign-in?to=%2Freports"]);
  });

  it("comes in both forms, with a name that says neither whose it is nor how much, and is kept nowhere on the way", async () => {
    const treasurer = await cookieOf(1);
    for (const report of reportCodes)
      for (const format of ["csv", "xlsx"]) {
        const answer = await take(`${report}.${format}?from=2026-10-01&until=2026-11-17`, treasurer);
        expect(answer.status, report).toBe(200);
        expect(answer.headers.get("content-disposition")).toBe(`attachment; filename="${report}-2026-11-17.${format}"`);
        expect(answer.headers.get("cache-control")).toBe("no-store");
        const bytes = Buffer.from(await answer.arrayBuffer());
        if (format === "xlsx") expect(bytes.subarray(0, 2).toString()).toBe("PK");
        else {
          expect(bytes.toString("utf8")).toMatch(/^\uFEFF./);
          // Every word is there, in the language of whoever takes it.
          expect(bytes.toString("utf8"), report).not.toMatch(/\[?(reports|fact|account|role|question|members)\.[a-z]/);
        }
      }
  });

  it("speaks the language of who takes it", async () => {
    const treasurer = await cookieOf(1);
    expect(await (await take("income.csv", treasurer, "id")).text()).toContain("Pendapatan dan beban");
    expect(await (await take("income.csv", treasurer, "en")).text()).toContain("Income and expense");
  });

  it.each(["debtors.csv", "income.pdf", "income", "..%2Fincome.csv"])("there is no %s", async file => {
    expect((await take(file, await cookieOf(1))).status).toBe(404);
  });

  it.each([
    ["ageing.xlsx", { report: "ageing", format: "xlsx" }],
    ["book-14-cash.csv", { report: "book-14-cash", format: "csv" }],
    ["Ageing.xlsx", null],
    ["a.b.csv", null],
  ])("%s is read as %j", (name, read) => {
    expect(fileAsked(name)).toEqual(read);
  });
});

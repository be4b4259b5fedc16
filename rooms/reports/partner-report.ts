/** With whom the group works on a day: what was agreed on, from when until when, and how it stands. */
import { partnersOf } from "#records/server";
import type { Known } from "./known.ts";
import { columns, dayCell, type Report, said, text } from "./report.ts";

export async function partnersReport({ client, organisation, masterKey, until, isOpen }: Known): Promise<Report> {
  const { partners, agreements } = await partnersOf(client, organisation, masterKey, until);
  const rows = partners.flatMap(partner => {
    const here = agreements.filter(one => one.partner === partner.partner);
    return (here.length === 0 ? [null] : here).map(one => [
      text(partner.name),
      said(`reports.partner.${partner.kind}`),
      text(one?.purpose),
      dayCell(one?.from),
      dayCell(one?.lastDay),
      one === null ? null : said(`reports.agreement.${one.standing}`),
      // Whom to ask for there is somebody's name and number.
      ...(isOpen ? [text([partner.contact, partner.telephone].filter(word => word !== null).join(" · "))] : []),
    ]);
  });
  return {
    report: "partners",
    from: null,
    until,
    tables: [
      {
        key: "partners",
        columns: columns(
          ["partner", "text"],
          ["kind", "text"],
          ["purpose", "text"],
          ["from", "day"],
          ["until", "day"],
          ["state", "text"],
          ...(isOpen ? ([["contact", "text"]] as const) : []),
        ),
        rows,
        ...(rows.length === 0 && { nothing: "reports.no-partners" }),
      },
    ],
  };
}

/** Every report and book there is, to be opened, printed or taken along. */
import type { PageProps } from "#base";
import { Heading, Icon, Line, Lines, Page, Stack, Two } from "#look";
import type { JSX } from "preact";
import { reportGroups } from "../catalogue.ts";
import type { ReportsSeen } from "../server.ts";

export function ReportsView({ data, words }: PageProps<ReportsSeen>): JSX.Element {
  const group = ({ key, reports }: (typeof reportGroups)[number]): JSX.Element => (
    <Stack gap="tight" key={key}>
      <Heading>{words.say(`reports.group.${key}`)}</Heading>
      <Lines label={words.say(`reports.group.${key}`)}>
        {reports.map(code => (
          <Line
            key={code}
            href={`/reports/${code}`}
            lead={key === "books" ? undefined : <Icon name={icons[code] ?? "book"} size={32} />}
            label={words.say(`reports.report.${code}`)}
            sub={words.has(`reports.report.${code}.more`) ? words.say(`reports.report.${code}.more`) : undefined}
            arrow
          />
        ))}
      </Lines>
    </Stack>
  );
  return (
    <Page
      title={words.say("reports.title")}
      subtitle={words.day(data.on, "weekday")}
      back={{ href: "/funds", label: words.say("reports.back") }}
    >
      <Two even>
        <Stack gap="far">
          {reportGroups.filter(one => one.key !== "books").map(group)}
          <Lines>
            <Line
              href="/group-statements"
              lead={<Icon name="print" size={32} />}
              label={words.say("reports.group-statements")}
              sub={words.say("reports.group-statements.more")}
              arrow
            />
          </Lines>
        </Stack>
        <Stack gap="far">{reportGroups.filter(one => one.key === "books").map(group)}</Stack>
      </Two>
    </Page>
  );
}

const icons: Readonly<Record<string, Parameters<typeof Icon>[0]["name"]>> = {
  indicators: "barn",
  "receipts-payments": "coin",
};

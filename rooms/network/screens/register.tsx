/** Where a federation's chapters are and since when: counted at each level, over the years, and one by one. */
import { lastOf, type PageProps } from "#base";
import { Card, Cards, Line, Lines, Mark, Page, Soft, StatePanel, Trend } from "#look";
import type { JSX } from "preact";
import type { RegisterSeen } from "../questions/register.ts";

export function Register({ data, words }: PageProps<RegisterSeen>): JSX.Element {
  const [first, last] = [data.growth[0], lastOf(data.growth)];
  return (
    <Page
      title={words.say("network.visit.register")}
      back={{ href: "/federation", label: words.say("network.visit.back") }}
    >
      {data.chapters.length === 0 ? (
        <StatePanel kind="empty" title={words.say("network.visit.register-empty")}>
          <p>{words.say("network.visit.register-empty-more")}</p>
        </StatePanel>
      ) : (
        <Cards>
          <Card
            title={words.say("network.visit.where")}
            mark={<Mark colour="indigo">{words.say("network.visit.count", { count: data.chapters.length })}</Mark>}
          >
            {data.counts.length === 0 && <Soft>{words.say("network.visit.no-places")}</Soft>}
            <Lines>
              {data.counts.map(({ level, count }) => (
                <Line key={level} label={<b>{words.say(`network.visit.in-${level}`, { count })}</b>} />
              ))}
            </Lines>
            {first && last && data.growth.length > 1 && (
              <Trend
                title={words.say("network.visit.growth")}
                describe={words.say("network.visit.growth-said", {
                  from: String(first.year),
                  first: first.chapters,
                  until: String(last.year),
                  last: last.chapters,
                })}
                points={data.growth.map(({ year, chapters }) => ({
                  label: String(year),
                  value: BigInt(chapters),
                  said: words.say("network.visit.count", { count: chapters }),
                }))}
                table={{
                  open: words.say("network.visit.growth-table"),
                  label: words.say("network.visit.year"),
                  value: words.say("network.visit.chapters"),
                }}
              />
            )}
          </Card>
          <Card title={words.say("network.visit.one-by-one")}>
            <Lines>
              {data.chapters.map(one => (
                <Line
                  key={one.chapter}
                  label={<b>{one.name}</b>}
                  sub={
                    <>
                      {one.place.slice(0, 3).join(", ")}
                      <br />
                      {words.say("network.visit.grant-since", { day: words.day(one.since, "short") })}
                    </>
                  }
                />
              ))}
            </Lines>
          </Card>
        </Cards>
      )}
    </Page>
  );
}

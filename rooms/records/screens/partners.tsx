/** With whom the group works: what ends soon stands first, then all of them, each with its agreements one tap away. */
import { type Day, daysBetween, type PageProps, type Words } from "#base";
import {
  Act,
  Dialog,
  Heading,
  Line,
  Lines,
  Mark,
  type MarkColour,
  Page,
  QuietAct,
  Soft,
  Stack,
  StatePanel,
  TextAct,
  Two,
} from "#look";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { AgreementStanding } from "../agreement-standing.ts";
import type { PartnersSeen } from "../server.ts";
import { AgreementForm, ContactForm, EndForm, PartnerForm } from "./partner-forms.tsx";

type Props = PageProps<PartnersSeen>;
export type PartnerSeen = PartnersSeen["partners"][number];
export type AgreementSeen = PartnerSeen["agreements"][number];

const asksToBeSeen = ({ standing }: AgreementSeen): boolean => standing === "ending" || standing === "over";

export function PartnersView(props: Props): JSX.Element {
  const { data, words, today } = props;
  const [shown, setShown] = useState<string | null>(null);
  const [isAdding, setAdding] = useState(false);
  const open = data.partners.find(one => one.partner === shown);
  const toSee = data.partners.flatMap(partner =>
    partner.agreements.filter(asksToBeSeen).map(agreement => ({ partner, agreement })),
  );
  const close = words.say("records.partners.close");
  return (
    <Page
      title={words.say("records.partners.title")}
      subtitle={words.say("records.partners.what")}
      back={{ href: "/records", label: words.say("records.partners.back") }}
      foot={data.mayWrite ? <Act onClick={() => setAdding(true)}>{words.say("records.add-partner")}</Act> : undefined}
    >
      {data.partners.length === 0 ? (
        <StatePanel kind="empty" title={words.say("records.partners.empty")}>
          <Soft>{words.say("records.partners.empty-more")}</Soft>
        </StatePanel>
      ) : (
        <Two even>
          {toSee.length > 0 && (
            <Stack gap="tight">
              <Heading>{words.say("records.partners.to-see")}</Heading>
              <Lines label={words.say("records.partners.to-see")}>
                {toSee.map(({ partner, agreement }) => (
                  <Line
                    key={agreement.agreement}
                    label={<b>{partner.name}</b>}
                    sub={agreement.purpose}
                    end={<Standing agreement={agreement} words={words} today={today} />}
                    onClick={() => setShown(partner.partner)}
                    arrow
                  />
                ))}
              </Lines>
            </Stack>
          )}
          <Stack gap="tight">
            <Heading>{words.say("records.partners.all")}</Heading>
            <Lines label={words.say("records.partners.all")}>
              {data.partners.map(one => (
                <Line
                  key={one.partner}
                  label={<b>{one.name}</b>}
                  sub={one.agreements[0]?.purpose ?? words.say("records.partners.none-agreed")}
                  onClick={() => setShown(one.partner)}
                  arrow
                />
              ))}
            </Lines>
          </Stack>
        </Two>
      )}
      <Dialog open={open !== undefined} onClose={() => setShown(null)} title={open?.name ?? ""} closeLabel={close}>
        {open && <Partner key={open.partner} {...props} partner={open} />}
      </Dialog>
      <Dialog
        open={isAdding}
        onClose={() => setAdding(false)}
        title={words.say("records.add-partner")}
        closeLabel={close}
      >
        {isAdding && <PartnerForm words={words} today={today} />}
      </Dialog>
    </Page>
  );
}

const colours: Readonly<Record<AgreementStanding, MarkColour>> = {
  "to-come": "soft",
  running: "leaf",
  ending: "turmeric",
  over: "turmeric",
  renewed: "soft",
  ended: "soft",
};

function Standing({
  agreement,
  words,
  today,
}: {
  readonly agreement: AgreementSeen;
  readonly words: Words;
  readonly today: Day;
}): JSX.Element {
  const { standing, until } = agreement;
  const days = until === null ? 0 : Math.max(0, daysBetween(today, until));
  return <Mark colour={colours[standing]}>{words.say(`records.standing.${standing}`, { days })}</Mark>;
}

type Doing =
  | { readonly what: "contact" | "agreement" }
  | { readonly what: "choose" | "renew" | "end"; readonly of: AgreementSeen };

/** One partner: whom to ask for, what was agreed on, and what can be written about it. One thing at a time. */
function Partner({ partner, data, words, today }: Props & { readonly partner: PartnerSeen }): JSX.Element {
  const [doing, setDoing] = useState<Doing | null>(null);
  const contact = [partner.contact, partner.telephone].filter(one => one !== null).join(" · ");
  const shared = { words, today, partner };
  if (doing !== null)
    return (
      <Stack>
        {"of" in doing && (
          <Lines>
            <AgreementLine agreement={doing.of} words={words} today={today} />
          </Lines>
        )}
        {doing.what === "choose" && (
          <Stack gap="tight">
            <QuietAct onClick={() => setDoing({ what: "renew", of: doing.of })}>
              {words.say("records.partners.renew")}
            </QuietAct>
            <QuietAct onClick={() => setDoing({ what: "end", of: doing.of })}>
              {words.say("records.end-agreement")}
            </QuietAct>
          </Stack>
        )}
        {doing.what === "agreement" && <AgreementForm {...shared} />}
        {doing.what === "renew" && <AgreementForm {...shared} renews={doing.of} />}
        {doing.what === "end" && <EndForm words={words} today={today} agreement={doing.of} />}
        {doing.what === "contact" && <ContactForm {...shared} />}
        <TextAct onClick={() => setDoing(null)}>{words.say("records.partners.other")}</TextAct>
      </Stack>
    );
  return (
    <Stack>
      <Soft>{words.say(`records.kind.${partner.kind}`)}</Soft>
      {contact !== "" && (
        <Lines>
          <Line label={contact} sub={words.say("records.partners.contact")} />
        </Lines>
      )}
      {partner.agreements.length > 0 && (
        <Stack gap="close">
          <Heading level={3}>{words.say("records.partners.agreements")}</Heading>
          <Lines>
            {partner.agreements.map(one => (
              <AgreementLine
                key={one.agreement}
                agreement={one}
                words={words}
                today={today}
                onClick={data.mayWrite && isOpen(one) ? () => setDoing({ what: "choose", of: one }) : undefined}
              />
            ))}
          </Lines>
        </Stack>
      )}
      {data.mayWrite && (
        <Stack gap="tight">
          <QuietAct onClick={() => setDoing({ what: "agreement" })}>{words.say("records.make-agreement")}</QuietAct>
          <QuietAct onClick={() => setDoing({ what: "contact" })}>{words.say("records.describe-partner")}</QuietAct>
        </Stack>
      )}
    </Stack>
  );
}

function AgreementLine({
  agreement,
  words,
  today,
  onClick,
}: {
  readonly agreement: AgreementSeen;
  readonly words: Words;
  readonly today: Day;
  readonly onClick?: (() => void) | undefined;
}): JSX.Element {
  return (
    <Line
      label={agreement.purpose}
      sub={timeSaid(words, agreement)}
      end={<Standing agreement={agreement} words={words} today={today} />}
      onClick={onClick}
      arrow={onClick !== undefined}
    />
  );
}

/** Neither ended nor renewed: something may still be written about it. */
const isOpen = ({ standing, endedOn }: AgreementSeen): boolean => endedOn === null && standing !== "renewed";

function timeSaid(words: Words, { from, lastDay, renews, reason }: AgreementSeen): string {
  const day = (one: Day): string => words.day(one, "short");
  const time =
    lastDay === null
      ? words.say("records.partners.since", { from: day(from) })
      : words.say("records.partners.time", { from: day(from), until: day(lastDay) });
  return [
    time,
    ...(renews === null ? [] : [words.say("records.partners.renewal")]),
    ...(reason === null ? [] : [words.say("records.partners.because", { reason })]),
  ].join(" · ");
}

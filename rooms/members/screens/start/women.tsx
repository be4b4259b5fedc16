/** The women of a new group: their names in the order of their numbers, who holds which office, who holds a key. */
import type { MemberId } from "#base";
import {
  Bead,
  CheckField,
  Field,
  Icon,
  Keys,
  Line,
  Lines,
  Notice,
  QuietAct,
  SelectField,
  Soft,
  Stack,
  Title,
} from "#look";
import type { JSX } from "preact";
import { atHead, called } from "../names.tsx";
import { committeeOf, keyHoldersOf, namedFounders, newFounder, type OfficeSeat, roleOfSeat, seats } from "./draft.ts";
import type { StepProps } from "./start.tsx";

export function Women({ draft, words, set }: StepProps): JSX.Element {
  const named = namedFounders(draft);
  return (
    <Stack>
      <Title>{words.say("members.screen.start.women")}</Title>
      <Soft>{words.say("members.screen.start.women-more")}</Soft>
      <Stack gap="tight">
        {draft.founders.map((founder, index) => {
          const number = named.find(one => one.member === founder.member)?.number ?? named.length + 1;
          return (
            <Field
              key={founder.member}
              label={words.say("members.screen.start.woman", { number: String(index + 1) })}
              value={founder.name}
              onInput={event => {
                const name = event.currentTarget.value;
                set({ founders: draft.founders.map((one, place) => (place === index ? { ...one, name } : one)) });
              }}
              maxLength={80}
              autocomplete="off"
              end={<Bead number={founder.name.trim() === "" ? index + 1 : number} size={48} />}
            />
          );
        })}
      </Stack>
      <QuietAct icon="plus" onClick={() => set({ founders: [...draft.founders, newFounder()] })}>
        {words.say("members.screen.start.one-more")}
      </QuietAct>
      <Soft small>{words.say("members.screen.start.women-later")}</Soft>
    </Stack>
  );
}

export function Offices({ draft, words, set }: StepProps): JSX.Element {
  const named = namedFounders(draft);
  const seatOf = (seat: OfficeSeat): string => {
    const member = draft.offices[seat];
    return member !== undefined && named.some(one => one.member === member) ? member : "";
  };
  const choose = (seat: OfficeSeat, member: string): void => {
    const { [seat]: _, ...others } = draft.offices;
    set({ offices: member === "" ? others : { ...others, [seat]: member as MemberId } });
  };
  return (
    <Stack>
      <Title>{words.say("members.screen.start.offices")}</Title>
      {seats.map(seat => {
        const holder = named.find(one => one.member === seatOf(seat));
        return (
          <SelectField
            key={seat}
            label={
              seat === "money-counter-2"
                ? words.say("members.screen.start.second-counter")
                : atHead(words.say(`role.${roleOfSeat(seat)}`))
            }
            hint={words.say(`members.screen.start.seat.${seat}`)}
            value={holder?.member ?? ""}
            onChange={event => choose(seat, event.currentTarget.value)}
          >
            <option value="">
              {words.say(seat === "treasurer" ? "members.screen.choose" : "members.screen.nobody-yet")}
            </option>
            {named.map(one => (
              <option key={one.member} value={one.member}>
                {words.say("members.screen.number-and-name", { number: String(one.number), name: called(words, one) })}
              </option>
            ))}
          </SelectField>
        );
      })}
    </Stack>
  );
}

const keysMin = 2;
const keysMax = 5;

export function KeyHolders({ draft, words, set }: StepProps): JSX.Element {
  const named = namedFounders(draft);
  const committee = committeeOf(draft);
  const holders = keyHoldersOf(draft);
  const treasurer = named.find(one => one.member === draft.offices.treasurer);
  const sitting = named.filter(one => committee.has(one.member));
  const turn = (member: MemberId): void =>
    set({
      keyHolders: draft.keyHolders.includes(member)
        ? draft.keyHolders.filter(one => one !== member)
        : [...draft.keyHolders, member],
    });
  return (
    <Stack>
      <Title>{words.say("members.screen.start.keys", { count: draft.keys })}</Title>
      <Soft>{words.say("members.screen.start.keys-more")}</Soft>
      {holders.length > 0 && (
        <Keys
          label={words.say("members.screen.start.keys-picture")}
          holders={holders.map((one, index) => ({
            number: one.number,
            name: one.name,
            state: "pressed" as const,
            said: words.say("members.screen.start.key-number", { number: index + 1 }),
          }))}
        />
      )}
      {treasurer && (
        <Lines>
          <Line
            lead={<Bead number={treasurer.number} size={44} />}
            label={words.say("members.screen.start.box-with", { name: called(words, treasurer) })}
            end={<Icon name="box" />}
          />
        </Lines>
      )}
      <Stack gap="close">
        {named
          .filter(one => !committee.has(one.member))
          .map(one => (
            <CheckField
              key={one.member}
              label={words.say("members.screen.number-and-name", {
                number: String(one.number),
                name: called(words, one),
              })}
              checked={draft.keyHolders.includes(one.member)}
              onChange={() => turn(one.member)}
            />
          ))}
      </Stack>
      {sitting.length > 0 && (
        <Notice colour="turmeric" icon="key">
          <p>
            {words.say("members.screen.start.keys-apart", {
              names: new Intl.ListFormat(words.locale, { type: "conjunction" }).format(
                sitting.map(one => called(words, one)),
              ),
            })}
          </p>
        </Notice>
      )}
      <div class="pull nowrap">
        <QuietAct
          square
          icon="minus"
          label={words.say("members.screen.start.fewer-keys")}
          notYet={draft.keys <= keysMin}
          onClick={() => set({ keys: draft.keys - 1 })}
        />
        <p>{words.say("members.screen.start.how-many-keys", { count: draft.keys })}</p>
        <QuietAct
          square
          icon="plus"
          label={words.say("members.screen.start.more-keys")}
          notYet={draft.keys >= keysMax}
          onClick={() => set({ keys: draft.keys + 1 })}
        />
      </div>
    </Stack>
  );
}

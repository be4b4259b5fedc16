/** Forms of the pots: one begins, a round goes to one, a seat finds another, a pot is given up. */
import { newId } from "#client";
import { type Answers, type Ask, decisionLine, type Form, type FormContext, isCarried, votes, womanNamed, write } from "./form-parts.ts";
import { fundName } from "./say.tsx";
import type { PotSeen, TodaySeen } from "./seen.ts";
import type { HeldSheet } from "./sheet-model.ts";

export const potName = ({ today, words }: Pick<FormContext, "today" | "words">, pot: string): string =>
  fundName(words, pot, today.funds.find(one => one.fund === pot)?.name);

/** What is in for a round, with what stands on the sheet; and the seats that still bring to it. */
export function gatheredFor(pot: PotSeen, sheet: HeldSheet): { readonly there: bigint; readonly missing: readonly number[] } {
  const amount = BigInt(pot.amount);
  const left = new Map<string, bigint>();
  for (const line of sheet.values())
    if (line.entry === "pots.bring" && line.body["pot"] === pot.pot)
      left.set(String(line.body["member"]), BigInt(String(line.body["amount"])));
  const brought = pot.seats.map(seat => ({ ...seat, brought: BigInt(seat.brought) }));
  // Her oldest round first, as the books will have it.
  for (let round = 1; round <= Math.min(pot.round, pot.seats.length); round += 1)
    for (const seat of brought) {
      const owed = BigInt(round) * amount - seat.brought;
      const has = left.get(seat.member) ?? 0n;
      const now = owed <= 0n ? 0n : owed < has ? owed : has;
      seat.brought += now;
      left.set(seat.member, has - now);
    }
  const inRound = brought.map(seat => {
    const here = seat.brought - BigInt(pot.round - 1) * amount;
    return { seat: seat.seat, here: here < 0n ? 0n : here < amount ? here : amount };
  });
  return {
    there: inRound.reduce((sum, one) => sum + one.here, 0n),
    missing: inRound.filter(one => one.here < amount).map(one => one.seat),
  };
}

/** The seats that may receive now: one where its turn is known, any that waits where it is told or bid for. */
export function turnOf(pot: PotSeen): readonly number[] {
  const waiting = pot.seats.filter(one => one.receivedRound === null).map(one => one.seat);
  if (pot.turn === "agreed") return waiting.slice(0, 1);
  return pot.turn === "lot" ? (pot.lots ?? []).slice(0, 1) : waiting;
}

export const seatName = (forms: FormContext, pot: PotSeen, seat: number): string => {
  const { member } = pot.seats.find(one => one.seat === seat)!;
  const name = womanNamed(forms, member);
  const isOne = pot.seats.filter(one => one.member === member).length === 1;
  return isOne && name !== "" ? name : forms.words.say("pots.form.seat-of", { name, seat });
};

const everybody = "all";
const bidsMost = 8;
const percentMost = 50;

const isBid = (_: FormContext, { turn }: Answers): boolean => turn === "bid";
const commissionOf = ({ commission }: Answers): string => (commission === "none" ? "" : (commission ?? ""));
const choice = (forms: FormContext, field: string, of: readonly string[]) =>
  of.map(value => ({
    value,
    label: forms.words.say(`pots.form.${field}.${value}`),
    ...(forms.words.has(`pots.form.${field}.${value}.more`) ? { sub: forms.words.say(`pots.form.${field}.${value}.more`) } : {}),
  }));

/** Rupiah or whatever the group counts in; rice by the kilogram beside it. */
const unitsOffered = ({ today }: FormContext): readonly string[] => [
  ...new Set([today.unit, ...today.funds.map(one => one.unit), "kg"]),
];

const womenIn = ({ today }: FormContext, { who, seats, second }: Answers): readonly string[] => [
  ...(who === everybody ? today.women.map(one => one.member) : (seats ?? "").split(",").filter(Boolean)),
  ...(second ?? "").split(",").filter(Boolean),
];

/** The first code that no fund has: what it is called is a text. */
function codeFor(today: TodaySeen): string {
  let number = 1;
  const taken = new Set([
    ...today.funds.map(one => one.fund),
    ...today.rulebook.decidedOn.map(about => about.replace(/^.*\//, "")),
  ]);
  while (taken.has(`pot-${number}`)) number += 1;
  return `pot-${number}`;
}

export const beginPotForm: Form = {
  name: "begin",
  said: "pots.form",
  icon: "people",
  isOffered: ({ today }) => today.women.length > 1,
  asks: [
    { kind: "text", key: "name", title: "pots.form.ask-name", most: 60 },
    {
      kind: "choice",
      key: "unit",
      title: "pots.form.ask-unit",
      options: forms => unitsOffered(forms).map(value => ({ value, label: forms.words.say(`unit.${value}`) })),
    },
    {
      kind: "amount",
      key: "amount",
      title: "pots.form.ask-amount",
      unit: (forms, { unit }) => unit ?? forms.today.unit,
    },
    {
      kind: "choice",
      key: "every",
      title: "pots.form.ask-every",
      options: forms => choice(forms, "every", ["meeting", "month"]),
    },
    {
      kind: "choice",
      key: "turn",
      title: "pots.form.ask-turn",
      options: forms => choice(forms, "turn", ["agreed", "lot", "told", "bid"]),
    },
    {
      kind: "choice",
      key: "whole",
      title: "pots.form.ask-whole",
      when: (forms, answers) => !isBid(forms, answers),
      fallback: () => "yes",
      options: forms => choice(forms, "whole", ["yes", "no"]),
    },
    {
      kind: "count",
      key: "floor",
      title: "pots.form.ask-floor",
      hint: "pots.form.ask-floor-hint",
      unit: "pots.form.percent",
      when: isBid,
      fallback: () => "",
      first: () => 60,
      most: () => 100,
    },
    {
      kind: "choice",
      key: "commission",
      title: "pots.form.ask-commission",
      when: isBid,
      fallback: () => "",
      options: forms => [
        { value: "none", label: forms.words.say("pots.form.commission.none") },
        ...forms.today.funds
          .filter(one => one.nature === "divisible")
          .map(one => ({ value: one.fund, label: fundName(forms.words, one.fund, one.name) })),
      ],
    },
    {
      kind: "count",
      key: "percent",
      title: "pots.form.ask-percent",
      unit: "pots.form.percent",
      when: (forms, answers) => isBid(forms, answers) && commissionOf(answers) !== "",
      fallback: () => "",
      first: () => 5,
      most: () => percentMost,
    },
    {
      kind: "choice",
      key: "who",
      title: "pots.form.ask-who",
      options: forms => choice(forms, "who", [everybody, "some"]),
    },
    {
      kind: "women",
      key: "seats",
      title: "pots.form.ask-seats",
      hint: "pots.form.ask-seats-hint",
      when: (_, { who }) => who === "some",
      fallback: () => "",
      count: () => 2,
      most: ({ today }) => today.women.length,
    },
    {
      kind: "women",
      key: "second",
      title: "pots.form.ask-second",
      hint: "pots.form.ask-second-hint",
      isOptional: true,
      count: () => 0,
      most: ({ today }) => today.women.length,
    },
    votes,
  ],
  lines(answers, forms) {
    const { name = "", unit = "", amount = "", every = "", turn = "", whole, floor, percent, votes: said } = answers;
    const decision = newId();
    const pot = codeFor(forms.today);
    const to = commissionOf(answers);
    return [
      decisionLine(`pot.${decision}.1`, decision, "other", `pot/${pot}`, said, { value: { amount }, name: name.trim() }),
      ...(isCarried(said)
        ? [
            write(`pot.${decision}.2`, "pots.begin", {
              pot,
              decision,
              name: name.trim(),
              unit,
              amount,
              every,
              turn,
              is_whole: turn === "bid" || whole !== "no",
              floor_percent: floor,
              ...(to === "" ? {} : { commission_percent: percent, commission_to: to }),
              seats: [...womenIn(forms, answers)],
            }),
          ]
        : []),
    ];
  },
};

const potOf = ({ today }: FormContext, pot: string | undefined): PotSeen | undefined =>
  today.pots.find(one => one.pot === pot);

const noBid = "none";
/** Bids are written down as they are called: who and how much, until nobody goes lower. */
const bidAsks: readonly Ask[] = Array.from({ length: bidsMost }, (_, index): readonly Ask[] => {
  const isNext = (forms: FormContext, answers: Answers): boolean =>
    !!potOf(forms, answers["pot"])?.bids && (index === 0 || isSaid(answers, index - 1));
  return [
    {
      kind: "choice",
      key: `bidder${index}`,
      title: index === 0 ? "pots.form.ask-bidder" : "pots.form.ask-bidder-next",
      when: isNext,
      fallback: () => noBid,
      options: (forms, answers) => {
        const pot = potOf(forms, answers["pot"])!;
        const before = Array.from({ length: index }, (_, other) => answers[`bidder${other}`]);
        return [
          { value: noBid, label: forms.words.say(index === 0 ? "pots.form.nobody-bids" : "pots.form.no-more-bids") },
          ...turnOf(pot)
            .filter(seat => !before.includes(String(seat)))
            .map(seat => ({ value: String(seat), label: seatName(forms, pot, seat) })),
        ];
      },
    },
    {
      kind: "amount",
      key: `bid${index}`,
      title: "pots.form.ask-bid",
      when: (forms, answers) => isNext(forms, answers) && isSaid(answers, index),
      fallback: () => "",
      unit: (forms, answers) => potOf(forms, answers["pot"])?.unit ?? forms.today.unit,
      there: (forms, answers) => {
        const most = potOf(forms, answers["pot"])?.bids?.most;
        return most === undefined ? undefined : { label: forms.words.say("pots.form.most-bid"), amount: BigInt(most) };
      },
    },
  ];
}).flat();

const isSaid = (answers: Answers, index: number): boolean => (answers[`bidder${index}`] ?? noBid) !== noBid;

const bidsIn = (answers: Answers): readonly { readonly seat: string; readonly amount: string }[] =>
  Array.from({ length: bidsMost }, (_, index) =>
    isSaid(answers, index) && (index === 0 || isSaid(answers, index - 1))
      ? [{ seat: answers[`bidder${index}`]!, amount: answers[`bid${index}`] ?? "0" }]
      : [],
  ).flat();

/** Whom the lowest bid gives it to; of equal ones, and where nobody bid, whom the lot draws first. */
export function lowestOf(pot: PotSeen, bids: readonly { readonly seat: string; readonly amount: string }[]): number {
  const least = bids.map(one => BigInt(one.amount)).reduce<bigint | null>((a, b) => (a === null || b < a ? b : a), null);
  const among = least === null ? turnOf(pot) : bids.filter(one => BigInt(one.amount) === least).map(one => Number(one.seat));
  return (pot.lots ?? turnOf(pot)).find(seat => among.includes(seat)) ?? among[0] ?? 0;
}

/** Which pot is given: it is opened from its card. */
export const handOverForm: Form = {
  name: "hand-over",
  said: "pots.form",
  icon: "coin",
  isOffered: () => false,
  asks: [
    {
      kind: "choice",
      key: "seat",
      title: "pots.form.ask-seat",
      when: (forms, { pot }) => potOf(forms, pot)?.turn === "told",
      fallback: () => "",
      options: (forms, answers) => {
        const pot = potOf(forms, answers["pot"])!;
        return turnOf(pot).map(seat => ({ value: String(seat), label: seatName(forms, pot, seat) }));
      },
    },
    ...bidAsks,
  ],
  lines(answers, forms) {
    const pot = potOf(forms, answers["pot"])!;
    const bids = bidsIn(answers);
    const seat = pot.turn === "bid" ? lowestOf(pot, bids) : Number(answers["seat"] || turnOf(pot)[0]);
    return [handOver(pot.pot, seat, bids)];
  },
};

export const handOver = (pot: string, seat: number, bids: readonly { readonly seat: string; readonly amount: string }[] = []) =>
  write(`pay.pot.${pot}`, "pots.hand-over", {
    pot,
    seat: String(seat),
    ...(bids.length === 0 ? {} : { bids: bids.map(one => ({ ...one })) }),
  });

const seatAt = (forms: FormContext, answers: Answers) => {
  const [pot, seat] = (answers["at"] ?? "").split("/");
  const found = potOf(forms, pot);
  return found && { pot: found, seat: found.seats.find(one => one.seat === Number(seat))! };
};

export const substituteForm: Form = {
  name: "substitute",
  said: "pots.form",
  icon: "people",
  isOffered: ({ today }) => today.pots.length > 0,
  asks: [
    {
      kind: "choice",
      key: "at",
      title: "pots.form.ask-which-seat",
      options: forms =>
        forms.today.pots.flatMap(pot =>
          pot.seats.map(({ seat }) => ({
            value: `${pot.pot}/${seat}`,
            label: seatName(forms, pot, seat),
            sub: potName(forms, pot.pot),
          })),
        ),
    },
    {
      kind: "woman",
      key: "member",
      title: "pots.form.ask-substitute",
      who: (woman, forms, answers) => seatAt(forms, answers)?.seat.member !== woman.member,
    },
    {
      kind: "choice",
      key: "agreed",
      title: "pots.form.ask-agreed",
      hint: "pots.form.ask-agreed-hint",
      options(forms, answers) {
        const found = seatAt(forms, answers);
        if (!found) return [];
        const position = BigInt(found.seat.position);
        const [leaves, comes] = [womanNamed(forms, found.seat.member), womanNamed(forms, answers["member"])];
        const amount = forms.words.amount(position < 0n ? -position : position, found.pot.unit);
        const [from, to] = position < 0n ? [leaves, comes] : [comes, leaves];
        const said = position === 0n ? "pots.form.gives-nothing" : "pots.form.gives";
        return [{ value: "yes", label: forms.words.say(said, { from, to, amount }) }];
      },
    },
  ],
  lines(answers, forms) {
    const found = seatAt(forms, answers)!;
    const { pot, seat } = found;
    const body = { pot: pot.pot, seat: String(seat.seat), member: answers["member"], amount: seat.position };
    return [write(`pot.seat.${pot.pot}.${seat.seat}`, "pots.substitute", body)];
  },
};

/** Only while nobody received. */
const mayEnd = (today: TodaySeen): readonly PotSeen[] => today.pots.filter(one => one.round === 1);

export const endPotForm: Form = {
  name: "end",
  said: "pots.form",
  icon: "exit",
  isOffered: ({ today }) => mayEnd(today).length > 0,
  asks: [
    {
      kind: "choice",
      key: "pot",
      title: "pots.form.ask-end",
      hint: "pots.form.ask-end-hint",
      options: forms => mayEnd(forms.today).map(({ pot }) => ({ value: pot, label: potName(forms, pot) })),
    },
    votes,
  ],
  lines({ pot = "", votes: said }) {
    const decision = newId();
    return [
      decisionLine(`pay.pot-end.${decision}.1`, decision, "other", `pot-end/${pot}`, said),
      ...(isCarried(said) ? [write(`pay.pot-end.${decision}.2`, "pots.end", { pot, decision })] : []),
    ];
  },
};

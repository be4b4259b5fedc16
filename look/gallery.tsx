/**
 * The gallery: every component, and sample screens composed of them, for pictures and for the eye. The village, its
 * women and its sums are invented; the sample words live here and nowhere else in look/.
 */
import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import {
  Act,
  Amount,
  AmountHidden,
  amountText,
  Apart,
  Balances,
  Band,
  Bar,
  Bead,
  BeadString,
  Beside,
  type BookColumn,
  type BookPlace,
  type BookRow,
  BookTable,
  Boxes,
  breakIntoCash,
  Card,
  Cards,
  CashCount,
  type CashCounts,
  CashKeyboard,
  cashUnits,
  CheckField,
  Choices,
  Circle,
  type CircleMember,
  Connection,
  Dialog,
  Doors,
  Field,
  HangingBand,
  Heading,
  Icon,
  iconNames,
  Instalments,
  Keys,
  Line,
  Lines,
  Look,
  Mark,
  MeetingPaper,
  Motif,
  motifNames,
  type MoneyBox,
  Notes,
  Notice,
  Only,
  Page,
  PaperStamps,
  Papers,
  PassbookPage,
  PinPad,
  PlainTable,
  PracticeBanner,
  QuickExit,
  QuietAct,
  Receipt,
  Ribbon,
  SealCode,
  SelectField,
  Sign,
  Slices,
  Soft,
  Stack,
  Stamps,
  StatePanel,
  type Step,
  StepName,
  Sum,
  TextAct,
  TextField,
  Thread,
  Title,
  Tool,
  Trend,
  Two,
  Who,
  Pair,
  pieceKey,
  Pull,
} from "./index.ts";
import { type Tongue, words } from "./gallery-words.ts";

const organisation = "melati";

type Words = (typeof words)[Tongue];

const names = [
  "Aminah",
  "Baiq Ratna",
  "Darmi",
  "Endang",
  "Fatimah",
  "Halimah",
  "Inah",
  "Juminten",
  "Kartini",
  "Lestari",
  "Maryam",
  "Nurhayati",
  "Parti",
  "Wulan",
  "Rohani",
  "Sahnim",
  "Salmah",
  "Siti",
  "Sumiati",
  "Suriani",
  "Tumini",
  "Umi",
  "Wardah",
  "Yuliana",
  "Zaenab",
];
const shares = [3, 2, 5, 1, 2, 3, 4, 2, 1, 5, 2, 3, 2, 3, 1, 2, 4, 3, 2, 5, 0, 2, 3, 1, 2];
const loansDue: Readonly<Record<number, bigint>> = {
  2: 75_000n,
  5: 52_000n,
  8: 104_000n,
  11: 50_000n,
  14: 50_000n,
  17: 86_000n,
  20: 120_000n,
  23: 43_000n,
};

type SampleRow = BookRow & { number: number; shares: number; loan: bigint; savings: bigint; fine: bigint; sum: bigint };
const rows: readonly SampleRow[] = names.map((name, i) => {
  const number = i + 1;
  const absent = number === 21;
  const savings = absent ? 0n : [3, 12, 19].includes(number) ? 20_000n : 10_000n;
  const fine = [6, 19].includes(number) ? 2_000n : 0n;
  const loan = loansDue[number] ?? 0n;
  const bought = shares[i] ?? 0;
  return {
    key: number,
    number,
    name,
    state: absent ? "absent" : number < 14 ? "done" : "todo",
    shares: bought,
    loan,
    savings,
    fine,
    sum: absent ? 0n : 2_000n + BigInt(bought) * 10_000n + savings + fine + loan,
  };
});

const circleOf = (now: number): readonly CircleMember[] =>
  names.map((_, i) => ({ number: i + 1, state: i + 1 < now ? "done" : i + 1 === now ? "now" : "todo" }));
const everyone: readonly CircleMember[] = names.map((_, i) => ({ number: i + 1, state: "done" }));

function steps(w: Words, now: number): readonly Step[] {
  return w.steps.map((name, i) => ({ name, state: i < now ? "done" : i === now ? "now" : "todo" }));
}

type ScreenProps = { w: Words };

function Home({ w }: ScreenProps): JSX.Element {
  return (
    <Page home title={w.group} subtitle={w.place}>
      <Two>
        <Card held label={w.today}>
          <Soft>{w.today}</Soft>
          <Title>{w.meeting}</Title>
          <Circle members={everyone}>
            <p>
              <b class="number">25</b> {w.women}
            </p>
            <Soft small>{w.at}</Soft>
            <Soft small>{w.where}</Soft>
          </Circle>
          <Act href="#meeting">{w.open}</Act>
        </Card>
        <Stack gap="far">
          <Doors
            label={w.doors}
            doors={[
              { href: "#members", icon: "people", name: w.members, note: w.membersNote, dye: "morinda" },
              { href: "#money", icon: "barn", name: w.money, note: w.moneyNote, dye: "turmeric" },
              { href: "#decisions", icon: "hand", name: w.decisions, note: w.decisionsNote, dye: "indigo" },
            ]}
          />
          <Stack gap="close">
            <Heading>{w.look}</Heading>
            <Lines>
              <Line href="#late" label={w.late} sub={w.lateSub} end={<Mark colour="turmeric">2</Mark>} />
              <Line href="#vote" label={w.vote} sub={w.voteSub} end={<Mark colour="indigo">{w.left}</Mark>} />
            </Lines>
          </Stack>
        </Stack>
      </Two>
      <Connection state="saved">{w.saved}</Connection>
    </Page>
  );
}

function Meeting({ w }: ScreenProps): JSX.Element {
  const [at, setAt] = useState<BookPlace>({ row: 13, column: 5 });
  const who = rows[at.row] ?? rows[0];
  const tick = (row: SampleRow) =>
    row.state === "absent" ? (
      <span class="soft">{w.absent}</span>
    ) : row.fine ? (
      <span class="turmeric-t">{w.lateWord}</span>
    ) : (
      <Icon name="check" size={20} />
    );
  const money = (minor: bigint) => minor > 0n && <Amount minor={minor} bare />;
  const columns: readonly BookColumn<SampleRow>[] = [
    { key: "here", head: w.present, align: "middle", cell: tick },
    { key: "social", head: w.social, cell: row => row.state !== "absent" && money(2_000n) },
    { key: "shares", head: w.shares, cell: row => row.shares > 0 && <b>{row.shares}</b> },
    { key: "savings", head: w.savings, cell: row => money(row.savings) },
    { key: "fine", head: w.fine, cell: row => money(row.fine) },
    { key: "loan", head: w.loan, cell: row => money(row.loan) },
    { key: "sum", head: w.sum, total: true, cell: row => money(row.sum) },
  ];
  const total = (some: readonly SampleRow[]) => ({
    here: some.length,
    social: money(2_000n * BigInt(some.length)),
    shares: <b>{some.reduce((sum, row) => sum + row.shares, 0)}</b>,
    savings: money(some.reduce((sum, row) => sum + row.savings, 0n)),
    fine: money(some.reduce((sum, row) => sum + row.fine, 0n)),
    loan: money(some.reduce((sum, row) => sum + row.loan, 0n)),
    sum: money(some.reduce((sum, row) => sum + row.sum, 0n)),
  });
  return (
    <Page
      sheet
      title={w.meeting}
      subtitle={w.date}
      back={{ href: "#home", label: w.back }}
      tools={
        <Only on="phone">
          <Tool href="#list" label={w.list}>
            <Icon name="list" />
          </Tool>
        </Only>
      }
      steps={
        <>
          <Thread label={w.stepsLabel} steps={steps(w, 3)} />
          <StepName name={w.steps[3]} far={w.far} />
        </>
      }
      footOnPhone
      foot={
        <>
          <QuietAct square icon="back" label={w.prev} />
          <Act>{w.next}</Act>
        </>
      }
    >
      <Only on="phone">
        <MemberCard w={w} />
        <BeadString members={circleOf(14)} label={w.far} />
      </Only>
      <Only on="wide">
        <Beside
          aside={
            <>
              <Card held label={who?.name}>
                <Who
                  bead={<Bead number={who?.number ?? 1} size={64} />}
                  number={w.number.replace("14", String(who?.number))}
                  name={who?.name}
                />
                <Sum label={w.together}>
                  <Amount minor={who?.sum ?? 0n} size="number" />
                </Sum>
                <Notes minor={who?.sum ?? 0n} size="small" />
                <Act>{w.receive}</Act>
              </Card>
              <Circle round members={circleOf(14)}>
                <p>
                  <b class="number">14</b> {w.of25}
                </p>
                <Soft small>{w.steps[3]}</Soft>
              </Circle>
              <p class="soft small">
                <kbd>↑</kbd> <kbd>↓</kbd> {w.move} <kbd>Enter</kbd> {w.receive}
              </p>
            </>
          }
        >
          <BookTable
            caption={w.meeting}
            rowHead={w.members}
            columns={columns}
            rows={rows}
            at={at}
            onMove={setAt}
            feet={[
              { key: "got", head: w.got, strong: true, cells: total(rows.filter(row => row.state === "done")) },
              { key: "all", head: w.all, cells: total(rows.filter(row => row.state !== "absent")) },
            ]}
          />
        </Beside>
      </Only>
    </Page>
  );
}

function MemberCard({ w }: ScreenProps): JSX.Element {
  const [loanPaid, setLoanPaid] = useState(false);
  return (
    <Card held label={w.name} class="snug">
      <Who bead={<Bead number={14} size={64} />} number={w.number} name={w.name} />
      <Lines>
        <Line onClick={() => {}} pressed label={w.social} end={<Amount minor={2_000n} />} tick="done" />
        <Line
          onClick={() => {}}
          pressed
          label={w.shares}
          sub={w.sharesSub}
          end={<Amount minor={30_000n} />}
          tick="done"
        />
        <Line onClick={() => {}} pressed label={w.savings} end={<Amount minor={10_000n} />} tick="done" />
        <Line
          onClick={() => setLoanPaid(!loanPaid)}
          pressed={loanPaid}
          label={w.loan}
          sub={w.loanSub}
          end={<Amount minor={50_000n} />}
          tick={loanPaid ? "done" : "now"}
        />
      </Lines>
      <Sum label={w.together}>
        <Amount minor={92_000n} size="number" />
      </Sum>
      <Notes minor={92_000n} />
    </Card>
  );
}

function Keyboard({ w }: ScreenProps): JSX.Element {
  const [value, setValue] = useState(50_000n);
  return (
    <Page
      title={w.name}
      subtitle={`${w.loan} ${w.loanSub}`}
      back={{ href: "#meeting", label: w.back }}
      tools={<Bead number={14} size={48} />}
    >
      <CashKeyboard
        value={value}
        onChange={setValue}
        words={{
          received: w.received,
          board: w.board,
          add: piece => `${w.add1} ${piece}`,
          take: piece => `${w.take1} ${piece}`,
          undo: w.undo,
          useDigits: w.useDigits,
          useNotes: w.useNotes,
          digits: w.digits,
          help: w.help,
        }}
        due={
          <>
            {w.due} <Amount minor={50_000n} />
          </>
        }
        verdict={value === 50_000n ? { colour: "leaf", said: w.exact } : undefined}
      >
        <Act>{w.receive}</Act>
      </CashKeyboard>
    </Page>
  );
}

function Count({ w, short }: ScreenProps & { short?: boolean }): JSX.Element {
  const [counts, setCounts] = useState<CashCounts>({
    "note-100000": 7,
    "note-50000": 11,
    "note-20000": short ? 15 : 16,
    "note-10000": 14,
    "note-5000": 13,
    "note-2000": 12,
    "note-1000": 8,
    "coin-500": 1,
  });
  const unit = {
    ...cashUnits.IDR,
    pieces: cashUnits.IDR.pieces.filter(piece => piece.kind === "note" || piece.minor === 500n),
  };
  const counted = unit.pieces.reduce((sum, piece) => sum + piece.minor * BigInt(counts[pieceKey(piece)] ?? 0), 0n);
  const expected = 1_807_500n;
  const even = counted === expected;
  return (
    <Page
      title={w.count}
      subtitle={w.meeting}
      back={{ href: "#meeting", label: w.back }}
      steps={<Thread label={w.stepsLabel} steps={steps(w, 5)} />}
    >
      <CashCount
        unit={unit}
        counts={counts}
        onChange={setCounts}
        expected={expected}
        words={{
          expected: w.expected,
          counted: w.counted,
          counters: w.board,
          howMany: piece => `${w.howMany} ${piece}`,
          fewer: piece => `${w.fewer} ${piece}`,
          more: piece => `${w.more} ${piece}`,
        }}
        foot={
          even ? (
            <Act>{w.lock}</Act>
          ) : (
            <>
              <QuietAct>{w.write}</QuietAct>
              <Act>{w.again}</Act>
            </>
          )
        }
      >
        {even ? (
          <p>
            <b>{w.agrees}</b> {w.aloud}
          </p>
        ) : (
          <p>
            <b>
              {w.short} <Amount minor={expected - counted} />.
            </b>{" "}
            {w.slipped}
          </p>
        )}
      </CashCount>
    </Page>
  );
}

function Seal({ w }: ScreenProps): JSX.Element {
  const [pin, setPin] = useState("27");
  return (
    <Page
      title={w.keys}
      subtitle={w.meeting}
      back={{ href: "#count", label: w.back }}
      steps={<Thread label={w.stepsLabel} steps={steps(w, 6)} />}
    >
      <Two>
        <Stack>
          <Keys
            label={w.keys}
            holders={[
              { number: 9, name: "Kartini", state: "pressed", said: w.done },
              { number: 16, name: "Sahnim", state: "pressed", said: w.done },
              { number: 24, name: "Yuliana", state: "now", said: w.turn },
            ]}
          />
          <Stack gap="close">
            <Title>{w.press}</Title>
            <Soft>{w.away}</Soft>
          </Stack>
        </Stack>
        <PinPad
          label={w.pin}
          value={pin}
          onChange={setPin}
          eraseLabel={w.erase}
          other={{ label: w.card, onClick: () => {} }}
        />
      </Two>
    </Page>
  );
}

function Sealed({ w }: ScreenProps): JSX.Element {
  return (
    <Page
      title={w.sealed}
      subtitle={w.meeting}
      back={{ href: "#home", label: w.back }}
      foot={<Act icon="print">{w.print}</Act>}
    >
      <Keys
        small
        label={w.keys}
        holders={[9, 16, 24].map(number => ({ number, state: "pressed", said: names[number - 1] }))}
      />
      <Pull together>
        <Title>{w.two}</Title>
        <QuietAct square icon="sound" label={w.listen} />
      </Pull>
      <Two>
        <Balances
          balances={[
            { key: "loan", name: w.loanBox, minor: 1_807_500n, icon: "box", dye: "indigo" },
            { key: "social", name: w.purse, minor: 1_234_000n, icon: "heart", dye: "turmeric" },
          ]}
        />
        <SealCode label={w.code} code="K7M 4QX">
          <Only on="wide">{w.codeNote}</Only>
        </SealCode>
      </Two>
    </Page>
  );
}

function Member({ w, open: first }: ScreenProps & { open: boolean }): JSX.Element {
  const [open, setOpen] = useState(first);
  const hidden = (name: string, minor: bigint) => (
    <AmountHidden
      minor={minor}
      size="number"
      open={open}
      onToggle={setOpen}
      label={`${name}: ${w.pressSee}`}
      coverLabel={`${name}: ${w.pressCover}`}
    />
  );
  return (
    <Page
      title={w.members}
      subtitle={w.group}
      back={{ href: "#home", label: w.back }}
      footOnPhone
      foot={<Act icon="sound">{w.listen}</Act>}
    >
      <Pull>
        <Who bead={<Bead number={14} size={96} />} number={w.since} name={w.name} note={w.office} />
        <QuietAct icon="eye" onClick={() => setOpen(!open)}>
          {open ? w.hide : w.see}
        </QuietAct>
      </Pull>
      <Cards>
        <Card title={w.savings}>
          {hidden(w.savings, 486_000n)}
          <Soft small>{w.savingsNote}</Soft>
        </Card>
        <Card title={w.shares}>
          {open ? (
            <>
              <p>
                <b class="number">46</b> <span class="soft">{w.shareWord}</span> <Amount minor={460_000n} />
              </p>
              <Stamps count={46} label={`46 ${w.shareWord}`} />
            </>
          ) : (
            <>
              {hidden(w.shares, 460_000n)}
              <Soft small>{w.sharesNote}</Soft>
            </>
          )}
        </Card>
        <Card title={w.loans} mark={<Mark colour="turmeric">{w.dueToday}</Mark>}>
          {hidden(w.loans, 300_000n)}
          <Instalments label={w.paidLabel} count={10} paid={4} due={5} />
          <p class="soft small">
            {w.paidNote} {open ? <Amount minor={50_000n} /> : "…"}
          </p>
        </Card>
        <Card title={w.aid}>
          <p>{w.aidText}</p>
        </Card>
      </Cards>
    </Page>
  );
}

function Decision({ w }: ScreenProps): JSX.Element {
  const [value, setValue] = useState("a");
  const meaning = (me: bigint, us: bigint) => (
    <>
      <Bar label={w.forMe} minor={me} most={175_000n} of={{ member: 14 }} end={<Amount minor={me} />} />
      <Bar label={w.forUs} minor={us} most={3_750_000n} of="us" end={<Amount minor={us} />} />
    </>
  );
  return (
    <Page title={w.decision} subtitle={w.until} back={{ href: "#home", label: w.back }} foot={<Act>{w.choose}</Act>}>
      <Stack gap="close">
        <Title large>{w.question}</Title>
        <p class="soft">
          {w.leftOver} <Amount minor={6_250_000n} /> {w.afterCosts}
        </p>
      </Stack>
      <Choices
        name="choice"
        question={w.question}
        value={value}
        onChange={setValue}
        choices={[
          {
            value: "a",
            label: w.home,
            sub: w.homeSub,
            sign: <Sign name="house" />,
            meaning: meaning(175_000n, 1_875_000n),
          },
          {
            value: "b",
            label: w.barn,
            sub: w.barnSub,
            sign: <Sign name="barn" />,
            meaning: meaning(100_000n, 3_750_000n),
          },
          { value: "c", label: w.follow, plain: true },
        ]}
      />
    </Page>
  );
}

const months = ["Des", "Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov"];
const grown = [91n, 94n, 99n, 102n, 101n, 108n, 113n, 115n, 121n, 122n, 129n, 144n];

function Funds({ w }: ScreenProps): JSX.Element {
  const boxes: readonly MoneyBox[] = [
    { key: "lent", name: w.lent, minor: 9_420_000n, sub: w.borrowers, dye: "lent" },
    { key: "bank", name: w.bank, minor: 3_150_000n, dye: "bank" },
    { key: "box", name: w.box, minor: 1_807_500n, dye: "box" },
  ];
  return (
    <Page
      title={w.funds}
      subtitle={w.date}
      back={{ href: "#home", label: w.back }}
      tools={
        <Tool href="#print" label={w.print}>
          <Icon name="print" />
        </Tool>
      }
    >
      <Two>
        <Stack gap="tight">
          <Title>{w.whereMoney}</Title>
          <Boxes boxes={boxes} label={w.whereMoney} />
          <Sum label={w.together}>
            <Amount minor={14_377_500n} size="number" />
          </Sum>
          <Heading>{w.apart}</Heading>
          <Apart name={w.never} minor={4_100_000n} of={14_377_500n} dye="cloth" />
          <Apart name={w.purse} minor={1_234_000n} of={14_377_500n} dye="social" />
          <Soft small>{w.bigger}</Soft>
        </Stack>
        <Stack gap="far">
          <Trend
            title={
              <>
                {w.grown} <Amount minor={5_278_000n} />
              </>
            }
            describe={w.trend}
            points={months.map((label, i) => ({
              label,
              value: (grown[i] ?? 0n) * 100_000n,
              said: `${Number(grown[i]) / 10}`,
            }))}
            table={{ open: w.table, label: w.month, value: w.money }}
          />
          <Stack gap="close">
            <Heading>{w.loan}</Heading>
            <Lines>
              <Line label={w.onTime} sub={w.onTimeSub} end={<Amount minor={9_230_000n} />} />
              <Line label={w.asked} sub={w.askedSub} end={<Amount minor={190_000n} />} />
            </Lines>
          </Stack>
        </Stack>
      </Two>
    </Page>
  );
}

function Empty({ w }: ScreenProps): JSX.Element {
  return (
    <Page title={w.members} subtitle={w.group} back={{ href: "#home", label: w.back }} foot={<Act>{w.add}</Act>}>
      <StatePanel kind="empty" title={w.empty}>
        <p>{w.emptyText}</p>
      </StatePanel>
    </Page>
  );
}

function Offline({ w }: ScreenProps): JSX.Element {
  return (
    <Page title={w.group} back={{ href: "#home", label: w.back }} foot={<QuietAct wide>{w.otherPhone}</QuietAct>}>
      <StatePanel kind="offline" title={w.offline}>
        <p>{w.offlineText}</p>
        <Lines>
          <Line
            label={w.meeting}
            sub={w.date}
            end={
              <Mark colour="turmeric" icon="phone">
                {w.onPhone}
              </Mark>
            }
          />
        </Lines>
      </StatePanel>
    </Page>
  );
}

function Refused({ w }: ScreenProps): JSX.Element {
  return (
    <Page
      title={w.loans}
      subtitle={w.meeting}
      back={{ href: "#home", label: w.back }}
      foot={
        <>
          <QuietAct>{w.change}</QuietAct>
          <Act>{w.lend}</Act>
        </>
      }
    >
      <StatePanel
        kind="refused"
        title={w.refused}
        compare={{ asked: { label: w.wanted, minor: 900_000n }, there: { label: w.there, minor: 640_000n } }}
      >
        <p>{w.refusedText}</p>
      </StatePanel>
    </Page>
  );
}

function Waiting({ w }: ScreenProps): JSX.Element {
  return (
    <Page
      title={w.keys}
      subtitle={w.meeting}
      back={{ href: "#home", label: w.back }}
      foot={<QuietAct wide>{w.replace}</QuietAct>}
    >
      <StatePanel
        kind="waiting"
        title={w.waiting}
        keys={{
          label: w.keys,
          holders: [
            { number: 9, name: "Kartini", state: "pressed", said: w.done },
            { number: 16, name: "Sahnim", state: "waited", said: w.waited },
            { number: 24, name: "Yuliana", state: "pressed", said: w.done },
          ],
        }}
      >
        <p>{w.waitingText}</p>
      </StatePanel>
    </Page>
  );
}

function Print({ w }: ScreenProps): JSX.Element {
  const code = { label: w.meeting, code: "K7M 4QX" };
  const page = Array.from({ length: 10 }, (_, i) => {
    const n = 33 + i;
    return n < 38
      ? [
          n,
          ["29 Sep", "13 Okt", "27 Okt", "10 Nov", "24 Nov"][i],
          <PaperStamps count={[3, 2, 4, 3, 3][i] ?? 0} />,
          "10.000",
          "50.000",
          "",
        ]
      : [n, "", <PaperStamps count={0} />];
  });
  const bare = (minor: bigint) => (minor ? <Amount minor={minor} bare /> : "");
  return (
    <Page paper title={w.print} back={{ href: "#home", label: w.back }} foot={<Act icon="print">{w.print}</Act>}>
      <Papers>
        <PassbookPage
          label={w.savings}
          head={{ member: 14, title: w.name, note: w.number, right: w.group, rightNote: "8" }}
          heads={["ke-", w.date.split(" ")[0], w.shares, w.savings, w.loan, "✎"]}
          rows={page}
          totals={[
            { label: w.shares, value: "46" },
            { label: w.savings, value: "486.000" },
            { label: w.rest, value: "250.000" },
          ]}
          code={code}
        />
        <Receipt
          label={w.received}
          head={{ member: 14, title: w.name, note: w.number, right: "37-14", rightNote: w.date }}
          lines={[
            { label: w.social, value: "2.000" },
            { label: w.shares, value: "30.000" },
            { label: w.savings, value: "10.000" },
            { label: w.loan, value: "50.000" },
          ]}
          total={{ label: w.together, value: "Rp 92.000" }}
          cash={{
            label: w.cash,
            sums: [
              breakIntoCash(92_000n, cashUnits.IDR).pieces.map(
                ({ piece, count }) => `${count} × ${piece.figure} ${w.thousand}`,
              ),
            ],
          }}
          signs={[w.office, w.name]}
          code={code}
        />
        <MeetingPaper
          label={w.meeting}
          head={{ title: w.group, note: w.place, right: w.meeting, rightNote: w.date }}
          heads={["#", w.members, w.present, w.social, w.shares, w.savings, w.fine, w.loan, w.sum, "✎"]}
          rows={rows.map(row => ({
            number: row.number,
            name: row.name,
            cells:
              row.state === "absent"
                ? ["–"]
                : ["✓", bare(2_000n), row.shares, bare(row.savings), bare(row.fine), bare(row.loan), bare(row.sum), ""],
          }))}
          foot={["", w.together, 24, "48.000", "63", "275.000", "4.000", "580.000", "1.537.000", ""]}
          sections={[
            {
              title: w.lent,
              lines: [{ text: `14. ${w.name}`, value: "1.300.000" }],
            },
          ]}
          end={{
            boxes: {
              heads: [w.sum, "", "+", "−", "="],
              rows: [
                [w.loanBox, "1.618.500", "1.489.000", "1.300.000", "1.807.500"],
                [w.purse, "1.186.000", "48.000", "0", "1.234.000"],
              ],
            },
            signs: [9, 16, 24].map(number => ({ number, name: names[number - 1] })),
            code,
          }}
          note="1 / 1"
        />
      </Papers>
    </Page>
  );
}

function Form({ w }: ScreenProps): JSX.Element {
  const [asks, setAsks] = useState(false);
  return (
    <Page
      title={w.add}
      subtitle={w.group}
      back={{ href: "#members", label: w.back }}
      above={<PracticeBanner action={{ href: "#end", label: w.endPractice }}>{w.practice}</PracticeBanner>}
      tools={<QuickExit href="https://www.bmkg.go.id/" label={w.exit} />}
      foot={<Act onClick={() => setAsks(true)}>{w.add}</Act>}
    >
      <Field label={w.nameField} hint={w.nameHint} name="name" />
      <Field
        label={w.number.replace(" 14", "")}
        name="number"
        figures
        inputMode="numeric"
        defaultValue="14"
        problem={w.nameProblem}
      />
      <SelectField label={w.dusun} name="dusun">
        <option>Belimbing</option>
        <option>Sukarara</option>
      </SelectField>
      <TextField label={w.note} name="note" />
      <CheckField label={w.agree} name="agree" defaultChecked />
      <Notice colour="turmeric" icon="alert" title={w.late}>
        <p>{w.lateSub}</p>
      </Notice>
      <Dialog
        open={asks}
        onClose={() => setAsks(false)}
        title={w.add}
        closeLabel={w.close}
        foot={
          <>
            <QuietAct onClick={() => setAsks(false)}>{w.close}</QuietAct>
            <Act>{w.add}</Act>
          </>
        }
      >
        <p>{w.emptyText}</p>
      </Dialog>
    </Page>
  );
}

function Parts({ w, tongue }: ScreenProps & { tongue: Tongue }): JSX.Element {
  const group = (title: string, children: ComponentChildren) => (
    <Stack gap="tight">
      <Heading>{title}</Heading>
      {children}
    </Stack>
  );
  const flow = (children: ComponentChildren) => <div class="notes">{children}</div>;
  const groups = [
    "Kenanga",
    "Cempaka",
    "Mawar",
    "Anggrek",
    "Teratai",
    "Dahlia",
    "Sekar Jaya",
    "Harapan",
    "Bina Ibu",
    "Tunas",
    "Sumber Rejeki",
    "Padi Emas",
  ];
  return (
    <Page title="Look" subtitle={w.group} back={{ href: "#", label: w.back }}>
      {group(
        "Band, Ribbon, HangingBand",
        <>
          <Band height={117} fringe />
          <Ribbon height={33} />
          <Band height={74} grey />
          <div class="notes">
            <svg width="98" height="200" aria-hidden="true">
              <HangingBand />
            </svg>
            <svg width="33" height="200" aria-hidden="true">
              <HangingBand cord width={33} />
            </svg>
          </div>
        </>,
      )}
      {group(
        "Every group its own",
        <Cards>
          {groups.map(each => (
            <Band key={each} organisation={each} height={78} />
          ))}
        </Cards>,
      )}
      {group("Motif", flow(motifNames.map(name => <Motif key={name} name={name} size={72} />)))}
      {group(
        "Bead",
        flow(
          Array.from({ length: 60 }, (_, i) => (
            <Bead key={i} number={i + 1} size={i < 12 ? 48 : 28} label={String(i + 1)} />
          )),
        ),
      )}
      {group(
        "Bead on paper, with a photograph",
        flow(
          [1, 2, 3, 4].map(number => (
            <Bead
              key={number}
              number={number}
              size={56}
              grey={number < 3}
              photo={
                number > 2
                  ? "data:image/gif;base64,R0lGODlhAQABAIAAAMLCwgAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw=="
                  : undefined
              }
            />
          )),
        ),
      )}
      {group(
        "Amount",
        <>
          <p>
            <Amount minor={92_000n} /> · <Amount minor={-5_000n} /> ·{" "}
            <Amount minor={123_450n} unit={cashUnits.PHP} locale="en" /> ·{" "}
            <Amount minor={4_000n} unit={cashUnits.KHR} locale="km" /> ·{" "}
            <Amount minor={12_345_678n} unit={cashUnits.INR} locale="hi" /> ·{" "}
            <Amount minor={2_500n} unit={{ code: "kg", scale: 3, symbol: "kg" }} /> · <Amount minor={92_000n} light />
          </p>
          <p>
            <Amount minor={1_807_500n} size="mid" />
          </p>
          <p>
            <Amount minor={92_000n} size="number" />
          </p>
          <p>
            <Amount minor={1_807_500n} size="remember" />
          </p>
          <AmountHidden
            minor={486_000n}
            size="number"
            label={`${w.savings}: ${w.pressSee}`}
            coverLabel={`${w.savings}: ${w.pressCover}`}
          />
        </>,
      )}
      {group(
        "Notes",
        Object.values(cashUnits).map(unit => (
          <Notes
            key={unit.code}
            size="laid"
            unit={unit}
            label={amountText(
              unit.pieces.reduce((sum, piece) => sum + piece.minor, 0n),
              unit,
              tongue,
            )}
            minor={unit.pieces.reduce((sum, piece) => sum + piece.minor, 0n)}
          />
        )),
      )}
      {group(
        "Pair",
        <Two even>
          <Pair expected={{ label: w.expected, minor: 1_807_500n }} counted={{ label: w.counted, minor: 1_807_500n }}>
            <p>
              <b>{w.agrees}</b> {w.aloud}
            </p>
          </Pair>
          <Pair expected={{ label: w.expected, minor: 1_807_500n }} counted={{ label: w.counted, minor: 1_787_500n }}>
            <p>
              <b>
                {w.short} <Amount minor={20_000n} />.
              </b>{" "}
              {w.slipped}
            </p>
          </Pair>
        </Two>,
      )}
      {group(
        "Act, QuietAct, TextAct",
        <>
          <div class="pull">
            <Act icon="print">{w.print}</Act>
          </div>
          <div class="pull">
            <Act notYet>{w.lock}</Act>
          </div>
          <div class="pull">
            <QuietAct>{w.change}</QuietAct>
            <QuietAct square icon="sound" label={w.listen} />
            <QuietAct pressed icon="eye">
              {w.hide}
            </QuietAct>
            <TextAct href="#">{w.table}</TextAct>
          </div>
        </>,
      )}
      {group(
        "Line, Tick, Mark",
        <Lines>
          <Line
            lead={<Bead number={3} size={40} />}
            label="Darmi"
            sub={w.present}
            end={
              <Mark colour="leaf" icon="check">
                {w.onTime}
              </Mark>
            }
          />
          <Line href="#" label={w.late} end={<Mark colour="turmeric">{w.dueToday}</Mark>} arrow />
          <Line label={w.count} end={<Mark colour="red">{w.short}</Mark>} tick="todo" />
          <Line label={w.vote} end={<Mark colour="indigo">{w.left}</Mark>} tick="now" />
          <Line label={w.shares} end={<Mark colour="soft">{w.done}</Mark>} tick="done" />
        </Lines>,
      )}
      {group(
        "Thread, Instalments, Stamps",
        <>
          <Thread label={w.stepsLabel} steps={steps(w, 2)} />
          <div class="gap" />
          <Card title={w.loans}>
            <Instalments label={w.paidLabel} count={24} paid={13} due={14} />
            <Stamps count={13} of={20} label="13" />
          </Card>
        </>,
      )}
      {group(
        "Circle of sixty",
        <Card>
          <Circle
            members={Array.from({ length: 60 }, (_, i) => ({
              number: i + 1,
              state: i < 40 ? "done" : i === 40 ? "now" : "todo",
            }))}
          >
            <b class="number">60</b>
          </Circle>
        </Card>,
      )}
      {group(
        "Boxes that are too small for their words",
        <Boxes
          label={w.whereMoney}
          boxes={[
            { key: "a", name: w.lent, minor: 9_000_000n, dye: "lent" },
            { key: "b", name: w.bank, minor: 800_000n, dye: "bank" },
            { key: "c", name: w.box, minor: 90_000n, dye: "box" },
            { key: "d", name: w.never, minor: 2_600_000n, dye: "cloth" },
            { key: "e", name: w.purse, minor: 700_000n, dye: "social" },
          ]}
        />,
      )}
      {group(
        "Trend in bars",
        <Trend
          kind="bars"
          title={w.grown}
          describe={w.trend}
          points={months.map((label, i) => ({ label, value: grown[i] ?? 0n, said: String(grown[i]) }))}
          table={{ open: w.table, label: w.month, value: w.money }}
        />,
      )}
      {group(
        "Slices of a price",
        <Slices
          label={w.sum}
          slices={[
            { key: "a", name: names[0], minor: 60_000n, dye: "morinda", end: <Amount minor={60_000n} /> },
            { key: "b", name: w.group, minor: 15_000n, dye: "leaf", end: <Amount minor={15_000n} /> },
            { key: "c", name: w.bank, minor: 25_000n, dye: "grey", end: <Amount minor={25_000n} /> },
          ]}
        />,
      )}
      {group(
        "PlainTable",
        <PlainTable
          caption={w.funds}
          heads={[w.members, w.savings, w.shares]}
          rows={rows.slice(0, 3).map(row => [row.name, <Amount key="s" minor={row.savings} bare />, row.shares])}
          foot={[w.together, <Amount key="s" minor={40_000n} bare />, 10]}
        />,
      )}
      {group(
        "Connection",
        <>
          <Connection state="saved">{w.saved}</Connection>
          <Connection state="accepted">{w.done}</Connection>
          <Connection state="attention" href="#">
            {w.look}
          </Connection>
        </>,
      )}
      {group(
        "Notice",
        <Stack gap="tight">
          {(["leaf", "turmeric", "red", "indigo"] as const).map(colour => (
            <Notice key={colour} colour={colour} icon={colour === "leaf" ? "check" : "alert"} title={w.late}>
              <p>{w.lateSub}</p>
            </Notice>
          ))}
        </Stack>,
      )}
      {group("Icon", flow(iconNames.map(name => <Icon key={name} name={name} size={32} />)))}
    </Page>
  );
}

export const screens = [
  "home",
  "meeting",
  "keyboard",
  "count",
  "difference",
  "seal",
  "sealed",
  "member",
  "member-hidden",
  "decision",
  "funds",
  "empty",
  "offline",
  "refused",
  "waiting",
  "print",
  "form",
  "parts",
] as const;
export type ScreenName = (typeof screens)[number];

export function Sample({ screen, tongue }: { screen: ScreenName; tongue: Tongue }): JSX.Element {
  const w = words[tongue];
  return (
    <Look
      organisation={organisation}
      locale={tongue}
      unit={cashUnits.IDR}
      cashWords={{ thousand: w.thousand, hundredth: w.hundredth }}
    >
      {screen === "home" && <Home w={w} />}
      {screen === "meeting" && <Meeting w={w} />}
      {screen === "keyboard" && <Keyboard w={w} />}
      {screen === "count" && <Count w={w} />}
      {screen === "difference" && <Count w={w} short />}
      {screen === "seal" && <Seal w={w} />}
      {screen === "sealed" && <Sealed w={w} />}
      {screen === "member" && <Member w={w} open />}
      {screen === "member-hidden" && <Member w={w} open={false} />}
      {screen === "decision" && <Decision w={w} />}
      {screen === "funds" && <Funds w={w} />}
      {screen === "empty" && <Empty w={w} />}
      {screen === "offline" && <Offline w={w} />}
      {screen === "refused" && <Refused w={w} />}
      {screen === "waiting" && <Waiting w={w} />}
      {screen === "print" && <Print w={w} />}
      {screen === "form" && <Form w={w} />}
      {screen === "parts" && <Parts w={w} tongue={tongue} />}
    </Look>
  );
}

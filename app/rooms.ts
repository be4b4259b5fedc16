/** The rooms of this house, the lowest first. A new room is one line here and one in `rooms/rooms.ts`. */
import { actions } from "#actions";
import { aid } from "#aid";
import { assembly } from "#assembly";
import { cutoff } from "#cutoff";
import { dissolution } from "#dissolution";
import { ledger } from "#ledger";
import { loans } from "#loans";
import { meetings } from "#meetings";
import { members } from "#members";
import { network } from "#network";
import { pots } from "#pots";
import { purchasing } from "#purchasing";
import { records } from "#records";
import { reports } from "#reports";
import { savings } from "#savings";
import { type House, houseOf } from "./house.ts";

export const house: House = houseOf([
  ledger,
  members,
  assembly,
  savings,
  loans,
  aid,
  pots,
  purchasing,
  actions,
  meetings,
  records,
  cutoff,
  reports,
  network,
  dissolution,
]);

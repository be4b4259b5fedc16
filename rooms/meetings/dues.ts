import type { Books, Day, Dues, Entry, Need } from "#base";
import { aid } from "#aid";
import { loans } from "#loans";
import { pots } from "#pots";
import { savings } from "#savings";

const rooms = [aid, pots, savings, loans];

/** What is due from every member on a meeting day, of all rooms, in the order it is collected: aid, pots, savings, loans. */
export const dues: Dues = {
  needs: (books: Books, on: Day): readonly Need[] => rooms.flatMap(room => room.dues?.needs(books, on) ?? []),
  due: (books: Books, on: Day): readonly Entry[] => rooms.flatMap(room => room.dues?.due(books, on) ?? []),
};

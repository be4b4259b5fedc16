// What Node is told when it runs the server, here and where it is measured.
import { totalmem } from "node:os";

// What a batch makes lives until the database has answered. In the small space young things have by default they would be
// copied out of the way again and again: a tenth of a sealed meeting went there. Twice this much again is set aside for it.
const youngMegabytes = totalmem() >= 8 * 2 ** 30 ? 64 : 32;

export const serverFlags = [`--max-semi-space-size=${youngMegabytes}`];

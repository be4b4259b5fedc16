/** When every word of the language is there: a refusal may come from any room. Apart, since the server reads this too. */
let coming: Promise<unknown> = Promise.resolve();

export const comingWords = (rest: Promise<unknown>): void => {
  coming = rest;
};

/** Never rejects: what could not be loaded is shown by its key. */
export const allWords = (): Promise<unknown> => coming.catch(() => {});

let isLeaving = false;

/**
 * Goes to another page, once: a browser follows the last who asks while the first page is still coming, and two may ask in
 * the same moment (her plain PIN opens the plain view, and the page hears that it is no longer hers).
 */
export function leave(go: () => void): void {
  if (isLeaving) return;
  isLeaving = true;
  go();
}

/** A PIN has so many digits. */
export const pinLength = 6;

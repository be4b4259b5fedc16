/**
 * What Chrome 80, Safari 14 and Firefox 78 lack and packages of others call; ours does without (`tests/tidy/older-phones`).
 * The hash of the sheet calls it (@noble/hashes), so without it no meeting could be sealed on such a phone.
 */
Object.hasOwn ??= (object, name) => Object.prototype.hasOwnProperty.call(object, name);

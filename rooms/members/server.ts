/** What the members' room does on the server: keys and texts of people, sign-in, and questions other rooms may ask. */
export { Keys, type OpenTexts, readTexts, sealTexts, selectKeys, type TextToKeep } from "./texts.ts";

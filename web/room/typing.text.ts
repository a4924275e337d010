import { i18n } from "../i18n/i18n.ts";
import { says } from "../i18n/sentences.ts";

/** Who is writing just now. */
export const typingText = i18n("typing", {
  one: says("{name} is typing"),
  two: says("{first} and {second} are typing"),
  three: says("{first}, {second} and {third} are typing"),
  several: "Several people are typing",
});

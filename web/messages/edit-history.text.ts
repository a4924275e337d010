import { i18n } from "../i18n/i18n.ts";
import { says } from "../i18n/sentences.ts";

export const historyText = i18n("editHistory", {
  title: "What it said before",
  now: says("Now, since {time}"),
  edited: says("Edited {time}"),
  first: says("First, {time}"),
  loading: "Loading what it said before",
  gone: "This message was deleted.",
});

import type { CommandId } from "#protocol/ids.ts";
import { locale } from "../i18n/locale.ts";
import { inbox } from "./held.ts";
import type { Wish } from "./wishes.ts";

/**
 * What is mailed is written where nobody knows the page's language nor its clock, so they are said: once in a visit, and when another language
 * is chosen. Not whenever the inbox tells another one, or two devices would go on correcting each other. Gives what ends it.
 */
export function followLanguage(newId: () => CommandId, wish: (what: Wish) => void): () => void {
  let said: string | null = null;
  const say = () => {
    const { epoch, entries } = inbox.getState();
    const language = locale.get();
    if (epoch === null || said === language) return;
    said = language;
    const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    const told = entries.get("mail");
    const isKnown = told?.kind === "mail" && told.language === language && told.zone === zone;
    if (!isKnown) wish({ type: "mail", id: newId(), language, zone });
  };
  const stopInbox = inbox.subscribe(say);
  const stopLocale = locale.listen(say);
  say();
  return () => {
    stopInbox();
    stopLocale();
  };
}

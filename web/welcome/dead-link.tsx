import { useText } from "../i18n/i18n.ts";
import { mailText } from "./mail.text.ts";
import { WayOn } from "./one-press.tsx";

/** A link out of a mail that does nothing any more. `says`: what the button offers, `to`: where it leads. */
export function DeadLink({ says, to }: { says: string; to: string }) {
  const t = useText(mailText);
  return <WayOn title={t.deadTitle} about={t.deadAbout} says={says} to={to} look="primary" />;
}

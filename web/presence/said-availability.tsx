import type { Availability } from "#protocol/inbox/presence.ts";
import { useText } from "../i18n/i18n.ts";
import { availabilityText } from "./availability.text.ts";

/** The word for how somebody stands: to be read, or only to be heard where the picture shows it. */
export function SaidAvailability({
  is,
  isHeardOnly = false,
}: {
  is: Availability;
  isHeardOnly?: boolean;
}) {
  const t = useText(availabilityText);
  return isHeardOnly ? <span className="only-heard">, {t.is(is)}</span> : t.is(is);
}

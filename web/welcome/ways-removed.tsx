import { useState } from "react";
import { useText } from "../i18n/i18n.ts";
import { mailText } from "./mail.text.ts";
import { WayOn } from "./one-press.tsx";
import { wantedPlace } from "./wanted-place.ts";

/** Told once to whoever has come by mail into an account that somebody else may have made. */
export function WaysRemoved() {
  const t = useText(mailText);
  const [place] = useState(() => wantedPlace(Date.now()));
  const about = `${t.addressConfirmed} ${t.waysRemoved}`;
  return <WayOn title={t.youAreIn} about={about} says={t.goOn} to={place} look="primary" />;
}

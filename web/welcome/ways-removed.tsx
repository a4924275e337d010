import { useState } from "react";
import { useLocation } from "wouter";
import { useText } from "../i18n/i18n.ts";
import { Button } from "../ui/button.tsx";
import { mailText } from "./mail.text.ts";
import { wantedPlace } from "./wanted-place.ts";
import { WelcomeFrame } from "./welcome-frame.tsx";

/** Told once to whoever has come by mail into an account that somebody else may have made. */
export function WaysRemoved() {
  const t = useText(mailText);
  const [, goTo] = useLocation();
  const [place] = useState(() => wantedPlace(Date.now()));
  return (
    <WelcomeFrame title={t.youAreIn} about={`${t.addressConfirmed} ${t.waysRemoved}`}>
      <p>
        {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- What had the focus has just gone. */}
        <Button look="primary" onClick={() => goTo(place, { replace: true })} autoFocus>
          {t.goOn}
        </Button>
      </p>
    </WelcomeFrame>
  );
}

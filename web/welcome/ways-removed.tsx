import { useState } from "react";
import { useLocation } from "wouter";
import { Button } from "../ui/button.tsx";
import { wantedPlace } from "./wanted-place.ts";
import { WelcomeFrame } from "./welcome-frame.tsx";

/** In one place, for both who are in now and who choose a password first. */
export const WAYS_REMOVED =
  "Other ways to sign in to this account were removed, because nobody had confirmed it before.";

/** Told once to whoever has come by mail into an account that somebody else may have made. */
export function WaysRemoved() {
  const [, goTo] = useLocation();
  const [place] = useState(() => wantedPlace(Date.now()));
  return (
    <WelcomeFrame title="You are in" about={`Your address is confirmed now. ${WAYS_REMOVED}`}>
      <p>
        {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- What had the focus has just gone. */}
        <Button look="primary" onClick={() => goTo(place, { replace: true })} autoFocus>
          Continue
        </Button>
      </p>
    </WelcomeFrame>
  );
}

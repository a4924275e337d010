import { useLocation } from "wouter";
import { Button } from "../ui/button.tsx";
import { WelcomeFrame } from "./welcome-frame.tsx";

/** A link out of a mail that does nothing any more. `says`: what the button offers, `to`: where it leads. */
export function DeadLink({ says, to }: { says: string; to: string }) {
  const [, goTo] = useLocation();
  return (
    <WelcomeFrame
      title="This link does not work any more"
      about="It may have been used, or grown too old, or it is incomplete."
    >
      <p>
        {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- What had the focus has just gone. */}
        <Button look="primary" onClick={() => goTo(to)} autoFocus>
          {says}
        </Button>
      </p>
    </WelcomeFrame>
  );
}

import { useLocation } from "wouter";
import { useText } from "../i18n/i18n.ts";
import { Button } from "../ui/button.tsx";
import { mailText } from "./mail.text.ts";
import { WelcomeFrame } from "./welcome-frame.tsx";

/** A link out of a mail that does nothing any more. `says`: what the button offers, `to`: where it leads. */
export function DeadLink({ says, to }: { says: string; to: string }) {
  const t = useText(mailText);
  const [, goTo] = useLocation();
  return (
    <WelcomeFrame title={t.deadTitle} about={t.deadAbout}>
      <p>
        {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- What had the focus has just gone. */}
        <Button look="primary" onClick={() => goTo(to)} autoFocus>
          {says}
        </Button>
      </p>
    </WelcomeFrame>
  );
}

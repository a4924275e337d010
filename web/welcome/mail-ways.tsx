import { useLocation } from "wouter";
import { useText } from "../i18n/i18n.ts";
import { Button } from "../ui/button.tsx";
import css from "./mail-ways.module.css";
import { useTheDoor } from "./community-door.ts";
import { signInText } from "./sign-in.text.ts";
import { keepWantedPlace } from "./wanted-place.ts";

/** Below the form to sign in: for whoever has no password at hand, or none at all. Only where mail is sent. */
export function MailWays() {
  const t = useText(signInText);
  const community = useTheDoor().data;
  const [, goTo] = useLocation();
  if (community?.mail === false) return null;

  const go = (page: "/link" | "/reset", button: HTMLElement) => {
    const { pathname, search, hash } = window.location;
    keepWantedPlace(pathname + search + hash, Date.now());
    // What was typed already is not typed again.
    const typed = button.closest("main")?.querySelector<HTMLInputElement>("input[name=email]");
    goTo(page, { state: { email: typed?.value ?? "" } });
  };
  return (
    // Its place is kept until the server has said whether it sends mail, so that the form does not move.
    <div className={css["ways"]} data-unknown={community === undefined || undefined}>
      <Button look="plain" onClick={(event) => go("/link", event.currentTarget)}>
        {t.emailLink}
      </Button>
      <Button look="plain" onClick={(event) => go("/reset", event.currentTarget)}>
        {t.forgot}
      </Button>
    </div>
  );
}

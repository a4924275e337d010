import { Link } from "wouter";
import { useText } from "../i18n/i18n.ts";
import { withParts } from "../i18n/with-parts.tsx";
import { useTheDoor } from "./community-door.ts";
import { signInText } from "./sign-in.text.ts";
import css from "./welcome-frame.module.css";

/** On the sign-in page, for whoever has no account: what the community's door says. Behind a closed one there is nothing to say. */
export function NoAccountYet() {
  const t = useText(signInText);
  const door = useTheDoor().data?.door;
  switch (door) {
    case "open":
      return (
        <p>
          {withParts(t.noAccount, {
            create: (
              <Link href="/join" className={css["link"]}>
                {t.create}
              </Link>
            ),
          })}
        </p>
      );
    case "invite":
      return <p className={css["quiet"]}>{t.askInside}</p>;
    case "closed":
    case undefined:
      // The line is kept: the page stands in the middle of the screen, and must not move when the answer comes.
      return <p aria-hidden="true">{"\u00A0"}</p>;
  }
}

import { useState } from "react";
import { useLocation } from "wouter";
import { useText } from "../i18n/i18n.ts";
import { session } from "../session/session.ts";
import { Button } from "../ui/button.tsx";
import { useForm } from "../ui/form.tsx";
import { DeadLink } from "./dead-link.tsx";
import { useTheDoor } from "./community-door.ts";
import { codeForLink } from "./mail-by-http.ts";
import { mailText } from "./mail.text.ts";
import css from "./open-link.module.css";
import { wantedPlace } from "./wanted-place.ts";
import { WaysRemoved } from "./ways-removed.tsx";
import { OnePress } from "./one-press.tsx";
import { WelcomeFrame } from "./welcome-frame.tsx";

type OpenLinkProps = { token: string; isInside: boolean };

/** A link to sign in with, opened. In the browser that asked it signs in; anywhere else it shows what to type there. */
export function OpenLink({ token, isInside }: OpenLinkProps) {
  const t = useText(mailText);
  const [, goTo] = useLocation();
  // Not what is so once the link has signed in.
  const [wasInside] = useState(isInside);
  const [code, setCode] = useState<string | null>(null);
  const [isDead, setDead] = useState(false);
  const [isAlone, setAlone] = useState(false);
  const name = useTheDoor().data?.name ?? "Parley";
  const form = useForm(async () => {
    const answer = await session.enter("/api/mail/sign-in/link", { token });
    if (answer.ok && answer.value.waysRemoved) setAlone(true);
    else if (answer.ok) goTo(wantedPlace(Date.now()), { replace: true });
    if (answer.ok || answer.code !== "other_browser") {
      setDead(!answer.ok && answer.code === "link_invalid");
      return answer;
    }
    const shown = await codeForLink(token);
    if (shown.ok) setCode(shown.value.code);
    return shown;
  });

  if (isAlone) return <WaysRemoved />;
  if (isDead) return <DeadLink says={t.emailAnother} to="/link" />;
  if (code !== null) return <ShownCode code={code} />;
  if (wasInside)
    return (
      <WelcomeFrame title={t.alreadyIn} about={t.nothingSpent}>
        <p>
          <Button look="primary" onClick={() => goTo("/", { replace: true })}>
            {t.toRooms}
          </Button>
        </p>
      </WelcomeFrame>
    );
  return (
    <OnePress
      title={t.openTitle({ community: name })}
      about={t.openAbout}
      form={form}
      says={t.signIn}
    />
  );
}

function ShownCode({ code }: { code: string }) {
  const t = useText(mailText);
  const half = code.length / 2;
  return (
    <WelcomeFrame title={t.typeTitle} about={t.typeAbout}>
      {/* What had the focus has just gone; and whoever listens hears the code. */}
      <p ref={(shown) => shown?.focus()} tabIndex={-1} className={css["code"]}>
        {code.slice(0, half)} {code.slice(half)}
      </p>
      <p className={css["warning"]}>{t.warning}</p>
    </WelcomeFrame>
  );
}

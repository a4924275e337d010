import { useState } from "react";
import { useLocation } from "wouter";
import * as v from "valibot";
import { askAnyone } from "../api.ts";
import { useText } from "../i18n/i18n.ts";
import { Button } from "../ui/button.tsx";
import { Form, FormTrouble, useForm } from "../ui/form.tsx";
import { useTheDoor } from "./community-door.ts";
import { DeadLink } from "./dead-link.tsx";
import { unsubscribeText } from "./unsubscribe.text.ts";
import { useHash } from "./use-hash.ts";
import { WelcomeFrame } from "./welcome-frame.tsx";

/** /unsubscribe: where the link at the end of a mail leads. Opening it changes nothing, pressing takes nobody to be signed in. */
export function UnsubscribePage({ isInside }: { isInside: boolean }) {
  const token = useHash();
  return <Unsubscribe key={token} token={token} isInside={isInside} />;
}

function Unsubscribe({ token, isInside }: { token: string; isInside: boolean }) {
  const t = useText(unsubscribeText);
  const [, goTo] = useLocation();
  const [at, setAt] = useState<"asking" | "stopped" | "dead">("asking");
  const community = useTheDoor().data?.name ?? "Parley";
  const form = useForm(async () => {
    const path = `/api/mail/unsubscribe?token=${encodeURIComponent(token)}` as const;
    const answer = await askAnyone("POST", path, v.unknown(), {});
    if (answer.ok) setAt("stopped");
    else if (answer.code === "link_invalid") setAt("dead");
    return answer;
  });

  if (at === "dead") return <DeadLink says={isInside ? t.toSettings : t.signIn} to="/settings" />;
  if (at === "stopped")
    return (
      <WelcomeFrame title={t.stopped} about={t.stoppedAbout}>
        <p>
          {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- What had the focus has just gone. */}
          <Button onClick={() => goTo("/", { replace: true })} autoFocus>
            {isInside ? t.toRooms : t.signIn}
          </Button>
        </p>
      </WelcomeFrame>
    );
  return (
    <WelcomeFrame title={t.title} about={t.about({ community })}>
      <Form form={form}>
        <FormTrouble form={form} />
        {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- The page is this button and nothing else. */}
        <Button look="primary" type="submit" isBusy={form.isBusy} autoFocus>
          {t.stop}
        </Button>
      </Form>
    </WelcomeFrame>
  );
}

import { useState } from "react";
import * as v from "valibot";
import { askAnyone } from "../api.ts";
import { useText } from "../i18n/i18n.ts";
import { useForm } from "../ui/form.tsx";
import { useTheDoor } from "./community-door.ts";
import { DeadLink } from "./dead-link.tsx";
import { OnePress, WayOn } from "./one-press.tsx";
import { unsubscribeText } from "./unsubscribe.text.ts";
import { useHash } from "./use-hash.ts";

/** /unsubscribe: where the link at the end of a mail leads. Opening it changes nothing, pressing takes nobody to be signed in. */
export function UnsubscribePage({ isInside }: { isInside: boolean }) {
  const token = useHash();
  return <Unsubscribe key={token} token={token} isInside={isInside} />;
}

function Unsubscribe({ token, isInside }: { token: string; isInside: boolean }) {
  const t = useText(unsubscribeText);
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
      <WayOn title={t.stopped} about={t.stoppedAbout} says={isInside ? t.toRooms : t.signIn} />
    );
  return <OnePress title={t.title} about={t.about({ community })} form={form} says={t.stop} />;
}

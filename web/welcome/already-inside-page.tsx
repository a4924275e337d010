import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import { refreshJoined } from "../directory/directory.ts";
import { useText } from "../i18n/i18n.ts";
import { followInvite, lookAtInvite } from "../invites/invites-by-http.ts";
import type { Who } from "../shell/shell.tsx";
import { Button } from "../ui/button.tsx";
import { joinText } from "./join.text.ts";
import { WelcomeFrame } from "./welcome-frame.tsx";
import css from "./welcome-frame.module.css";

/** An invite link, opened by someone who is in the community already. It may lead into a room that they are not in yet. */
export function AlreadyInsidePage({ who }: { who: Who }) {
  const t = useText(joinText);
  const [, goTo] = useLocation();
  const [token] = useState(() => window.location.hash.slice(1));
  const { data: look } = useQuery({
    queryKey: ["invite", token],
    queryFn: () => lookAtInvite(token),
    staleTime: Infinity,
    enabled: token !== "",
  });
  const roomName = look?.ok ? look.value.roomName : null;
  return (
    <WelcomeFrame
      title={t.already({ community: who.community })}
      about={roomName === null ? t.staysAsItIs : t.forRoom({ room: roomName })}
    >
      {roomName === null ? (
        <p>
          <Button look="primary" onClick={() => goTo("/", { replace: true })}>
            {t.toRooms}
          </Button>
        </p>
      ) : (
        <IntoTheRoom token={token} />
      )}
    </WelcomeFrame>
  );
}

function IntoTheRoom({ token }: { token: string }) {
  const t = useText(joinText);
  const [, goTo] = useLocation();
  const [isBusy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);

  const follow = async () => {
    setBusy(true);
    const answer = await followInvite(token);
    setBusy(false);
    if (!answer.ok) return setWrong(answer.says);
    const known = refreshJoined(answer.value);
    goTo(`/rooms/${answer.value}`, { replace: true });
    await known;
  };

  return (
    <>
      <p className={css["choices"]}>
        <Button look="primary" isBusy={isBusy} onClick={() => void follow()}>
          {t.toRoom}
        </Button>
        <Button onClick={() => goTo("/", { replace: true })}>{t.toRooms}</Button>
      </p>
      {wrong !== null && (
        <p className={css["wrong"]} role="alert">
          {wrong}
        </p>
      )}
    </>
  );
}

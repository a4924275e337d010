import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useLocation } from "wouter";
import { listRooms } from "../directory/rooms-by-http.ts";
import { useText } from "../i18n/i18n.ts";
import { withParts } from "../i18n/with-parts.tsx";
import { lookAtInvite, type InviteLook } from "../invites/invites-by-http.ts";
import { Button } from "../ui/button.tsx";
import { Form, FormTrouble, useForm } from "../ui/form.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { uiText } from "../ui/ui.text.ts";
import { JoinCodeStep, useJoinCode } from "./join-code-step.tsx";
import { joinText } from "./join.text.ts";
import { newAccountText } from "./new-account.text.ts";
import { NewPersonFields } from "./new-person-fields.tsx";
import { enterAnew, OtherWay, useNewWay } from "./new-way.tsx";
import { OpenDoorPage } from "./open-door-page.tsx";
import { ProviderButtons } from "./provider-buttons.tsx";
import { WelcomeFrame } from "./welcome-frame.tsx";
import css from "./welcome-frame.module.css";

/** Behind an invite link: who invites, into what, and the new account. */
export function JoinPage() {
  // The token stands in the fragment, which browsers never send anywhere.
  const [token] = useState(() => window.location.hash.slice(1));
  return token === "" ? <OpenDoorPage /> : <InvitedPage token={token} />;
}

function InvitedPage({ token }: { token: string }) {
  const u = useText(uiText);
  const t = useText(joinText);
  const { data: look, refetch } = useQuery({
    queryKey: ["invite", token],
    queryFn: () => lookAtInvite(token),
    staleTime: Infinity,
  });

  if (look === undefined) {
    return (
      <WelcomeFrame title={t.invited}>
        <SkeletonRows rows={3} label={t.loading} />
      </WelcomeFrame>
    );
  }
  if (!look.ok) {
    return look.code === "invite_invalid" || look.code === "malformed" ? (
      <DeadInvite />
    ) : (
      <WelcomeFrame
        title={look.code === "joining_closed" ? t.notNow : t.unreadable}
        about={look.says}
      >
        <p>
          <Button onClick={() => void refetch()}>{u.tryAgain}</Button>
        </p>
      </WelcomeFrame>
    );
  }
  return <JoinForm token={token} look={look.value} />;
}

function DeadInvite() {
  const t = useText(joinText);
  const [, goTo] = useLocation();
  return (
    <WelcomeFrame title={t.dead} about={t.deadAbout}>
      <p>
        <Button onClick={() => goTo("/")}>{t.signInInstead}</Button>
      </p>
    </WelcomeFrame>
  );
}

type JoinFormProps = { token: string; look: InviteLook };

function JoinForm({ token, look }: JoinFormProps) {
  const account = useText(newAccountText);
  const t = useText(joinText);
  const [, goTo] = useLocation();
  const way = useNewWay();
  const code = useJoinCode(token);
  const form = useForm(async ({ text }) => {
    const person = {
      token,
      displayName: text("name"),
      email: text("email"),
      ...(code.sentTo !== null && { emailCode: text("code") }),
    };
    const answer = await enterAnew(way, "/api/people", person, text("password"));
    if (answer.ok) {
      goTo("/", { replace: true });
      await goToTheRoom(look.roomName, goTo);
    }
    return code.orAskForIt(answer, text("email"));
  });
  return (
    <WelcomeFrame title={t.title({ community: look.community })} about={<WhoInvites look={look} />}>
      <Form form={form}>
        <NewPersonFields form={form} way={way} />
        <JoinCodeStep code={code} form={form} />
        <FormTrouble form={form} />
        <Button look="primary" type="submit" isBusy={form.isBusy}>
          {way.by === "passkey" ? t.joinByPasskey : t.join}
        </Button>
        <OtherWay way={way} />
      </Form>
      <ProviderButtons why="join" invite={token} />
      <p>
        {withParts(account.haveAccount, {
          signIn: (
            <Link href="/" className={css["link"]}>
              {account.signIn}
            </Link>
          ),
        })}
      </p>
    </WelcomeFrame>
  );
}

function WhoInvites({ look: { invitedBy, role, roomName, emailDomain } }: { look: InviteLook }) {
  const t = useText(joinText);
  const withRoom = role === "guest" ? t.guestIntoRoom : t.memberIntoRoom;
  const without = role === "guest" ? t.guest : t.member;
  return (
    <>
      {withParts(roomName === null ? without : withRoom, {
        by: <bdi>{invitedBy}</bdi>,
        room: <bdi>{roomName}</bdi>,
      })}
      {emailDomain !== null && <> {withParts(t.domain, { domain: <bdi>{emailDomain}</bdi> })}</>}
    </>
  );
}

/** They are in it already; the directory knows its address. */
async function goToTheRoom(
  name: string | null,
  goTo: (path: string, how: { replace: boolean }) => void,
): Promise<void> {
  if (name === null) return;
  const rooms = await listRooms();
  const room = rooms.ok && rooms.value.find((each) => each.joined && each.name === name);
  if (room) goTo(`/rooms/${room.id}`, { replace: true });
}

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useLocation } from "wouter";
import { listRooms } from "../directory/rooms-by-http.ts";
import { lookAtInvite, type InviteLook } from "../invites/invites-by-http.ts";
import { Button } from "../ui/button.tsx";
import { Form, FormTrouble, useForm } from "../ui/form.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { JoinCodeStep, useJoinCode } from "./join-code-step.tsx";
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
  const { data: look, refetch } = useQuery({
    queryKey: ["invite", token],
    queryFn: () => lookAtInvite(token),
    staleTime: Infinity,
  });

  if (look === undefined) {
    return (
      <WelcomeFrame title="You are invited">
        <SkeletonRows rows={3} label="Loading the invite" />
      </WelcomeFrame>
    );
  }
  if (!look.ok) {
    return look.code === "invite_invalid" || look.code === "malformed" ? (
      <DeadInvite />
    ) : (
      <WelcomeFrame
        title={
          look.code === "joining_closed" ? "Not at the moment" : "The invite could not be read"
        }
        about={look.says}
      >
        <p>
          <Button onClick={() => void refetch()}>Try again</Button>
        </p>
      </WelcomeFrame>
    );
  }
  return <JoinForm token={token} look={look.value} />;
}

function DeadInvite() {
  const [, goTo] = useLocation();
  return (
    <WelcomeFrame
      title="This invite does not work"
      about="It may have been used up, taken back or grown too old, or the link is incomplete. Ask whoever sent it for a new one."
    >
      <p>
        <Button onClick={() => goTo("/")}>Sign in instead</Button>
      </p>
    </WelcomeFrame>
  );
}

type JoinFormProps = { token: string; look: InviteLook };

function JoinForm({ token, look }: JoinFormProps) {
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
    <WelcomeFrame title={`Join ${look.community}`} about={<WhoInvites look={look} />}>
      <Form form={form}>
        <NewPersonFields form={form} way={way} />
        <JoinCodeStep code={code} form={form} />
        <FormTrouble form={form} />
        <Button look="primary" type="submit" isBusy={form.isBusy}>
          {way.by === "passkey" ? "Join with a passkey" : "Join"}
        </Button>
        <OtherWay way={way} />
      </Form>
      <ProviderButtons why="join" invite={token} />
      <p>
        Already have an account?{" "}
        <Link href="/" className={css["link"]}>
          Sign in
        </Link>
      </p>
    </WelcomeFrame>
  );
}

function WhoInvites({ look: { invitedBy, role, roomName, emailDomain } }: { look: InviteLook }) {
  const as = role === "guest" ? " as a guest" : "";
  return (
    <>
      <bdi>{invitedBy}</bdi> invites you{as}
      {roomName !== null && (
        <>
          {as === "" ? "" : ","} into the room <bdi>{roomName}</bdi>
        </>
      )}
      .{emailDomain !== null && ` It takes an address at ${emailDomain}.`}
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

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, Redirect, useLocation } from "wouter";
import { MAX_COMMUNITY_NAME_LENGTH, MAX_DISPLAY_NAME_LENGTH } from "#protocol/limits.ts";
import { REFUSALS, type RefusalCode } from "#protocol/refusals.ts";
import { session } from "../session/session.ts";
import { Button } from "../ui/button.tsx";
import { Form, FormTrouble, useForm } from "../ui/form.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { TextField } from "../ui/text-field.tsx";
import { lookAtArrival, type Arrival } from "./providers-by-http.ts";
import { WelcomeFrame } from "./welcome-frame.tsx";
import css from "./welcome-frame.module.css";

/** Where one lands after a visit to another site that did not simply sign one in: to say one's name, or to learn why not. */
export function ProviderPage({ isSignedIn }: { isSignedIn: boolean }) {
  const [news] = useState(() => window.location.hash.slice(1));
  if (news !== "welcome") return <NoWay code={news} isSignedIn={isSignedIn} />;
  return isSignedIn ? <Redirect to="/" replace /> : <ArrivalPage />;
}

type NoWayProps = { code: string; isSignedIn: boolean };

/** `code` is anybody's word, so only sentences of our own are shown for it. */
function NoWay({ code, isSignedIn }: NoWayProps) {
  const [, goTo] = useLocation();
  const [title, about] =
    code === "invite_needed"
      ? [
          "Nobody here knows that account",
          "If you have an account here already, sign in as usual and link the other one under “Your account”. If not, ask someone inside for an invite link.",
        ]
      : ["That did not work", REFUSALS[isRefusal(code) ? code : "provider_failed"].says];
  return (
    <WelcomeFrame title={title} about={about}>
      <p>
        <Button
          look="primary"
          onClick={() => goTo(isSignedIn ? "/account" : "/", { replace: true })}
        >
          {isSignedIn ? "Back to your account" : "Go to the first page"}
        </Button>
      </p>
    </WelcomeFrame>
  );
}

function isRefusal(code: string): code is RefusalCode {
  return Object.hasOwn(REFUSALS, code);
}

function ArrivalPage() {
  const { data: look } = useQuery({
    queryKey: ["outside", "arrival"],
    queryFn: lookAtArrival,
    staleTime: Infinity,
    gcTime: 0,
  });
  if (look === undefined) {
    return (
      <WelcomeFrame title="Almost there">
        <SkeletonRows rows={3} label="Loading who you are" />
      </WelcomeFrame>
    );
  }
  if (!look.ok) return <NoWay code={look.code} isSignedIn={false} />;
  return <ArrivalForm {...look.value} />;
}

function ArrivalForm({ provider, community, name, email, takenEmail }: Arrival) {
  const [, goTo] = useLocation();
  const form = useForm(async ({ text }) => {
    const answer = await session.enter("/api/oidc/arrival", {
      displayName: text("name"),
      ...(community === null ? { community: text("community") } : {}),
    });
    if (answer.ok) goTo("/", { replace: true });
    return answer;
  });
  return (
    <WelcomeFrame
      title={community === null ? "Create your community" : `Join ${community}`}
      about={
        <>
          <bdi>{provider}</bdi> has told us who you are. Say what to call you here.
        </>
      }
    >
      {takenEmail !== null && <TakenEmail email={takenEmail} provider={provider} />}
      <Form form={form}>
        {community === null && (
          <TextField
            label="Name of the community"
            name="community"
            required
            maxLength={MAX_COMMUNITY_NAME_LENGTH}
            autoComplete="organization"
            hint="What people will call this place."
          />
        )}
        <TextField
          label="Your name"
          name="name"
          required
          defaultValue={name}
          maxLength={MAX_DISPLAY_NAME_LENGTH}
          autoComplete="name"
          hint="As others see it."
          error={form.errorOf("name_invalid", "name_taken")}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- The page is this form and nothing else.
          autoFocus
        />
        {email !== null && (
          <p className={css["about"]}>
            Your address <bdi>{email}</bdi> comes along. Nobody else sees it.
          </p>
        )}
        <FormTrouble form={form} />
        <Button look="primary" type="submit" isBusy={form.isBusy}>
          {community === null ? "Create community" : "Join"}
        </Button>
      </Form>
    </WelcomeFrame>
  );
}

/** Joining now makes a second account, and that is seldom what someone wants. */
function TakenEmail({ email, provider }: { email: string; provider: string }) {
  return (
    <p className={css["about"]}>
      Someone has an account here with <bdi>{email}</bdi>. If that is you,{" "}
      <Link href="/" className={css["link"]}>
        sign in
      </Link>{" "}
      and link <bdi>{provider}</bdi> under “Your account”.
    </p>
  );
}

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, Redirect, useLocation } from "wouter";
import { MAX_COMMUNITY_NAME_LENGTH, MAX_DISPLAY_NAME_LENGTH } from "#protocol/limits.ts";
import { REFUSALS, type RefusalCode } from "#protocol/refusals.ts";
import { sentenceFor } from "../answer.ts";
import { useText } from "../i18n/i18n.ts";
import { withParts } from "../i18n/with-parts.tsx";
import { session } from "../session/session.ts";
import { Button } from "../ui/button.tsx";
import { Form, FormTrouble, useForm } from "../ui/form.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { TextField } from "../ui/text-field.tsx";
import { joinText } from "./join.text.ts";
import { newAccountText } from "./new-account.text.ts";
import { providerText } from "./provider-page.text.ts";
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
  const t = useText(providerText);
  const [, goTo] = useLocation();
  const [title, about] =
    code === "invite_needed"
      ? [t.unknown, t.unknownAbout]
      : [t.failed, tellRefusal(isRefusal(code) ? code : "provider_failed")];
  return (
    <WelcomeFrame title={title} about={about}>
      <p>
        <Button
          look="primary"
          onClick={() => goTo(isSignedIn ? "/account" : "/", { replace: true })}
        >
          {isSignedIn ? t.toAccount : t.toFirst}
        </Button>
      </p>
    </WelcomeFrame>
  );
}

function tellRefusal(code: RefusalCode): string {
  return sentenceFor(code, REFUSALS[code].says);
}

function isRefusal(code: string): code is RefusalCode {
  return Object.hasOwn(REFUSALS, code);
}

function ArrivalPage() {
  const t = useText(providerText);
  const { data: look } = useQuery({
    queryKey: ["outside", "arrival"],
    queryFn: lookAtArrival,
    staleTime: Infinity,
    gcTime: 0,
  });
  if (look === undefined) {
    return (
      <WelcomeFrame title={t.almost}>
        <SkeletonRows rows={3} label={t.loading} />
      </WelcomeFrame>
    );
  }
  if (!look.ok) return <NoWay code={look.code} isSignedIn={false} />;
  return <ArrivalForm {...look.value} />;
}

function ArrivalForm({ provider, community, name, email, takenEmail }: Arrival) {
  const join = useText(joinText);
  const account = useText(newAccountText);
  const t = useText(providerText);
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
      title={community === null ? account.foundTitle : join.title({ community })}
      about={withParts(t.told, { provider: <bdi>{provider}</bdi> })}
    >
      {takenEmail !== null && <TakenEmail email={takenEmail} provider={provider} />}
      <Form form={form}>
        {community === null && (
          <TextField
            label={account.community}
            name="community"
            required
            maxLength={MAX_COMMUNITY_NAME_LENGTH}
            autoComplete="organization"
            hint={account.communityHint}
          />
        )}
        <TextField
          label={account.name}
          name="name"
          required
          defaultValue={name}
          maxLength={MAX_DISPLAY_NAME_LENGTH}
          autoComplete="name"
          hint={account.nameHint}
          error={form.errorOf("name_invalid", "name_taken")}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- The page is this form and nothing else.
          autoFocus
        />
        {email !== null && (
          <p className={css["about"]}>{withParts(t.address, { email: <bdi>{email}</bdi> })}</p>
        )}
        <FormTrouble form={form} />
        <Button look="primary" type="submit" isBusy={form.isBusy}>
          {community === null ? account.found : join.join}
        </Button>
      </Form>
    </WelcomeFrame>
  );
}

/** Joining now makes a second account, and that is seldom what someone wants. */
function TakenEmail({ email, provider }: { email: string; provider: string }) {
  const t = useText(providerText);
  return (
    <p className={css["about"]}>
      {withParts(t.taken, {
        email: <bdi>{email}</bdi>,
        signIn: (
          <Link href="/" className={css["link"]}>
            {t.takenSignIn}
          </Link>
        ),
        provider: <bdi>{provider}</bdi>,
      })}
    </p>
  );
}

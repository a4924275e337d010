import { Link, useLocation } from "wouter";
import { useText } from "../i18n/i18n.ts";
import { withParts } from "../i18n/with-parts.tsx";
import { Button } from "../ui/button.tsx";
import { Form, FormTrouble, useForm } from "../ui/form.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { uiText } from "../ui/ui.text.ts";
import { useTheDoor } from "./community-door.ts";
import { newAccountText } from "./new-account.text.ts";
import { NewPersonFields } from "./new-person-fields.tsx";
import { enterAnew, OtherWay, useNewWay } from "./new-way.tsx";
import { ProviderButtons } from "./provider-buttons.tsx";
import { WelcomeFrame } from "./welcome-frame.tsx";
import css from "./welcome-frame.module.css";

/** Signing up without an invite: where the door is open, and nowhere else. */
export function OpenDoorPage() {
  const u = useText(uiText);
  const t = useText(newAccountText);
  const [, goTo] = useLocation();
  const { data, error, refetch } = useTheDoor();
  const way = useNewWay();
  const form = useForm(async ({ text }) => {
    const person = { displayName: text("name"), email: text("email") };
    const answer = await enterAnew(way, "/api/people", person, text("password"));
    if (answer.ok) goTo("/", { replace: true });
    return answer;
  });
  if (data === undefined)
    return error === null ? (
      <WelcomeFrame title={t.create}>
        <SkeletonRows rows={3} label={t.loading} />
      </WelcomeFrame>
    ) : (
      <WelcomeFrame title={t.create} about={error.message}>
        <p>
          <Button onClick={() => void refetch()}>{u.tryAgain}</Button>
        </p>
      </WelcomeFrame>
    );
  const community = data.name ?? "Parley";
  if (data.door !== "open")
    return (
      <WelcomeFrame
        title={t.notOpen({ community })}
        about={data.door === "invite" ? t.needInvite : t.nobodyCan}
      >
        <p>
          <Button onClick={() => goTo("/")}>{t.signIn}</Button>
        </p>
      </WelcomeFrame>
    );
  return (
    <WelcomeFrame title={t.createIn({ community })}>
      <Form form={form}>
        <NewPersonFields form={form} way={way} />
        <FormTrouble form={form} />
        <Button look="primary" type="submit" isBusy={form.isBusy}>
          {way.by === "passkey" ? t.createByPasskey : t.createNow}
        </Button>
        <OtherWay way={way} />
      </Form>
      <ProviderButtons why="sign_in" />
      <p>
        {withParts(t.haveAccount, {
          signIn: (
            <Link href="/" className={css["link"]}>
              {t.signIn}
            </Link>
          ),
        })}
      </p>
    </WelcomeFrame>
  );
}

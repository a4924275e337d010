import { Link, useLocation } from "wouter";
import { Button } from "../ui/button.tsx";
import { Form, FormTrouble, useForm } from "../ui/form.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { useTheDoor } from "./community-door.ts";
import { NewPersonFields } from "./new-person-fields.tsx";
import { enterAnew, OtherWay, useNewWay } from "./new-way.tsx";
import { ProviderButtons } from "./provider-buttons.tsx";
import { WelcomeFrame } from "./welcome-frame.tsx";
import css from "./welcome-frame.module.css";

/** Signing up without an invite: where the door is open, and nowhere else. */
export function OpenDoorPage() {
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
      <WelcomeFrame title="Create an account">
        <SkeletonRows rows={3} label="Loading" />
      </WelcomeFrame>
    ) : (
      <WelcomeFrame title="Create an account" about={error.message}>
        <p>
          <Button onClick={() => void refetch()}>Try again</Button>
        </p>
      </WelcomeFrame>
    );
  const community = data.name ?? "Parley";
  if (data.door !== "open")
    return (
      <WelcomeFrame
        title={`${community} is not open to everyone`}
        about={
          data.door === "invite"
            ? "You need an invite link from someone inside."
            : "Nobody can make an account here at the moment."
        }
      >
        <p>
          <Button onClick={() => goTo("/")}>Sign in</Button>
        </p>
      </WelcomeFrame>
    );
  return (
    <WelcomeFrame title={`Create an account in ${community}`}>
      <Form form={form}>
        <NewPersonFields form={form} way={way} />
        <FormTrouble form={form} />
        <Button look="primary" type="submit" isBusy={form.isBusy}>
          {way.by === "passkey" ? "Create account with a passkey" : "Create account"}
        </Button>
        <OtherWay way={way} />
      </Form>
      <ProviderButtons why="sign_in" />
      <p>
        Already have an account?{" "}
        <Link href="/" className={css["link"]}>
          Sign in
        </Link>
      </p>
    </WelcomeFrame>
  );
}

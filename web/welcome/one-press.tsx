import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { Button } from "../ui/button.tsx";
import { Form, FormTrouble, type FormState } from "../ui/form.tsx";
import { WelcomeFrame } from "./welcome-frame.tsx";

type OnePressProps = { title: string; about: ReactNode; form: FormState; says: string };

/** A page that asks for one thing: to be pressed. Whatever opens links by itself presses nothing. */
export function OnePress({ title, about, form, says }: OnePressProps) {
  return (
    <WelcomeFrame title={title} about={about}>
      <Form form={form}>
        <FormTrouble form={form} />
        {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- The page is this button and nothing else. */}
        <Button look="primary" type="submit" isBusy={form.isBusy} autoFocus>
          {says}
        </Button>
      </Form>
    </WelcomeFrame>
  );
}

type WayOnProps = {
  title: string;
  about: ReactNode;
  says: string;
  to?: string;
  look?: "primary";
};

/** A page that says what has become of something, and leads on. */
export function WayOn({ title, about, says, to = "/", look }: WayOnProps) {
  const [, goTo] = useLocation();
  return (
    <WelcomeFrame title={title} about={about}>
      <p>
        {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- What had the focus has just gone. */}
        <Button {...(look && { look })} onClick={() => goTo(to, { replace: true })} autoFocus>
          {says}
        </Button>
      </p>
    </WelcomeFrame>
  );
}

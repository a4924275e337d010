import { MAX_COMMUNITY_NAME_LENGTH } from "#protocol/limits.ts";
import { Button } from "../ui/button.tsx";
import { Form, FormTrouble, useForm } from "../ui/form.tsx";
import { TextField } from "../ui/text-field.tsx";
import { NewPersonFields } from "./new-person-fields.tsx";
import { enterAnew, OtherWay, useNewWay } from "./new-way.tsx";
import { ProviderButtons } from "./provider-buttons.tsx";
import { WelcomeFrame } from "./welcome-frame.tsx";

/** The very first visit: whoever comes first makes the community and owns it. */
export function CreateCommunityPage() {
  const way = useNewWay();
  const form = useForm(({ text }) => {
    const founding = {
      name: text("community"),
      displayName: text("name"),
      email: text("email"),
    };
    return enterAnew(way, "/api/community", founding, text("password"));
  });
  return (
    <WelcomeFrame
      title="Create your community"
      about="You will own it: you make the first room and invite the others."
    >
      <Form form={form}>
        <TextField
          label="Name of the community"
          name="community"
          required
          maxLength={MAX_COMMUNITY_NAME_LENGTH}
          autoComplete="organization"
          hint="What people will call this place."
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- The page is this form and nothing else.
          autoFocus
        />
        <NewPersonFields form={form} way={way} />
        <FormTrouble form={form} />
        <Button look="primary" type="submit" isBusy={form.isBusy}>
          {way.by === "passkey" ? "Create with a passkey" : "Create community"}
        </Button>
        <OtherWay way={way} />
      </Form>
      <ProviderButtons why="sign_in" />
    </WelcomeFrame>
  );
}

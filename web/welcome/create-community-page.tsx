import { MAX_COMMUNITY_NAME_LENGTH } from "#protocol/limits.ts";
import { useText } from "../i18n/i18n.ts";
import { Button } from "../ui/button.tsx";
import { Form, FormTrouble, useForm } from "../ui/form.tsx";
import { TextField } from "../ui/text-field.tsx";
import { newAccountText } from "./new-account.text.ts";
import { NewPersonFields } from "./new-person-fields.tsx";
import { enterAnew, OtherWay, useNewWay } from "./new-way.tsx";
import { ProviderButtons } from "./provider-buttons.tsx";
import { WelcomeFrame } from "./welcome-frame.tsx";

/** The very first visit: whoever comes first makes the community and owns it. */
export function CreateCommunityPage() {
  const t = useText(newAccountText);
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
    <WelcomeFrame title={t.foundTitle} about={t.foundAbout}>
      <Form form={form}>
        <TextField
          label={t.community}
          name="community"
          required
          maxLength={MAX_COMMUNITY_NAME_LENGTH}
          autoComplete="organization"
          hint={t.communityHint}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- The page is this form and nothing else.
          autoFocus
        />
        <NewPersonFields form={form} way={way} />
        <FormTrouble form={form} />
        <Button look="primary" type="submit" isBusy={form.isBusy}>
          {way.by === "passkey" ? t.foundByPasskey : t.found}
        </Button>
        <OtherWay way={way} />
      </Form>
      <ProviderButtons why="sign_in" />
    </WelcomeFrame>
  );
}

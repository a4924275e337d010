import "../styles/layers.css";
import axe from "axe-core";
import { afterEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import { REFUSALS } from "#protocol/refusals.ts";
import { failure, type Answer } from "../answer.ts";
import { Button } from "./button.tsx";
import { Form, FormTrouble, useForm } from "./form.tsx";
import { PasswordField, TextField } from "./text-field.tsx";

afterEach(cleanup);

test("an error stands beside its field, and the form keeps its text", async () => {
  await render(
    <SignUp submit={async () => failure("email_taken", undefined, REFUSALS.email_taken.says)} />,
  );
  const email = page.getByLabelText("Email");
  await email.fill("ann@example.com");
  await page.getByRole("button", { name: "Join" }).click();
  await expect.element(email).toHaveAccessibleDescription(/already has an account/);
  await expect.element(email).toHaveValue("ann@example.com");
});

test("what belongs to no field is said above the button", async () => {
  await render(<SignUp submit={async () => failure("offline")} />);
  await page.getByRole("button", { name: "Join" }).click();
  await expect.element(page.getByRole("alert")).toHaveTextContent(/cannot be reached/);
});

test("while it waits it shows so, takes no second press and moves nothing", async () => {
  let answer: (with_: Answer<unknown>) => void = () => {};
  let sent = 0;
  await render(
    <SignUp
      submit={() => {
        sent += 1;
        return new Promise((resolve) => {
          answer = resolve;
        });
      }}
    />,
  );
  const button = page.getByRole("button", { name: "Join" });
  await expect.element(button).toBeVisible();
  const before = button.element().getBoundingClientRect();
  await button.click();
  await expect.element(button).toHaveAttribute("aria-busy", "true");
  await userEvent.keyboard("{Enter}");
  expect(sent).toBe(1);
  expect(button.element().getBoundingClientRect()).toEqual(before);
  answer({ ok: true, value: null });
  await expect.element(button).not.toHaveAttribute("aria-busy");
});

test("a password can be looked at", async () => {
  await render(<SignUp submit={async () => failure("offline")} />);
  const password = page.getByLabelText("Password", { exact: true });
  await expect.element(password).toHaveAttribute("type", "password");
  await page.getByRole("button", { name: "Show password" }).click();
  await expect.element(password).toHaveAttribute("type", "text");
});

test("has nothing that axe objects to", async () => {
  await render(
    <SignUp submit={async () => failure("email_taken", undefined, REFUSALS.email_taken.says)} />,
  );
  await page.getByRole("button", { name: "Join" }).click();
  const { violations } = await axe.run(document.body, {
    // A form alone is not a page.
    rules: { region: { enabled: false }, "page-has-heading-one": { enabled: false } },
  });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
});

function SignUp({ submit }: { submit: () => Promise<Answer<unknown>> }) {
  const form = useForm(submit);
  return (
    <Form form={form}>
      <TextField label="Email" name="email" error={form.errorOf("email_taken")} />
      <PasswordField label="Password" name="password" />
      <FormTrouble form={form} />
      <Button type="submit" isBusy={form.isBusy}>
        Join
      </Button>
    </Form>
  );
}

import "../styles/layers.css";
import axe from "axe-core";
import { afterEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import { REFUSALS } from "#protocol/refusals.ts";
import { failure, type Answer } from "../answer.ts";
import { Button } from "../ui/button.tsx";
import { Form, useForm } from "../ui/form.tsx";
import { NewPasswordField } from "./new-password-field.tsx";

afterEach(cleanup);

const field = page.getByLabelText("Password", { exact: true });

test("it says beforehand what is asked for, and while one types how good it is", async () => {
  await render(<Choosing submit={async () => failure("offline")} />);
  await expect.element(field).toHaveAccessibleDescription("At least 8 characters; 15 are better.");
  await field.fill("sun");
  await expect.element(field).toHaveAccessibleDescription("5 characters more.");
  await field.fill("sunshine");
  await expect.element(field).toHaveAccessibleDescription(/Everyone tries this one first/);
  await expect.element(page.getByRole("status")).toHaveTextContent(/Everyone tries/);
  await field.fill("correct horse battery");
  await expect.element(field).toHaveAccessibleDescription("Strong.");
});

test("what the server says against it stands in the same place, and nothing moves", async () => {
  await render(
    <Choosing
      submit={async () => failure("password_common", undefined, REFUSALS.password_common.says)}
    />,
  );
  await field.fill("sunshine1!");
  const button = page.getByRole("button", { name: "Join" });
  const before = button.element().getBoundingClientRect().top;
  await button.click();
  await expect.element(page.getByRole("alert")).toHaveTextContent(/commonest/);
  expect(button.element().getBoundingClientRect().top).toBe(before);
});

test("a password manager knows it for a new one, and may paste into it", async () => {
  await render(
    <>
      <input aria-label="Elsewhere" defaultValue="out of a password manager" />
      <Choosing submit={async () => failure("offline")} />
    </>,
  );
  await expect.element(field).toHaveAttribute("autocomplete", "new-password");
  await page.getByLabelText("Elsewhere").click();
  await userEvent.keyboard("{Control>}a{/Control}");
  await userEvent.copy();
  await field.click();
  await userEvent.paste();
  await expect.element(field).toHaveValue("out of a password manager");
});

test("has nothing that axe objects to", async () => {
  await render(<Choosing submit={async () => failure("offline")} />);
  await field.fill("sunshine");
  const { violations } = await axe.run(document.body, {
    // A form alone is not a page.
    rules: { region: { enabled: false }, "page-has-heading-one": { enabled: false } },
  });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
});

function Choosing({ submit }: { submit: () => Promise<Answer<unknown>> }) {
  const form = useForm(submit);
  return (
    <Form form={form}>
      <NewPasswordField form={form} />
      <Button type="submit" isBusy={form.isBusy}>
        Join
      </Button>
    </Form>
  );
}

import "../styles/layers.css";
import { afterEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import { failure } from "../answer.ts";
import { Form, useForm } from "../ui/form.tsx";
import { TextField } from "../ui/text-field.tsx";
import { JoinCodeStep } from "./join-code-step.tsx";

afterEach(cleanup);

test("there is no step more until a code was sent", async () => {
  await render(<Joining sentTo={null} asked={[]} />);
  await expect.element(page.getByLabelText("Email")).toBeVisible();
  expect(page.getByLabelText("Code").elements()).toEqual([]);
});

test("then one types it, and another one goes to the address that stands there now", async () => {
  const asked: string[] = [];
  await render(<Joining sentTo="eve@firm.example" asked={asked} />);
  const field = page.getByLabelText("Code", { exact: true });
  await expect.element(field).toHaveFocus();
  await expect.element(field).toHaveAccessibleDescription("We mailed it to eve@firm.example.");
  await expect.element(field).toHaveAttribute("autocomplete", "one-time-code");
  await page.getByLabelText("Email").fill("eva@firm.example");
  await page.getByRole("button", { name: "Send another code" }).click();
  await expect.poll(() => asked).toEqual(["eva@firm.example"]);
});

function Joining({ sentTo, asked }: { sentTo: string | null; asked: string[] }) {
  const form = useForm(async () => failure("offline"));
  const ask = async (email: string) => {
    asked.push(email);
    return { ok: true, value: null } as const;
  };
  return (
    <Form form={form}>
      <TextField label="Email" name="email" />
      <JoinCodeStep code={{ sentTo, ask, orAskForIt: async (answer) => answer }} form={form} />
    </Form>
  );
}

/** What a person sees when it goes wrong: one sentence, the right buttons, what had arrived, and a retry that works. */
import assert from "node:assert/strict";
import type { Asked, ScriptedHost } from "../../../wire/scriptedHost.ts";
import { openScripted, type Scripted } from "../../driver/scripted.ts";
import type { Workbench } from "../../driver/workbench.ts";

interface Case {
  readonly name: string;
  readonly happens: (asked: Asked) => void;
  readonly sentence: string;
  readonly buttons: readonly string[];
  /** What had arrived before it went wrong. */
  readonly kept?: string;
}

const error = (message: string, type = "invalid_request_error"): string =>
  JSON.stringify({ error: { message, type, param: null, code: "invalid_request_error" } });

const cases: readonly Case[] = [
  {
    name: "a wrong key",
    happens: (asked) =>
      asked.refuse(401, error("Authentication Fails (no such user api key)", "authentication_error")),
    sentence: "DeepSeek did not accept the API key.",
    buttons: ["Set API Key", "Select Provider"],
  },
  {
    name: "an empty balance",
    happens: (asked) => asked.refuse(402, error("Insufficient Balance", "unknown_error")),
    sentence: "The balance of your DeepSeek account is used up.",
    buttons: ["Top Up", "Retry"],
  },
  {
    name: "an unknown model",
    happens: (asked) => asked.refuse(400, error("Model Not Exist")),
    sentence: "DeepSeek does not know the model deepseek-flash.",
    buttons: ["Select Model"],
  },
  {
    name: "a prompt that is too long",
    happens: (asked) =>
      asked.refuse(
        400,
        error("This model's maximum context length is 1048576 tokens. However, you requested 2000000 tokens"),
      ),
    sentence: "This conversation is longer than deepseek-flash can read.",
    // No answer stands in the chat that could be summed up.
    buttons: ["New Chat", "Select Model"],
  },
  {
    name: "a long pause that the host asks for",
    happens: (asked) => asked.refuse(429, error("Slow down", "rate_limit_error"), { "retry-after": "600" }),
    sentence: "DeepSeek asks for a pause of 10 minutes.",
    buttons: ["Retry"],
  },
  {
    name: "a call of a tool in place of an answer",
    happens(asked) {
      const call = {
        index: 0,
        id: "1",
        type: "function",
        function: { name: "get_weather", arguments: "{}" },
      };
      asked.raw(`data: ${JSON.stringify({ choices: [{ index: 0, delta: { tool_calls: [call] } }] })}\n\n`);
      asked.finish("tool_calls");
    },
    sentence: "called the tool get_weather instead of answering. The chat has no tools.",
    buttons: ["Retry"],
  },
  {
    name: "an HTML page in place of JSON",
    happens: (asked) =>
      asked.refuse(
        200,
        "<!doctype html><html><head><title>Sign in</title></head><body><h1>Hi</h1></body></html>",
        {
          "content-type": "text/html",
        },
      ),
    sentence: "answered with something that is not this API.",
    buttons: ["Retry", "Open Settings"],
  },
  {
    name: "a connection that is cut in mid-answer",
    happens(asked) {
      asked.text("As far as this");
      asked.raw(": and\n\n");
      setImmediate(() => asked.cut());
    },
    sentence: "ended before the answer did.",
    buttons: ["Retry"],
    kept: "As far as this",
  },
];

describe("the chat, when it goes wrong", () => {
  let scripted: Scripted;
  let host: ScriptedHost;
  let workbench: Workbench;
  before(async () => {
    scripted = await openScripted({
      settings: {
        "sonde.network.idleTimeout": 5,
      },
    });
    ({ host, workbench } = scripted);
    await workbench.chat.open();
  });
  after(async () => {
    await scripted.close();
  });

  it("does nothing for an empty message", async () => {
    await workbench.chat.send("   \n ");
    assert.equal(await workbench.chat.turns("You").count(), 0);
  });

  for (const { name, happens, sentence, buttons, kept } of cases) {
    it(`says what happened: ${name}`, async () => {
      const { chat } = workbench;
      await chat.send(`Try ${name}.`);
      happens(await host.next());
      const card = chat.alert.last();
      await card.getByText(sentence).waitFor();
      for (const button of buttons) await card.getByRole("button", { name: button, exact: true }).waitFor();
      const shown = await chat.turns("Sonde").last().innerText();
      assert.doesNotMatch(shown, /sk-from-environment| at \w+ \(|<h1>/);
      if (kept) assert.match(shown, new RegExp(kept));
      await chat.idle();
    });
  }

  it("asks again when Retry is pressed, and puts the answer in the failed one's place", async () => {
    const { chat } = workbench;
    const turns = await chat.turns("Sonde").count();
    await chat.alert.last().getByRole("button", { name: "Retry" }).click();
    const asked = await host.next();
    asked.answer("This time it worked.");
    await chat.lastAnswer.getByText("This time it worked.").waitFor();
    assert.equal(await chat.turns("Sonde").count(), turns);
  });

  it("sums up a chat that has outgrown its model, and asks again behind the summary", async () => {
    const { chat } = workbench;
    await chat.send("Is this too long?");
    (await host.next()).refuse(400, error("This model's maximum context length is 1048576 tokens."));
    await chat.alert.last().getByRole("button", { name: "Compact Chat" }).click();
    const compacting = await host.next();
    const toSumUp = compacting.messages.map(({ content }) => content);
    assert.match(toSumUp.at(-1) ?? "", /^Sum up this chat/);
    assert.ok(toSumUp.includes("This time it worked.") && !toSumUp.includes("Is this too long?"));
    compacting.answer("You tried **many** things; the last one worked.");
    const again = await host.next();
    assert.deepEqual(
      again.messages.slice(1).map(({ content }) => content),
      [toSumUp.at(-1), "You tried **many** things; the last one worked.", "Is this too long?"],
    );
    again.answer("Not any more.");
    await chat.lastAnswer.getByText("Not any more.").waitFor();
    await chat.view.getByText("they are no longer sent").waitFor();
    await workbench.screenshot("chat-compacted");
  });

  it("says who was silent, and for how long", async () => {
    const { chat } = workbench;
    await chat.send("Are you asleep?");
    const asked = await host.next();
    asked.text("Zzz");
    await chat.alert.last().getByText("sent nothing for 5 seconds.").waitFor();
    assert.match(await chat.lastAnswer.innerText(), /Zzz/);
    await asked.gone;
    await workbench.screenshot("chat-stalled");
  });

  it("names an address that the key is not for, a closed port, and an address that can't be used", async () => {
    const { chat } = workbench;
    const addresses = [
      ["https://sonde.invalid", "The key in DEEPSEEK_API_KEY is not sent to https://sonde.invalid"],
      ["https://nowhere.localhost:1", "nowhere.localhost:1 can't be reached."],
      ["http://127.0.0.1:1", "127.0.0.1:1 can't be reached."],
      ["http://example.com", "it must be https, or http on this machine."],
      ["not a url", "it must be https, or http on this machine."],
    ] as const;
    for (const [index, [baseUrl, sentence]] of addresses.entries()) {
      // The model's name in the composer tells when the settings have arrived.
      const model = `model-${index}`;
      await workbench.changeSettings({ "sonde.providers": { deepseek: { baseUrl } }, "sonde.model": model });
      await chat.button(`Model: ${model}`).waitFor();
      await chat.send(`Ask ${baseUrl}.`);
      await chat.alert.last().getByText(sentence).waitFor();
      await chat.idle();
    }
  });

  it("keeps a message that is too long for a model in the composer and says its size", async () => {
    const { chat } = workbench;
    const small = { id: "small-model", contextTokens: 50_000 };
    const providers = { deepseek: { baseUrl: host.baseUrl, models: [small] } };
    await workbench.changeSettings({ "sonde.providers": providers, "sonde.model": small.id });
    await chat.button(`Model: ${small.id}`).waitFor();
    const turns = await chat.turns("You").count();
    // Put in whole: typing it key by key is nobody's way.
    const length = await chat.message.evaluate((box: HTMLTextAreaElement) => {
      box.value = `${"x".repeat(79)}\n`.repeat(3300);
      box.dispatchEvent(new InputEvent("input", { bubbles: true }));
      return box.value.length;
    });
    await chat.message.press("Enter");
    await chat.view.getByText("This message is 0.27 MB long. At most 0.25 MB can be sent.").waitFor();
    assert.equal(await chat.turns("You").count(), turns);
    assert.equal((await chat.message.inputValue()).length, length);
    await chat.message.fill("");
  });

  it("refuses a paste that no model could read, and leaves what was written", async () => {
    const { chat } = workbench;
    const providers = { deepseek: { baseUrl: host.baseUrl } };
    await workbench.changeSettings({ "sonde.providers": providers, "sonde.model": "deepseek-flash" });
    await chat.button("Model: deepseek-flash").waitFor();
    await chat.message.fill("Look at this log:");
    await chat.message.evaluate((box: HTMLTextAreaElement) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", `${"x".repeat(79)}\n`.repeat(67_500));
      box.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    });
    await chat.view.getByText(/This message is 5\.\d+ MB long/).waitFor();
    assert.equal(await chat.message.inputValue(), "Look at this log:");
    await chat.message.fill("");
  });
});

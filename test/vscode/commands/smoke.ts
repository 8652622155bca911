/** `npm start -- --smoke`: asks the offline model about the sample's open file, without a window, as a proof of life. */
import { sampleFile } from "../driver/sample.ts";
import { Workbench } from "../driver/workbench.ts";

const question = "What does this file do?";

/** Saves a picture of the answered chat, prints the answer; resolves to the exit code. */
export async function smoke(screenshot: string): Promise<number> {
  const workbench = await Workbench.open({ openFile: sampleFile, size: { width: 1400, height: 1120 } });
  const { chat } = workbench;
  try {
    await chat.open();
    await chat.tryOffline();
    const answer = await chat.ask(question);
    console.log(`Saved ${await workbench.screenshot(screenshot)}`);
    console.log(`You: ${question}\nSonde: ${answer}`);
    if (answer.trim() !== "") return 0;
    console.error("The smoke run failed: the answer is empty.");
    return 1;
  } catch (error) {
    console.error(`The smoke run failed: ${error instanceof Error ? error.message : String(error)}`);
    console.error(`What was on the screen: ${await workbench.screenshot("smoke-failed")}`);
    return 1;
  } finally {
    await workbench.close();
  }
}

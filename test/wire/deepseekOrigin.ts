/**
 * What a counting server (originServer.ts) answers where it stands for DeepSeek: the models to a GET, and to a
 * question one short stream that says how many questions came before.
 */
import type { RequestListener } from "node:http";

/** An answerer of its own for each server, because it counts: the first answer is `Answer 1 from <name>.` */
export function answerAsDeepSeek(name: string): RequestListener {
  let answers = 0;
  return (request, response) => {
    if (request.method === "GET") {
      const data = [{ id: "deepseek-flash", object: "model", owned_by: "deepseek" }];
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ object: "list", data }));
      return;
    }
    answers++;
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(chunk({ content: null, reasoning_content: "Let me count." }));
    response.write(chunk({ content: `Answer ${answers} from ${name}.`, reasoning_content: null }));
    response.write(chunk({ content: "" }, "stop"));
    response.end("data: [DONE]\n\n");
  };
}

function chunk(delta: object, finish: string | null = null): string {
  const choices = [{ index: 0, delta, finish_reason: finish }];
  const rest = { id: "c1", object: "chat.completion.chunk", created: 1, model: "deepseek-flash" };
  return `data: ${JSON.stringify({ ...rest, choices })}\n\n`;
}

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { startOrigin } from "../../wire/originServer.ts";
import type { ProbeReport } from "../../wire/bundleProbe.ts";

const bundle = resolve("dist/provider.js");

/**
 * The bundle takes undici's `Client` from inside the package (esbuild.mjs), which undici does not promise to keep;
 * this is where a change would show.
 */
describe("dist/provider.js", () => {
  let report: ProbeReport;

  before(async () => {
    const origin = await startOrigin((_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(": keep-alive\n\ndata: naïve\n\n", () => response.end("data: 思考\n\ndata: [DONE]\n\n"));
    });
    const probe = join(__dirname, "../../wire/bundleProbe.js");
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [probe, bundle, origin.url]);
    await origin.close();
    assert.equal(stderr, "");
    report = JSON.parse(stdout) as ProbeReport;
  });

  it("streams an answer", () => {
    const text = report.events.map((event) => (event.type === "text" ? event.text : "")).join("|");
    assert.match(text, /naïve\|?思考/);
    assert.deepEqual(report.events.at(-1), { type: "end", ending: { reason: "stop" } });
  });

  it("leaves the process-wide dispatchers of undici, and fetch, as they were", () => {
    assert.deepEqual(report.dispatchers, [
      [null, null],
      [null, null],
    ]);
    assert.equal(report.keepsFetch, true);
    assert.doesNotMatch(readFileSync(bundle, "utf8"), /undici\.globalDispatcher/);
  });

  it("opens nothing when it is loaded", () => assert.deepEqual(report.resources, []));

  it("weighs at most 320 KB", () =>
    assert.ok(statSync(bundle).size <= 320 * 1024, `${statSync(bundle).size} bytes`));
});

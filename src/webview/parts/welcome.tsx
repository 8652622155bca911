/** What stands where there is no conversation yet. */
import type { JSX } from "preact";
import { Icon } from "./iconButton.tsx";
import { usePage } from "./pageContext.ts";

/** The ways to begin, for somebody who has no key yet. */
export function Welcome(): JSX.Element {
  const { post, strings } = usePage();
  return (
    <section class="welcome" role="region" aria-label={strings.welcome}>
      <Icon name="sparkle" />
      <h1>{strings.welcomeTitle}</h1>
      <p>{strings.welcomeText}</p>
      <div class="welcome-buttons">
        <button type="button" class="button" onClick={() => post({ type: "press", button: "setApiKey" })}>
          {strings.setApiKey}
        </button>
        <button
          type="button"
          class="button secondary"
          onClick={() => post({ type: "press", button: "useLocalServer" })}
        >
          {strings.useLocalServer}
        </button>
        <button
          type="button"
          class="button secondary"
          onClick={() => post({ type: "press", button: "tryOffline" })}
        >
          {strings.tryOffline}
        </button>
      </div>
      <p class="welcome-note">{strings.tryOfflineNote}</p>
    </section>
  );
}

/** An empty conversation that can begin at once, and a way to learn why it can't after all. */
export function Beginning(): JSX.Element {
  const { post, strings } = usePage();
  return (
    <div class="welcome">
      <Icon name="sparkle" />
      <h1>{strings.welcomeTitle}</h1>
      <p class="welcome-note">{strings.keysHint}</p>
      <p class="welcome-note">{strings.dropHint}</p>
      <p class="welcome-note">
        <button
          type="button"
          class="link-button"
          onClick={() => post({ type: "press", button: "testConnection" })}
        >
          {strings.testConnection}
        </button>
      </p>
    </div>
  );
}

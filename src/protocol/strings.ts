/**
 * Every sentence that the webview shows, in English. The host sends the same table in the user's language. What
 * stands in braces is filled in by `filled`.
 */
export const english = {
  conversation: "Conversation",
  you: "You",
  sonde: "Sonde",
  thinking: "Thinking",
  thinkingFor: "Thinking… {time}",
  thoughtFor: "Thought for {time}",
  thoughtForTokens: "Thought for {time} · {tokens} tokens",
  answer: "Answer",
  code: "Code: {language}",
  plainText: "text",
  copy: "Copy",
  copied: "Copied",
  copyThinking: "Copy thinking",
  copyAnswer: "Copy answer",
  insertAtCursor: "Insert at Cursor",
  newFile: "New File",
  usage: "Usage",
  tokensInOut: "{input} in · {output} out",
  cachedShare: "{share} cached",
  costUnknown: "cost unknown",
  costPractice: "free",
  connecting: "Connecting…",
  queued: "Queued…",
  writing: "Writing…",
  thinkingPhase: "Thinking…",
  message: "Message",
  messagePlaceholder: "Ask about your code",
  send: "Send",
  stop: "Stop",
  context: "Context",
  contextOffered: "Context for the next message",
  remove: "Remove {name}",
  lines: "lines {from}–{to}",
  line: "line {from}",
  model: "Model: {name}",
  thinkingPicker: "Thinking: {name}",
  effortOff: "off",
  effortLow: "low",
  effortHigh: "high",
  effortMax: "max",
  welcome: "Welcome",
  welcomeTitle: "Ask about your code",
  welcomeText: "Sonde talks to DeepSeek with your own key. The key stays in your editor's secret storage.",
  setApiKey: "Set API Key",
  useLocalServer: "Use a Local Server",
  tryOffline: "Try Offline",
  tryOfflineNote: "Offline practice needs no key: simple rules answer in place of a model.",
  retry: "Retry",
  selectModel: "Select Model",
  selectProvider: "Select Provider",
  openSettings: "Open Settings",
  newChat: "New Chat",
  topUp: "Top Up",
  showLog: "Show Log",
  cancelled: "Stopped.",
  lengthReached: "The answer reached the length limit and stops here.",
  filtered: "The host filtered the rest of this answer.",
  scrollToEnd: "Scroll to the end",
  imageLink: "image: {text}",
  seconds: "{n} s",
  minutes: "{m} min {s} s",
  answerFinished: "Answer finished.",
  answerFailed: "The answer failed.",
  contextSent: "Sent with this message",
  keyMissing: "{provider} has no API key yet.",
  showAll: "Show the whole message ({size} characters)",
  keysHint: "Enter sends, Shift+Enter breaks the line, Esc stops an answer.",
  tooLong: "This message is {size} MB long. At most {limit} MB can be sent.",
} as const;

/** A key of the table. */
export type StringKey = keyof typeof english;

/** The table in some language. */
export type Strings = Readonly<Record<StringKey, string>>;

/** A sentence with its braces filled in. */
export function filled(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

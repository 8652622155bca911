/** The names of the chat's commands, for whoever registers them before the chat's code is loaded. */
export const chatCommandNames = [
  "sonde.newChat",
  "sonde.showHistory",
  "sonde.focusChat",
  "sonde.addToChat",
  "sonde.addFilesToChat",
  "sonde.openChatInEditor",
  "sonde.stop",
  "sonde.compactChat",
  "sonde.renameChat",
  "sonde.exportChat",
  "sonde.importChat",
  "sonde.showRequest",
] as const;

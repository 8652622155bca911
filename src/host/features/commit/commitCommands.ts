/** The names of the commands about commits, for whoever registers them before their code is loaded. */
export const commitCommands = [
  "sonde.generateCommitMessage",
  "sonde.stopCommitMessage",
  "sonde.splitCommit",
  "sonde.plan.commit",
  "sonde.plan.discard",
  "sonde.plan.editMessage",
  "sonde.plan.showDiff",
  "sonde.plan.moveUp",
  "sonde.plan.moveDown",
  "sonde.plan.moveTo",
  "sonde.plan.merge",
  "sonde.plan.leaveOut",
] as const;

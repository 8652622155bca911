/** The names of these commands, for whoever registers them before their code is loaded. */
export const codeCommandNames = [
  "sonde.explain",
  "sonde.fix",
  "sonde.generateTests",
  "sonde.generateDocs",
  "sonde.explainTerminal",
] as const;

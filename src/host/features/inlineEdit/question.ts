/**
 * Gathers what a request for changed code holds: the file, the problems nearby, the definitions that the lines use,
 * the project's instruction files.
 */
import * as vscode from "vscode";
import { editMessages, type EditQuestion } from "../../../core/prompts/edit.ts";
import type { Message } from "../../../core/request.ts";
import type { EditRequest } from "../../platform/edits.ts";
import { instructionFilesFor } from "../../platform/instructionFiles.ts";
import { definitionsIn, problemLine, problemsOn } from "../../platform/languageServer.ts";
import { placeName } from "../../platform/placeNames.ts";
import { readSettings } from "../../platform/settings.ts";
import { fileLines, indentStyleOf } from "./documents.ts";

/** Most characters of the file that go along: about 12,000 tokens. */
const fileBudget = 48_000;
/** Names of the selection whose definitions are looked up, and lines around it whose problems are named. */
const mostNames = 24;
const nearby = 3;
const mostProblems = 20;

/** The messages of the first request of an edit. */
export async function firstMessages(request: EditRequest): Promise<readonly Message[]> {
  return editMessages(await questionOf(request));
}

async function questionOf(request: EditRequest): Promise<EditQuestion> {
  const { document, start, end, instruction, marked } = request;
  const last = Math.max(start, end - 1);
  const range = new vscode.Range(start, 0, last, document.lineAt(last).text.length);
  const [definitions, projectInstructions] = await Promise.all([
    definitionsIn(document, range, mostNames),
    instructionFilesFor(document.uri),
  ]);
  const problems = request.problems ?? problemsOn(document, start - nearby, end + nearby);
  const { useTabs, size } = indentStyleOf(document);
  return {
    instruction,
    path: placeName(document.uri),
    language: document.languageId,
    indentation: useTabs ? "tabs" : `${size} spaces`,
    file: fileLines(document),
    start,
    end,
    marked,
    problems: problems.slice(0, mostProblems).map(problemLine),
    definitions: [...(request.material ?? []), ...definitions],
    projectInstructions,
    instructions: readSettings().instructions,
    budget: fileBudget,
  };
}

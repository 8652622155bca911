/**
 * A plan under review: the plan as it is now, what it was made for, and the git objects that its diffs show. Ends when
 * its commits are made or it is thrown away.
 */
import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import { setMessage, type Mended, type Plan } from "../../../core/commit/plan.ts";
import type { Git, GitRepository } from "../../platform/git.ts";
import type { Ground } from "./makeCommits.ts";
import type { PreparedSplit } from "./prepareSplit.ts";

export interface PlanSubject {
  readonly git: Git;
  readonly repository: GitRepository;
  /** The repository's name. */
  readonly name: string;
  readonly prepared: PreparedSplit;
  readonly mended: Mended;
}

export class PlanSession implements vscode.Disposable {
  /** Tells this session's documents from those of others. */
  readonly id = randomUUID().slice(0, 8);
  readonly #changes = new vscode.EventEmitter<void>();
  readonly onChange = this.#changes.event;
  #isCommitting = false;
  #isTouched = false;
  #plan: Plan;
  #ground: Ground;

  constructor(readonly subject: PlanSubject) {
    this.#plan = subject.mended.plan;
    this.#ground = subject.prepared.ground;
  }

  get plan(): Plan {
    return this.#plan;
  }

  get ground(): Ground {
    return this.#ground;
  }

  /** Whether its commits are being made. */
  get isCommitting(): boolean {
    return this.#isCommitting;
  }

  /** Whether the person has put work into the plan. */
  get isTouched(): boolean {
    return this.#isTouched;
  }

  /** Changes the plan by a step of core/commit/plan.ts. Does nothing while its commits are being made. */
  change(step: (plan: Plan) => Plan): void {
    const plan = step(this.#plan);
    if (this.#isCommitting || plan === this.#plan) return;
    this.#isTouched = true;
    this.#become(plan);
  }

  /** Gives a commit, by its id, another message, at any time. */
  setMessage(id: number, message: string): void {
    this.#isTouched = true;
    this.#become(setMessage(this.#plan, id, message));
  }

  /** Makes the commits by `make`; nobody moves anything meanwhile. */
  async commit<Result>(make: () => Promise<Result>): Promise<Result> {
    this.#isCommitting = true;
    try {
      return await make();
    } finally {
      this.#isCommitting = false;
    }
  }

  /** Takes the commits off that were made, and goes on from where they led. */
  advance(made: number, ground: Ground): void {
    this.#ground = ground;
    this.#become({ ...this.#plan, commits: this.#plan.commits.slice(made) });
  }

  #become(plan: Plan): void {
    this.#plan = plan;
    this.#changes.fire();
  }

  /** Parts that are in place before a commit, by index; `out` counts as after all. */
  appliedBefore(index: number | "out"): ReadonlySet<string> {
    const before = index === "out" ? this.#plan.commits : this.#plan.commits.slice(0, index);
    return new Set([...this.#ground.applied, ...before.flatMap(({ parts }) => parts)]);
  }

  dispose(): void {
    this.#changes.dispose();
    void this.subject.prepared.snapshot.dispose();
  }
}

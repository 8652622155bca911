/**
 * Histories in styles that projects really use, written for the tests, each with the truth about it. What a learner
 * says of a history is compared with its truth, feature by feature.
 */
import type { CommitStyle } from "../../../../src/core/commit/style.ts";

/** What is true of a history; what is left out is not compared. */
export interface Truth {
  readonly form: CommitStyle["form"];
  readonly prefixes?: readonly string[];
  readonly scopes?: readonly string[];
  readonly usesScopes?: boolean;
  readonly usesEmoji?: boolean;
  readonly case: CommitStyle["case"];
  readonly mood?: CommitStyle["mood"];
  readonly endsWithPeriod?: boolean;
  readonly language: CommitStyle["language"];
  readonly ticketAt?: NonNullable<CommitStyle["ticket"]>["at"];
  readonly hasBodies: boolean;
  readonly bodyForm?: "prose" | "bullets";
  readonly width?: number;
  readonly trailers?: readonly string[];
}

export interface History {
  readonly name: string;
  /** Newest first. */
  readonly messages: readonly string[];
  readonly truth: Truth;
}

const lines = (text: string): readonly string[] =>
  text
    .trim()
    .split("\n")
    .map((line) => line.trim());

const withBody = (subjects: string, body: string): readonly string[] =>
  lines(subjects).map((subject) => `${subject}\n\n${body.trim()}`);

export const histories: readonly History[] = [
  {
    name: "conventional with scopes",
    messages: lines(`
      feat(cart): show the discount below the total
      fix(prices): round half a cent up
      Merge pull request #81 from someone/prices
      feat(receipt): print the tax number
      chore(deps): bump the test runner (#79)
      refactor(cart): keep lines in a map
      fix(cart): don't lose an item with amount 0 (#77)
      docs(readme): say how to run it offline
      feat(report)!: drop the old csv columns
      test(prices): cover negative amounts`),
    truth: {
      form: "conventional",
      prefixes: ["feat", "fix"],
      scopes: ["cart", "prices"],
      usesScopes: true,
      case: "lower",
      mood: "imperative",
      endsWithPeriod: false,
      language: "en",
      hasBodies: false,
    },
  },
  {
    name: "conventional without scopes, upper case",
    messages: lines(`
      feat: Add a report of the month
      fix: Keep the cursor where it was
      docs: Explain the price table
      feat: Remember the last shop
      chore: Update the linter
      fix: Handle an empty cart
      perf: Read the catalogue once
      ci: Run the tests on two systems`),
    truth: {
      form: "conventional",
      prefixes: ["feat", "fix"],
      usesScopes: false,
      case: "upper",
      mood: "imperative",
      language: "en",
      hasBodies: false,
    },
  },
  {
    name: "gitmoji",
    messages: lines(`
      ✨ Add dark colours to the receipt
      🐛 Fix the sum of an empty cart
      📝 Describe the settings
      ♻️ Split the parser in two
      ✅ Test the rounding
      ⬆️ Update the compiler
      🔥 Remove the old importer
      ✨ Show prices in two currencies
      :bug: Stop the timer on close`),
    truth: {
      form: "gitmoji",
      usesEmoji: true,
      case: "upper",
      mood: "imperative",
      language: "en",
      hasBodies: false,
    },
  },
  {
    name: "ticket prefix",
    messages: lines(`
      SHOP-412: Add a field for the tax number
      SHOP-398: Fix the order of the columns
      SHOP-410: Move the price table to its own file
      SHOP-377: Show an error when the printer is off
      OPS-12: Update the build image
      SHOP-401: Remove the legacy export
      SHOP-399: Use one clock everywhere`),
    truth: {
      form: "plain",
      case: "upper",
      mood: "imperative",
      language: "en",
      ticketAt: "front",
      hasBodies: false,
    },
  },
  {
    name: "Linux kernel",
    messages: withBody(
      `
      net: bridge: fix a leak of the port on an error path
      mm/slab: avoid taking the lock twice
      drivers/usb: serial: add an id for the new modem
      net: phy: return early when the link is down
      fs/ext4: check the length before the copy
      sched/fair: remove an unused argument
      arm64: dts: correct the address of the timer`,
      `
The port was never released when the second allocation failed, which
shows up as a warning at shutdown. Release it where the first one is
released.

Fixes: 1a2b3c4d5e6f ("net: bridge: add ports")
Signed-off-by: A Person <person@example.org>`,
    ),
    truth: {
      form: "subsystem",
      prefixes: ["net"],
      case: "lower",
      mood: "imperative",
      language: "en",
      hasBodies: true,
      bodyForm: "prose",
      width: 72,
      trailers: ["Fixes", "Signed-off-by"],
    },
  },
  {
    name: "Chinese",
    messages: lines(`
      修复购物车为空时的崩溃
      新增按月统计报表
      优化价格表的加载速度
      更新 README 中的安装说明
      删除旧的导出接口
      重构小票打印模块
      支持多种货币`),
    truth: { form: "plain", case: "any", language: "zh", hasBodies: false },
  },
  {
    name: "Chinese conventional",
    messages: lines(`
      feat(购物车): 支持优惠券
      fix(价格): 修复四舍五入错误
      docs: 补充离线运行说明
      feat(小票): 打印税号
      fix(购物车): 修复数量为 0 时丢失商品
      chore: 升级依赖
      refactor(报表): 拆分统计模块`),
    truth: {
      form: "conventional",
      prefixes: ["feat", "fix"],
      scopes: ["购物车"],
      usesScopes: true,
      case: "any",
      language: "zh",
      hasBodies: false,
    },
  },
  {
    name: "lower case, past tense",
    messages: lines(`
      added a cache for prices
      fixed the rounding
      removed dead code
      updated the docs
      renamed total to sum
      added tests for the receipt
      changed the default port
      moved helpers around`),
    truth: {
      form: "plain",
      case: "lower",
      mood: "past",
      endsWithPeriod: false,
      language: "en",
      hasBodies: false,
    },
  },
  {
    name: "imperative with a body of bullets",
    messages: withBody(
      `
      Add a report of the month
      Fix the sum of an empty cart
      Remove the old importer
      Use one clock everywhere
      Move the price table to its own file
      Show prices in two currencies`,
      `
* the first thing that was done here, said in a line that is long
* another thing
* why it was done`,
    ),
    truth: {
      form: "plain",
      case: "upper",
      mood: "imperative",
      language: "en",
      hasBodies: true,
      bodyForm: "bullets",
      width: 72,
    },
  },
  {
    name: "full stops and third person",
    messages: lines(`
      Adds a report of the month.
      Fixes the sum of an empty cart.
      Removes the old importer.
      Uses one clock everywhere.
      Moves the price table to its own file.
      Updates the docs.`),
    truth: {
      form: "plain",
      case: "upper",
      mood: "present",
      endsWithPeriod: true,
      language: "en",
      hasBodies: false,
    },
  },
  {
    name: "ticket in a trailer",
    messages: withBody(
      `
      Add a field for the tax number
      Fix the order of the columns
      Show an error when the printer is off
      Update the build image
      Remove the legacy export`,
      `
The person at the till asked for this, and the law does so too from the coming year on.

Refs: SHOP-412`,
    ),
    truth: {
      form: "plain",
      case: "upper",
      mood: "imperative",
      language: "en",
      ticketAt: "trailer",
      hasBodies: true,
      bodyForm: "prose",
      width: 100,
    },
  },
  {
    name: "German with bracketed tickets",
    messages: lines(`
      [KASSE-12] Feld für die Steuernummer hinzugefügt
      [KASSE-13] Fehler bei der Rundung behoben
      [KASSE-9] Alte Schnittstelle entfernt und die Tests angepasst
      [KASSE-21] Druckt die Quittung mit der neuen Schrift
      [KASSE-22] Liste wird nicht mehr doppelt geladen`),
    truth: { form: "plain", case: "upper", language: "de", ticketAt: "front", hasBodies: false },
  },
  {
    name: "Russian",
    messages: lines(`
      Исправлена ошибка округления
      Добавлен отчёт за месяц
      Удалён старый импорт
      Обновлена документация
      Исправлен порядок столбцов`),
    truth: { form: "plain", case: "upper", language: "ru", hasBodies: false },
  },
];

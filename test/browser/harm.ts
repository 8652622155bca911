/** What hostile text must never have left on a page, and the trap that tells whether a script of it ran. */

/** What in the page should not be there. Runs in the page, so it uses nothing from here. */
export function findHarm(): readonly string[] {
  const forbidden =
    "script, img:not(.chip-image), picture, source, svg, math, iframe, object, embed, video, audio, style, link, meta, base, form, input, select, template, details, marquee, dialog, slot, area, [popover], [contenteditable], [accesskey]";
  const harm: string[] = [];
  for (const element of document.body.querySelectorAll("#sonde-chat *, .drawn, .drawn *")) {
    if (element.matches(forbidden)) harm.push(element.outerHTML);
    // The page's own marks: the meter, the button for a quote, the room of turns that are far away.
    if (element.matches(".meter-fill, .quote, .room, textarea")) continue;
    for (const { name, value } of element.attributes) {
      // Parts of a long answer that are far from the screen keep their height.
      const isRoom = name === "style" && /^height: [\d.]+px;$/.test(value);
      if (isRoom && element.matches(".stretch, .blocks, .lines")) continue;
      const isDeadly =
        name.startsWith("on") ||
        ["style", "srcset", "ping", "background", "is", "slot", "part", "target", "name"].includes(name) ||
        (name === "dir" && value === "rtl");
      const isBadLink = name === "href" && !/^(?:https?:\/\/|mailto:)/.test(value);
      if (isDeadly || isBadLink) harm.push(element.outerHTML);
    }
  }
  // What stands in an answer is no part of the page, whatever it calls itself.
  const fakes = ".blocks [role], .blocks [id], .blocks article, .blocks [data-turn]";
  for (const element of document.body.querySelectorAll(fakes)) {
    const isOwn = element.matches(".code-block[role=group]");
    if (!isOwn) harm.push(element.outerHTML);
  }
  if ("hasRun" in window) harm.push("a script ran");
  return harm;
}

/** Sets the trap: `ran()` is what payloads call. Runs in the page. */
export function setTrap(): void {
  Object.assign(window, { ran: () => Object.assign(window, { hasRun: true }) });
}

/**
 * Brings a node to the shape of another with as few changes as it takes, so that a growing list or paragraph keeps
 * its focus, its selection and most of its layout.
 */

/** Makes `old` like `next`. Gives the node that now stands in its place. */
export function patch(old: ChildNode, next: ChildNode): ChildNode {
  if (old instanceof Text && next instanceof Text) {
    if (next.data.startsWith(old.data)) old.appendData(next.data.slice(old.length));
    else old.data = next.data;
    return old;
  }
  if (!(old instanceof Element) || !(next instanceof Element) || !isSameShell(old, next)) {
    old.replaceWith(next);
    return next;
  }
  patchChildren(old, next);
  return old;
}

function isSameShell(old: Element, next: Element): boolean {
  const shell = old.cloneNode(false);
  return shell.isEqualNode(next.cloneNode(false));
}

/**
 * With every child that comes or goes, the browser looks anew for the direction of a block that has to find its own,
 * from the block's beginning: a line of 27,000 pieces that tell none took minutes. So it has none meanwhile.
 */
function patchChildren(old: Element, next: Element): void {
  const direction = old.getAttribute("dir");
  for (const element of direction === null ? [] : [old, next]) element.removeAttribute("dir");
  const olds = [...old.childNodes];
  const nexts = [...next.childNodes];
  for (const [at, child] of nexts.entries()) {
    const before = olds[at];
    if (!before) old.append(child);
    else if (!before.isEqualNode(child)) patch(before, child);
  }
  for (const left of olds.slice(nexts.length)) left.remove();
  if (direction !== null) old.setAttribute("dir", direction);
}

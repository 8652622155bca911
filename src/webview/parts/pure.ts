/** Parts that are drawn again only when one of their properties is another value. */
import { Component, createElement, type ComponentChild, type FunctionComponent } from "preact";

/** The part, skipped while its properties are the same (`===`, one by one). Use it for what there are many of. */
export function pure<Properties extends object>(
  part: FunctionComponent<Properties>,
): new () => Component<Properties> {
  return class extends Component<Properties> {
    override shouldComponentUpdate(next: Readonly<Properties>): boolean {
      const keys = new Set([...Object.keys(next), ...Object.keys(this.props)]) as Set<
        keyof Properties & string
      >;
      return [...keys].some((key) => next[key] !== (this.props as Readonly<Properties>)[key]);
    }

    override render(): ComponentChild {
      return createElement(part, this.props);
    }
  };
}

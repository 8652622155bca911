/**
 * The last gate in front of the page: HTML goes through DOMPurify's allow-list while it is still a document of its
 * own that loads nothing. The parser already emits no HTML of an answer; this holds if it ever should.
 */
import createPurifier from "dompurify";

const allowed = {
  ALLOWED_TAGS: [
    ..."p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre code em strong s del a hr br".split(" "),
    ..."table thead tbody tr th td".split(" "),
  ],
  ALLOWED_ATTR: ["href", "title", "class", "start"],
  ADD_URI_SAFE_ATTR: ["start"],
  ALLOWED_URI_REGEXP: /^(?:https?:\/\/|mailto:)/i,
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  RETURN_DOM_FRAGMENT: true,
};

/** The only classes that a rendered answer carries. */
const knownClass = /^(?:language-[\w+#.-]{1,40}|align-(?:left|center|right))$/;

const purifier = createPurifier(window);
// Read once, and not for each block.
purifier.setConfig(allowed);
purifier.addHook("uponSanitizeAttribute", (_element, attribute) => {
  if (attribute.attrName === "class") attribute.keepAttr = knownClass.test(attribute.attrValue);
});

/** The HTML as nodes that can do nothing but be seen and, if they are links, be pressed. */
export function sanitised(html: string): DocumentFragment {
  return purifier.sanitize(html, { RETURN_DOM_FRAGMENT: true });
}

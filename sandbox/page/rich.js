// Text with entities as elements. Offsets are UTF-16 units, as JavaScript counts.

import { make } from "./dom.js";

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code",
  pre: "pre", blockquote: "blockquote", expandable_blockquote: "blockquote", spoiler: "span",
};
const DEEP_LINK = /^(?:https?:\/\/)?(?:t\.me|telegram\.me)\/\w+\?(?:.*&)?start(?:group)?(?:=|&|$)/i;

export function rich(text, entities, follow) {
  const fragment = document.createDocumentFragment();
  lay(fragment, text, 0, text.length, entities, follow);
  return fragment;
}

function lay(parent, text, from, to, entities, follow) {
  let at = from;
  for (let i = 0; i < entities.length; i++) {
    const entity = entities[i];
    if (entity.offset < at) continue;
    const end = Math.min(entity.offset + entity.length, to);
    const inner = entities.slice(i + 1).filter((other) => other.offset < end);
    parent.append(text.slice(at, entity.offset));
    const element = dress(entity, text.slice(entity.offset, end), follow);
    lay(element, text, entity.offset, end, inner, follow);
    parent.append(element);
    at = end;
    // A block brings its own line break.
    if (["PRE", "BLOCKQUOTE"].includes(element.tagName) && text[at] === "\n" && at < to) at++;
  }
  parent.append(text.slice(at, to));
}

function dress(entity, words, follow) {
  if (entity.type === "text_link") return link(entity.url, follow);
  if (entity.type === "url") return link(words, follow);
  if (entity.type === "bot_command") {
    return make("button", { type: "button", class: "command", onclick: () => follow.command(words) });
  }
  const kind = entity.type === "spoiler" ? "spoiler" : entity.type === "mention" ? "mention" : null;
  return make(TAGS[entity.type] ?? "span", { class: kind });
}

export function link(address, follow) {
  if (DEEP_LINK.test(address)) {
    const open = (event) => { event.preventDefault(); follow.deepLink(address); };
    return make("a", { href: whole(address), onclick: open });
  }
  const safe = /^(https?:|mailto:|tel:)/i.test(whole(address));
  return make(safe ? "a" : "span", safe ? { href: whole(address), target: "_blank", rel: "noopener noreferrer" } : {});
}

const whole = (address) => (/^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `https://${address}`);
export const isDeepLink = (address) => DEEP_LINK.test(address);

// Small makers of elements. Text only ever becomes a text node.

export const $ = (id) => document.getElementById(id);

export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") element.className = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  const use = document.createElementNS(space, "use");
  use.setAttribute("href", `#i-${name}`);
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

// The two letters of a chat: of what makes its name its own.
const COMMON = /^(?:(?:sở|ban|ủy ban nhân dân|ubnd|liên minh|nhóm|huyện|thành phố)\s+)+/iu;

export function initials(title) {
  const own = title.replace(COMMON, "").trim() || title;
  const words = own.split(/[\s,–-]+/u).filter((word) => /^\p{L}/u.test(word) && !/^(và|của)$/iu.test(word));
  return words.slice(0, 2).map((word) => word[0].toLocaleUpperCase("vi")).join("") || "•";
}

export function hue(title) {
  let sum = 0;
  for (const letter of title) sum = (sum * 31 + letter.codePointAt(0)) % 997;
  return sum % 6;
}

export const MESSENGERS = { telegram: "Telegram", zalo: "Zalo" };

// Zalo's are square and Telegram's round; the letter in the corner is seen where both are.
export function face(title, messenger) {
  const mark = make("span", { class: "mark" }, MESSENGERS[messenger][0]);
  return make("span", { class: `face tone-${hue(title)} on-${messenger}`, "aria-hidden": "true" }, initials(title), mark);
}

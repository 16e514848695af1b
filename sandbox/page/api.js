// The page's API: ask, act, and listen to what changes.

export async function ask(path) {
  const answer = await fetch(`play/${path}`, { cache: "no-store" });
  return unwrap(answer);
}

export async function act(action, params = {}) {
  const answer = await fetch(`play/${action}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(params),
  });
  return unwrap(answer);
}

// EventSource reconnects by itself, unless the server answered with an error.
export function listen(hear, online) {
  const source = new EventSource("play/events");
  for (const name of ["state", "chats", "said", "unsaid", "answered", "clock", "panel", "troubles"]) {
    source.addEventListener(name, (event) => hear[name]?.(JSON.parse(event.data)));
  }
  source.onopen = () => online(true);
  source.onerror = () => {
    online(false);
    if (source.readyState === EventSource.CLOSED) {
      setTimeout(() => listen(hear, online), 2000);
    }
  };
}

async function unwrap(answer) {
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(body.error ?? "Thao tác chưa thực hiện được, xin thử lại.");
  return body;
}

// What the door has to send. Each thing gets its id once and keeps it through every try, so that the
// server counts it once; what could not be sent waits here, in its order, and is tried again.

const LONGEST_WAIT = 2000; // milliseconds; "online" without an answer counts as offline after this
const PAUSE = 2000;
const AT_ONCE = 100;
const LONGEST_PAUSE = 60_000;
const NO_LINK = [404, 410];

/** A random UUID; without HTTPS a browser has no crypto.randomUUID(). */
export function freshId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** Nothing was taken: why, as the kind of verdict that says so, and when to try again. */
function refused({ status, headers }) {
  const asked = 1000 * Number(headers.get("Retry-After"));
  if (status === 429) return { results: [], why: "busy", pause: Math.min(asked || LONGEST_PAUSE, LONGEST_PAUSE) };
  // Who keeps the installation may bring the link back, and with it what waits here counts.
  if (NO_LINK.includes(status)) return { results: [], why: "lost", pause: LONGEST_PAUSE };
  return { results: [], why: "pending", pause: PAUSE };
}

async function post(address, scans) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), LONGEST_WAIT);
  try {
    const response = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ scans }),
      signal: patience.signal,
    });
    return response.ok ? await response.json() : refused(response);
  } catch {
    return { results: [], why: "pending", pause: PAUSE };
  } finally {
    clearTimeout(timer);
  }
}

export class Queue {
  #waiting = [];
  #sending = false;
  #next;

  /**
   * decided(result, counts) is called for each answer, late(waiting, why) with everything unsent after
   * a try that failed, and changed(count) whenever the number of unsent things may have changed.
   */
  constructor(address, { decided, late, changed }) {
    this.address = address;
    this.tell = { decided, late, changed };
    addEventListener("online", () => this.#send());
    addEventListener("beforeunload", (event) => {
      if (this.#waiting.length) event.preventDefault();
    });
  }

  /** Send one of code, guest, walk_in or undo; about is the name to show until there is an answer. */
  add(what, { about = "", id = freshId() } = {}) {
    if (this.#waiting.some((one) => one.item.id === id)) return;
    this.#waiting.push({ item: { id, scanned_at: new Date().toISOString(), ...what }, about });
    this.#send();
  }

  async #send() {
    if (this.#sending || !this.#waiting.length) return;
    clearTimeout(this.#next);
    this.#sending = true;
    const batch = this.#waiting.slice(0, AT_ONCE);
    const answer = await post(this.address, batch.map(({ item }) => item));
    this.#sending = false;
    if (this.#settle(answer)) this.#send();
    else this.#later(answer);
  }

  /** Take what was answered out of the queue; say whether anything was. */
  #settle({ results, inside, expected }) {
    const before = this.#waiting.length;
    const answered = new Set(results.map(({ id }) => id));
    this.#waiting = this.#waiting.filter(({ item }) => !answered.has(item.id));
    this.tell.changed(this.#waiting.length);
    for (const result of results) this.tell.decided(result, { inside, expected });
    return this.#waiting.length < before;
  }

  #later({ why = "pending", pause = PAUSE }) {
    this.tell.late(this.#waiting, why);
    this.#next = setTimeout(() => this.#send(), pause);
  }
}

// A code held in the picture is one wish to come in, however often the camera sees it.

const GONE_AFTER = 1500; // milliseconds out of the picture; a hand that shakes is not away

export class Sight {
  #lastSeen = new Map();

  /** Return those of the codes in the picture that have just come into it. */
  arrived(codes, now) {
    for (const [code, seen] of this.#lastSeen) {
      if (now - seen > GONE_AFTER) this.#lastSeen.delete(code);
    }
    const fresh = [...new Set(codes)].filter((code) => !this.#lastSeen.has(code));
    for (const code of codes) this.#lastSeen.set(code, now);
    return fresh;
  }

  /** Time in which nobody looked does not count as out of the picture. */
  resume(now) {
    for (const code of this.#lastSeen.keys()) this.#lastSeen.set(code, now);
  }
}

// Looks at the camera's picture for QR codes, again and again, whatever a single look may hit on.

const BETWEEN_LOOKS = 100; // milliseconds
const BEFORE_LOADING_AGAIN = 3000;

export class Scanner {
  #looking = false;
  #next;
  #reader = null;

  /**
   * seen(codes) gets the texts of the codes in the picture after each look, often none;
   * broken() is told whenever the reader cannot be loaded.
   */
  constructor(video, decoderAddress, { seen, broken }) {
    this.video = video;
    this.decoderAddress = decoderAddress;
    this.tell = { seen, broken };
  }

  look(looking) {
    this.#looking = looking;
    clearTimeout(this.#next);
    if (looking) this.#lookOnce();
  }

  async #lookOnce() {
    let pause = BETWEEN_LOOKS;
    try {
      this.#reader ??= await this.#load();
    } catch {
      if (this.#looking) this.tell.broken();
      pause = BEFORE_LOADING_AGAIN;
    }
    const codes = this.#reader && (await this.#codes());
    if (!this.#looking) return;
    if (codes) this.tell.seen(codes);
    clearTimeout(this.#next);
    this.#next = setTimeout(() => this.#lookOnce(), pause);
  }

  /** The vendored reader. Its WebAssembly is ours; by itself it would ask another server. */
  async #load() {
    const vendored = await import("../vendor/barcode-detector/ponyfill.js");
    vendored.purgeZXingModule();
    const overrides = { locateFile: () => this.decoderAddress };
    await vendored.prepareZXingModule({ overrides, fireImmediately: true });
    return new vendored.BarcodeDetector({ formats: ["qr_code"] });
  }

  /** A picture that breaks the reader must not end the looking: the next look loads a new one. */
  async #codes() {
    if (this.video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return [];
    try {
      return (await this.#reader.detect(this.video)).map((code) => code.rawValue);
    } catch {
      this.#reader = null;
      return [];
    }
  }
}

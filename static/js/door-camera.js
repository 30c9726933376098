// The rear camera, as long as it is wanted; and which trouble keeps it from running.

const TROUBLES = {
  NotAllowedError: "denied",
  SecurityError: "denied",
  NotFoundError: "missing",
  OverconstrainedError: "missing",
};
const PICTURE = { facingMode: { ideal: "environment" }, width: { ideal: 1280 }, height: { ideal: 720 } };

const release = (stream) => stream.getTracks().forEach((track) => track.stop());

export class Camera {
  #wanted = false;
  #starting = false;
  #stream = null;
  #wakeLock = null;

  /** changed(state) is told "off", "starting", "on", or one of the troubles. */
  constructor(video, changed) {
    this.video = video;
    this.changed = changed;
  }

  /** Run while wanted; a page that nobody sees gives the camera back. */
  want(wanted) {
    this.#wanted = wanted;
    if (wanted) this.#start();
    else this.#stop();
  }

  retry() {
    this.#stop();
    this.want(true);
  }

  async #start() {
    if (this.#stream || this.#starting) return;
    if (!navigator.mediaDevices) {
      this.changed(isSecureContext ? "missing" : "insecure");
      return;
    }
    this.#starting = true;
    this.changed("starting");
    try {
      await this.#run(await navigator.mediaDevices.getUserMedia({ video: PICTURE, audio: false }));
    } catch (error) {
      this.#stop();
      this.changed(TROUBLES[error.name] ?? "busy");
    } finally {
      this.#starting = false;
    }
  }

  async #run(stream) {
    this.#stream = stream;
    if (!this.#wanted) {
      // It was let go while the browser was still asking.
      this.#stop();
      return;
    }
    stream.getVideoTracks()[0].addEventListener("ended", () => this.#lost(stream));
    this.video.srcObject = stream;
    await this.video.play();
    this.changed("on");
    this.#stayAwake();
  }

  #lost(stream) {
    if (stream !== this.#stream) return;
    this.#stop();
    this.changed("busy");
  }

  #stop() {
    this.#wakeLock?.release();
    this.#wakeLock = null;
    if (!this.#stream) return;
    release(this.#stream);
    this.#stream = this.video.srcObject = null;
    this.changed("off");
  }

  /** Keep the screen lit between two guests, where the browser can. */
  async #stayAwake() {
    this.#wakeLock = await navigator.wakeLock?.request("screen").catch(() => null);
  }
}

// What a helper hears and feels without looking: one high double tone for welcome, a falling one for
// a repeat, a low long one for stop. Called only once the server has decided.

const SIGNALS = {
  in: { tones: [[880, 0, 0.09], [1320, 0.1, 0.14]], shape: "sine", buzz: [60] },
  again: { tones: [[660, 0, 0.12], [440, 0.14, 0.18]], shape: "triangle", buzz: [60, 60, 60] },
  stop: { tones: [[180, 0, 0.45]], shape: "sawtooth", buzz: [300] },
};
const LOUDNESS = 0.25;
const KINDS = { admitted: "in", undone: null, repeat: "again", waiting: "again" };

let sound = null;

/** Browsers let a page sound only after a touch: take the first one. */
function prepare() {
  if (!window.AudioContext) return;
  sound ??= new AudioContext();
  if (sound.state === "suspended") sound.resume();
}
addEventListener("pointerdown", prepare);
addEventListener("keydown", prepare);

function play(tones, shape) {
  for (const [frequency, start, length] of tones) {
    const from = sound.currentTime + start;
    const tone = sound.createOscillator();
    const volume = sound.createGain();
    tone.type = shape;
    tone.frequency.value = frequency;
    volume.gain.setValueAtTime(LOUDNESS, from);
    volume.gain.exponentialRampToValueAtTime(0.001, from + length);
    tone.connect(volume).connect(sound.destination);
    tone.start(from);
    tone.stop(from + length);
  }
}

export function signal(verdict) {
  const kind = verdict in KINDS ? KINDS[verdict] : "stop";
  if (!kind) return;
  const { tones, shape, buzz } = SIGNALS[kind];
  navigator.vibrate?.(buzz);
  prepare();
  // While it may not sound, tones would only pile up and burst out at the first touch.
  if (sound?.state === "running") play(tones, shape);
}

// What the studio plays where the server would speak the digits: three tones.
const RATE = 8000;
const TONES_HZ = [440, 554, 659];
const TONE_SECONDS = 0.25;

/** A WAV file (8 bit, mono). */
export function spoken() {
  const length = Math.round(RATE * TONE_SECONDS);
  const samples = TONES_HZ.flatMap((hertz) =>
    Array.from({ length }, (_, at) => 128 + Math.round(60 * Math.sin((2 * Math.PI * hertz * at) / RATE))));
  const head = Buffer.alloc(44);
  head.write("RIFF", 0);
  head.writeUInt32LE(36 + samples.length, 4);
  head.write("WAVEfmt ", 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(RATE, 24);
  head.writeUInt32LE(RATE, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write("data", 36);
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, Buffer.from(samples)]);
}

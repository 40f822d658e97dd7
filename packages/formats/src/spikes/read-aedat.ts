import { inputError } from '../input-error.ts';
import type { EventRecord, SpikeRecord } from './spike-record.ts';

const HEADER_BYTES = 28;
const POLARITY_EVENT = 1;
const MS_PER_US = 0.001;
/** Timestamps are 31 bits; an overflow counts how often they began anew. */
const US_PER_OVERFLOW = 2 ** 31;

/** Why others are not read. Readers of version 2 disagree on mirrored axes, and on which polarity is on. */
const OTHER_VERSIONS: Readonly<Record<string, string>> = {
  '1.0': 'Its addresses mean what the chip of one camera makes of them, which the file does not say. ',
  '2.0': 'Its addresses mean what the chip of one camera makes of them, which the file does not say. ',
  '4.0': 'Its packets are FlatBuffers, packed with LZ4 or zstd. ',
};

/** True for the line that every AEDAT file begins with. */
export function isAedat(bytes: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(bytes.subarray(0, 9)).startsWith('#!AER-DAT');
}

/** An event camera's record: what the population has to be to take it. */
export interface CameraRecord extends EventRecord {
  /** x, y and polarity of each event. */
  readonly x: Uint16Array;
  readonly y: Uint16Array;
  readonly on: Uint8Array;
}

/**
 * Polarity events of AEDAT 3.1: packets of events behind a header of text. Which neuron a pixel is, the shape of the
 * population says (`pixelNeurons`). Other events in the file are passed over.
 * **Source** iniVation, "AEDAT 3.1 file format".
 */
export function readAedat(bytes: Uint8Array, name: string): readonly SpikeRecord[] {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 65_536));
  const version = /^#!AER-DAT([\d.]+)/.exec(start)?.[1] ?? 'unknown';
  if (version !== '3.1')
    throw inputError(
      'E1143',
      name,
      `this is AEDAT ${version}; of AEDAT only 3.1 is read.`,
      `${OTHER_VERSIONS[version] ?? ''}Write its events as CSV: neuron,time_us.`,
    );
  const end = start.indexOf('#!END-HEADER');
  if (end < 0) throw damaged(name, 'its header has no end');
  const events: { x: number; y: number; on: number; ms: number }[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = start.indexOf('\n', end) + 1;
  while (at < bytes.length) {
    if (at + HEADER_BYTES > bytes.length) throw damaged(name, 'it ends in the header of a packet');
    const type = view.getUint16(at, true);
    const eventBytes = view.getUint32(at + 4, true);
    const overflow = view.getUint32(at + 12, true);
    const count = view.getUint32(at + 20, true);
    at += HEADER_BYTES;
    const packetEnd = at + eventBytes * count;
    if (packetEnd > bytes.length || (type === POLARITY_EVENT && eventBytes !== 8))
      throw damaged(name, `a packet promises ${count} events of ${eventBytes} bytes`);
    if (type === POLARITY_EVENT) {
      for (; at < packetEnd; at += 8) {
        const data = view.getUint32(at, true);
        if ((data & 1) === 0) continue;
        const us = overflow * US_PER_OVERFLOW + view.getUint32(at + 4, true);
        events.push({
          x: data >>> 17,
          y: (data >>> 2) & 0x7fff,
          on: (data >>> 1) & 1,
          ms: us * MS_PER_US,
        });
      }
    }
    at = packetEnd;
  }
  // A camera's clock runs from when it was switched on.
  const first = events.reduce((least, { ms }) => Math.min(least, ms), Infinity);
  const record: CameraRecord = {
    kind: 'events',
    where: name,
    population: null,
    neuron: new Float64Array(events.length),
    at: Float64Array.from(events, ({ ms }) => ms - first),
    unit: 'ms',
    windowMs: null,
    lines: null,
    x: Uint16Array.from(events, ({ x }) => x),
    y: Uint16Array.from(events, ({ y }) => y),
    on: Uint8Array.from(events, ({ on }) => on),
  };
  return [record];
}

function damaged(name: string, what: string): Error {
  return inputError('E1143', name, `this AEDAT file cannot be read (${what}).`, 'Was it written completely?');
}

import { deserialize, serialize } from 'node:v8';
import type { Listed } from '#shared/matching/index.ts';

/*
 * A list of plain values as bytes, some values in each packet; a value is read when it is asked for. A packet's memory
 * moves to another thread as it is, so nobody ever holds all values over again, and of what was read only the last
 * packet stays. Packets are read as a message would be: what a thread is told by one and by the other is the same.
 *
 * Cost: some 10 µs a person to pack, and as much to read them in order.
 */

/** Packets, all full but the last one. */
export type PackedList = { readonly length: number; readonly packets: readonly Uint8Array<ArrayBuffer>[] };

/** Few enough to read for one, enough for a packet's own cost not to count. */
const valuesInPacket = 16;

/** Packs values. @throws what sending them as a message would throw, such as for a function among them. */
export const packList = (list: Listed<unknown>): PackedList => {
  const { length } = list;
  const packets: Uint8Array<ArrayBuffer>[] = [];
  for (let from = 0; from < length; from += valuesInPacket) {
    const size = Math.min(valuesInPacket, length - from);
    const values = Array.from({ length: size }, (_, i) => list.at(from + i));
    // A copy: what is packed stands in memory that is up to twice as long.
    packets.push(Uint8Array.from(serialize(values)));
  }
  return { length, packets };
};

/** The memory of packed lists, to be moved. */
export const memoryOf = (...lists: readonly PackedList[]): ArrayBuffer[] =>
  lists.flatMap(({ packets }) => packets.map(({ buffer }) => buffer));

/** Reads a packed list; nothing is known of its values but who packed them. */
export const unpackList = <T>({ length, packets }: PackedList): Listed<T> => {
  let last = { packet: -1, values: [] as T[] };
  return {
    length,
    at: (number) => {
      const packet = Math.floor(number / valuesInPacket);
      if (packet !== last.packet) last = { packet, values: deserialize(packets[packet]!) };
      return last.values[number % valuesInPacket];
    },
  };
};

/*
 * A queue of mentors by distance: a binary heap that knows where each mentor sits, so that a distance can fall in
 * O(log n). Equal distances come out in some fixed order; nothing depends on which. Source: Williams, Algorithm 232,
 * 1964.
 */

/** The mentors that a search has reached and not yet settled, nearest first. */
export type DistanceQueue = {
  /** Adds a mentor, or lowers its distance. */
  readonly lower: (mentor: number, distance: number) => void;
  /** Takes out the nearest mentor; −1 if there is none. */
  readonly takeNearest: () => number;
  /** The distance that a mentor was last given since the queue was cleared; infinite if none. */
  readonly distanceOf: (mentor: number) => number;
  /** Makes one that was taken out as if it had never been reached. */
  readonly forget: (mentor: number) => void;
  readonly clear: () => void;
};

/** An empty queue for mentors 0 to `mentors − 1`. */
export const createDistanceQueue = (mentors: number): DistanceQueue => {
  const heap = new Int32Array(mentors);
  const place = new Int32Array(mentors).fill(-1);
  const distance = new Float64Array(mentors).fill(Number.POSITIVE_INFINITY);
  const touched: number[] = [];
  let size = 0;

  const put = (at: number, mentor: number) => {
    heap[at] = mentor;
    place[mentor] = at;
  };
  const rise = (from: number, mentor: number) => {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (distance[heap[parent]!]! <= distance[mentor]!) break;
      put(at, heap[parent]!);
      at = parent;
    }
    put(at, mentor);
  };
  const sink = (mentor: number) => {
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && distance[heap[child + 1]!]! < distance[heap[child]!]!) child += 1;
      if (distance[heap[child]!]! >= distance[mentor]!) break;
      put(at, heap[child]!);
      at = child;
    }
    put(at, mentor);
  };

  return {
    lower: (mentor, to) => {
      if (distance[mentor] === Number.POSITIVE_INFINITY) touched.push(mentor);
      distance[mentor] = to;
      if (place[mentor]! < 0) {
        size += 1;
        rise(size - 1, mentor);
      } else rise(place[mentor]!, mentor);
    },
    takeNearest: () => {
      if (size === 0) return -1;
      const nearest = heap[0]!;
      place[nearest] = -1;
      size -= 1;
      if (size > 0) sink(heap[size]!);
      return nearest;
    },
    distanceOf: (mentor) => distance[mentor]!,
    forget: (mentor) => {
      distance[mentor] = Number.POSITIVE_INFINITY;
    },
    clear: () => {
      for (const mentor of touched) {
        distance[mentor] = Number.POSITIVE_INFINITY;
        place[mentor] = -1;
      }
      touched.length = 0;
      size = 0;
    },
  };
};

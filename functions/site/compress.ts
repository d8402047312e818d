import { gzipSync } from 'node:zlib';

/** What a function answers an HTTP API with (payload format 2.0), as far as it is looked at here. */
export type HttpAnswer = {
  readonly statusCode: number;
  readonly body: string;
  readonly isBase64Encoded: boolean;
  readonly headers?: Readonly<Record<string, string>>;
};

/** Shorter texts fit into one packet as they are. */
const shortestBytes = 1_024;

const isText = (type: string | undefined): boolean =>
  type !== undefined && /^(text\/|application\/(problem\+)?json\b)/.test(type);

/** Whether `gzip` is among the encodings of an `Accept-Encoding`, and not refused there (`q=0`). */
const takesGzip = (accepted: string): boolean =>
  accepted.split(',').some((each) => /^\s*gzip\s*(;\s*q\s*=\s*(?!0(\.0*)?\s*$)|$)/i.test(each));

/**
 * Compresses a text for whoever can read it. It is all there already, and has to become base64 for Lambda: a stream
 * through web streams and back would take longer than the compressing itself.
 */
export const compressAnswer = <A extends HttpAnswer>(answer: A, accepted: string): A => {
  const { body, isBase64Encoded } = answer;
  const { 'content-length': _, ...headers } = answer.headers ?? {};
  if (isBase64Encoded || !isText(headers['content-type']) || body.length < shortestBytes) return answer;
  const varied = { ...headers, vary: 'accept-encoding' };
  if (!takesGzip(accepted)) return { ...answer, headers: varied };
  return {
    ...answer,
    headers: { ...varied, 'content-encoding': 'gzip' },
    body: gzipSync(body).toString('base64'),
    isBase64Encoded: true,
  };
};

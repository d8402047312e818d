import { readFileSync } from 'node:fs';
import { PutObjectCommand, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import type { FileStore } from './site-files.ts';

/** The bucket of the built files. */
export const createBucket = (name: string, region: string): FileStore => {
  const client = new S3Client({ region });
  return {
    list: async () => {
      const found = new Map<string, string>();
      for await (const page of paginateListObjectsV2({ client }, { Bucket: name }))
        for (const { Key, ETag } of page.Contents ?? [])
          if (Key && ETag) found.set(Key, ETag.replaceAll('"', ''));
      return found;
    },
    put: async ({ key, path, contentType, cacheControl }) => {
      await client.send(
        new PutObjectCommand({
          Bucket: name,
          Key: key,
          Body: readFileSync(path),
          ContentType: contentType,
          CacheControl: cacheControl,
        }),
      );
    },
  };
};

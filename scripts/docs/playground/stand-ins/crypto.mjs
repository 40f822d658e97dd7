/** `createHash` of `node:crypto`: SHA-256 is the one that is asked for. */
import { sha256 } from '@noble/hashes/sha2.js';

export function createHash(algorithm) {
  if (algorithm !== 'sha256') throw new Error(`no hash ${algorithm} here`);
  return wrapped(sha256.create());
}

function wrapped(hash) {
  return {
    update(data) {
      hash.update(typeof data === 'string' ? new TextEncoder().encode(data) : data);
      return this;
    },
    copy: () => wrapped(hash.clone()),
    digest(form) {
      const bytes = hash.digest();
      if (form === 'base64') return btoa(String.fromCharCode(...bytes));
      return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
    },
  };
}

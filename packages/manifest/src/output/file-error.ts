import { ManifestError } from '../manifest-error.ts';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space left on the disk',
  EDQUOT: 'the disk quota is used up',
  EISDIR: 'it is a directory',
  ENOTDIR: 'a part of the path is not a folder',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'its symbolic links lead in a circle',
  EBADF: 'that descriptor is not open',
  EPIPE: 'nobody reads it any more',
  ERR_STRING_TOO_LONG: 'the file is too large',
  ERR_FS_FILE_TOO_LARGE: 'the file is too large',
};

/** A fault of the disk or of a path, in words. @param what `cannot be read`, `cannot be written`. */
export function fileError(path: string, what: string, error: unknown): ManifestError {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const reason = REASONS[code] ?? (error instanceof Error ? error.message : String(error));
  return refusal(path, `${what}: ${reason}`, error);
}

/** A path that may not be used so. */
export function refusal(path: string, message: string, cause?: unknown): ManifestError {
  return new ManifestError(path, [{ path: '', kind: 'form', message }], cause === undefined ? {} : { cause });
}

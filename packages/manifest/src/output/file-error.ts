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

/** A fault of the disk or of a path, in words. */
export function fileError(
  path: string,
  what: 'cannot be read' | 'cannot be written',
  error: unknown,
): ManifestError {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const reason = REASONS[code] ?? (error instanceof Error ? error.message : String(error));
  const kind = what === 'cannot be read' ? 'form' : 'output';
  return new ManifestError(path, [{ path: '', kind, message: `${what}: ${reason}` }], { cause: error });
}

/** A path that may not be written to. */
export function refusal(path: string, message: string): ManifestError {
  return new ManifestError(path, [{ path: '', kind: 'output', message }]);
}

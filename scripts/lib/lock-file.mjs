/** @typedef {{ dev?: boolean, optionalDependencies?: Record<string, string> }} LockEntry */

/**
 * The optional dependencies that packages of a lock file name and the lock file does not hold: `npm ci` refuses such a file.
 * @param {Record<string, LockEntry>} packages the lock file's `packages`
 */
export function findMissingOptional(packages) {
  return Object.entries(packages).flatMap(([path, { dev, optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !isFound(packages, path, name))
      .map(([name, version]) => ({ name, version, isForDevelopment: dev === true })),
  );
}

/** Looks where Node would: beside the package, then in every folder above. @param {Record<string, LockEntry>} packages @param {string} path @param {string} name */
function isFound(packages, path, name) {
  for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
    if (packages[`${at === '' ? '' : `${at}/`}node_modules/${name}`] !== undefined) return true;
    if (at === '') return false;
  }
}

import { spawnSync } from 'node:child_process'

/**
 * Whether a test may mount a small disk of its own, to fill it: root may, but not in most containers. Whoever runs all
 * tests may without being root, in a name space of their own (`resources/setup/test.mjs`).
 */
export const mayMountDisks: boolean = process.platform === 'linux' && mounted()

function mounted(): boolean {
  const tried = 'd=$(mktemp -d) && mount -t tmpfs tmpfs "$d" && umount "$d"; s=$?; rmdir "$d"; exit $s'
  return spawnSync('sh', ['-c', tried], { stdio: 'ignore' }).status === 0
}

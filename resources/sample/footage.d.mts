/** Lays out the sample recordings of yesterday under a folder. */
export function layOutSample(
  outDir: string,
): Promise<{ camera: string; path: string; startsAt: string; seconds: number }[]>
/** Path of the cached sample clip. */
export function vtestPath(): Promise<string>

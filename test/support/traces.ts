/**
 * What bytes show of a film in the clear: boxes that begin as they always do, the names of those who wrote it. A name of
 * four letters alone is no trace: in sealed film each comes up by chance, once in four gigabytes.
 */
const TRACES =
  /ftypis|moov[^]{4}mvhd|moof[^]{4}mfhd|hdlr[^]{8}(?:vide|soun)|x264 - core|Lavf\d\d\.|SQLite format 3/g

/** Traces of films, and of a database, that can be read in the bytes. */
export function tracesIn(bytes: Buffer): string[] {
  return bytes.toString('latin1').match(TRACES) ?? []
}

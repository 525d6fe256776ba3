/** The verifier's page, one HTML file with all its script and style in it, made from the sources in `dir`. */
export function verifierHtml(dir: string): Promise<string>

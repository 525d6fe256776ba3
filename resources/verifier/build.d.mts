/** The verifier's page: one HTML file with all its script and style in it. */
export function verifierHtml(): Promise<string>

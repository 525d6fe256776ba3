import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { protocol, type Session } from 'electron'

/** The page's own origin. */
export const ORIGIN = 'app://station'

/** What a page may load, and nothing else: its own files, footage of the open viewing. No network, no inline script. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data: blob:",
  'media-src footage: blob:',
  "connect-src 'self' footage:",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

/** Nobody frames a page; the station's own window frames a paper that is looked at before it prints. */
const FRAMED_BY = { page: "'none'", paper: "'self'" } as const

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
}

/** Must be called before the app is ready. */
export function declareProtocols(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, stream: true, corsEnabled: true }
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { ...privileges, codeCache: true } },
    { scheme: 'footage', privileges },
  ])
}

/** What a page asks of `footage://viewing/<viewingId>/<recordingId>[?from=<µs>]`. */
export interface FootageAsked {
  viewingId: string
  recordingId: string
  /** Where a converted stream should begin, µs of the recording. */
  fromUs: number | undefined
  range: string | undefined
  signal: AbortSignal
}

export interface FootageAnswer {
  status: number
  headers: Record<string, string>
  body: ReadableStream<Uint8Array> | null
}

/**
 * `app://station/…` serves the built page from one folder; `app://station/paper-<id>` a sheet to print;
 * `footage://viewing/…` what an open viewing allows. Everything else is not found, and the network is shut.
 */
export function serveProtocols(
  session: Session,
  pageDir: string,
  paperOf: (id: string) => string | undefined,
  footage: (asked: FootageAsked) => Promise<FootageAnswer>,
): void {
  session.protocol.handle('app', async ({ url }) => {
    const { host, pathname } = new URL(url)
    if (host !== 'station') return notFound()
    // Beside the page and not below it: what the sheet loads is named relative to there.
    const paper = /^\/paper-([\w-]+)$/.exec(pathname)?.[1]
    if (paper !== undefined) {
      const sheet = paperOf(paper)
      return sheet === undefined ? notFound() : answer(sheet, '.html', 'paper')
    }
    const path = normalize(join(pageDir, pathname === '/' ? 'index.html' : decodeURIComponent(pathname)))
    if (!path.startsWith(pageDir + sep)) return notFound()
    try {
      return answer(new Uint8Array(await readFile(path)), extname(path))
    } catch {
      return notFound()
    }
  })

  session.protocol.handle('footage', async (request) => {
    const { host, pathname, searchParams } = new URL(request.url)
    const [, viewingId, recordingId, rest] = pathname.split('/')
    if (host !== 'viewing' || viewingId === undefined || recordingId === undefined || rest !== undefined)
      return notFound()
    const from = searchParams.get('from')
    const { status, headers, body } = await footage({
      viewingId,
      recordingId,
      fromUs: from !== null && /^\d{1,15}$/.test(from) ? Number(from) : undefined,
      range: request.headers.get('range') ?? undefined,
      signal: request.signal,
    })
    const shared = { 'cache-control': 'no-store', 'access-control-allow-origin': ORIGIN }
    return new Response(body, {
      status,
      headers: { ...headers, ...shared, 'access-control-expose-headers': 'x-start-us' },
    })
  })

  session.webRequest.onBeforeRequest(({ url }, reply) => {
    reply({ cancel: !/^(app|footage|blob|data|devtools):/.test(url) })
  })
  session.setPermissionRequestHandler((_contents, _permission, reply) => reply(false))
  session.setPermissionCheckHandler(() => false)
}

function answer(
  body: string | Uint8Array<ArrayBuffer>,
  extension: string,
  what: keyof typeof FRAMED_BY = 'page',
): Response {
  return new Response(body, {
    headers: {
      'content-type': TYPES[extension] ?? 'application/octet-stream',
      'content-security-policy': `${POLICY}; frame-ancestors ${FRAMED_BY[what]}`,
      'x-content-type-options': 'nosniff',
    },
  })
}

function notFound(): Response {
  return new Response(null, { status: 404 })
}

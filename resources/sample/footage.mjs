// `node resources/sample/footage.mjs <folder>`: real CCTV footage as a recorder would have laid it out yesterday.
// The clip is OpenCV's vtest.avi (PETS 2009 S2.L1, view 001: a car park with people walking, 768×576, 10 fps,
// 79.5 s), fetched with Debian's own client and never part of this repository.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { cacheDir, digestOf, inNewFolder, putInPlace } from '../setup/places.mjs'
import { runScript, SetupFailure, step } from '../setup/report.mjs'

const clip = {
  inPackage: './usr/share/doc/opencv-doc/examples/data/vtest.avi',
  sha256: '45cddc9490be69345cbdab64ca583be65987e864ca408038e648db99e10516cf',
}
const h264 = [
  '-c:v',
  'libx264',
  '-preset',
  'veryfast',
  '-crf',
  '20',
  '-bf',
  '0',
  '-g',
  '20',
  '-sc_threshold',
  '0',
]
const hevc = ['-c:v', 'libx265', '-preset', 'veryfast', '-crf', '23', '-tag:v', 'hvc1']
const hevcKeys = ['-x265-params', 'log-level=error:keyint=20:min-keyint=20:scenecut=0:bframes=0']

// Each camera sees a part of the picture, at its own time of the day. `from` and `length` are seconds of the clip,
// `at` the wall clock in Seoul. cam02 has a gap of 20 s, cam01's second segment a sound track.
const cameras = [
  {
    name: 'cam01',
    filter: 'null',
    codec: 'h264',
    encode: h264,
    ending: 'mp4',
    segments: [
      { at: '14:00:00', from: 0, length: 27 },
      { at: '14:00:27', from: 27, length: 26, sound: true },
      { at: '14:00:53', from: 53, length: 26.5 },
    ],
  },
  {
    name: 'cam02',
    filter: 'crop=512:432:256:96',
    codec: 'hevc',
    encode: [...hevc, ...hevcKeys],
    ending: 'mp4',
    segments: [
      { at: '14:02:00', from: 0, length: 30 },
      { at: '14:02:50', from: 50, length: 29.5 },
    ],
  },
  {
    name: 'cam03',
    filter: 'crop=480:384:0:192,hflip',
    codec: 'h264',
    encode: h264,
    ending: 'ts',
    segments: [
      { at: '14:10:00', from: 10, length: 30 },
      { at: '14:10:30', from: 40, length: 30 },
    ],
  },
]

/**
 * Lays out `<camera>/<YYYYMMDD_HHMMSS>.<mp4|ts>` for yesterday in Seoul under `outDir`. Nothing else in the folder
 * is touched. The encoded segments are kept in the cache, for only their names depend on the day.
 * @param {string} outDir
 * @returns {Promise<{camera: string, path: string, startsAt: string, seconds: number, codec: string, sound: boolean,
 *   sizeBytes: number}[]>} the segments in order; `startsAt` is RFC 3339 with Seoul's offset
 * @throws SetupFailure when the clip cannot be fetched or ffmpeg fails
 */
export async function layOutSample(outDir) {
  const encodedDir = await encodeSegments()
  const day = new Date(Date.now() + (9 - 24) * 3_600_000).toISOString().slice(0, 10)
  const laid = []
  for (const camera of cameras) {
    fs.mkdirSync(path.join(outDir, camera.name), { recursive: true })
    for (const segment of camera.segments) {
      const name = `${day.replaceAll('-', '')}_${segment.at.replaceAll(':', '')}.${camera.ending}`
      const segmentPath = path.join(outDir, camera.name, name)
      const aside = `${segmentPath}.${process.pid}.new`
      fs.copyFileSync(path.join(encodedDir, encodedName(camera, segment)), aside)
      const startsAt = `${day}T${segment.at}+09:00`
      // A recorder's file was last written when the segment ended.
      const endedAt = new Date(Date.parse(startsAt) + segment.length * 1000)
      fs.utimesSync(aside, endedAt, endedAt)
      fs.renameSync(aside, segmentPath)
      laid.push({
        camera: camera.name,
        path: segmentPath,
        startsAt,
        seconds: segment.length,
        codec: camera.codec,
        sound: segment.sound ?? false,
        sizeBytes: fs.statSync(segmentPath).size,
      })
    }
  }
  return laid
}

const encodedName = (camera, segment) => `${camera.name}_${segment.at.replaceAll(':', '')}.${camera.ending}`

async function encodeSegments() {
  const dir = path.join(cacheDir, `segments-${digestOf(clip, cameras)}`)
  if (fs.existsSync(dir)) return dir
  const clipPath = await vtestPath()
  await step('encoding the sample segments', () =>
    inNewFolder(async (newDir) => {
      const made = path.join(newDir, 'segments')
      fs.mkdirSync(made)
      for (const camera of cameras) {
        for (const segment of camera.segments) encode(clipPath, camera, segment, made)
      }
      putInPlace(made, dir)
    }),
  )
  return dir
}

function encode(clipPath, camera, segment, dir) {
  const frames = Math.round(segment.length * 10)
  const first = Math.round(segment.from * 10)
  const picture = `trim=start_frame=${first}:end_frame=${first + frames},setpts=PTS-STARTPTS,${camera.filter}`
  const sine = ['-f', 'lavfi', '-i', `sine=frequency=440:sample_rate=16000:duration=${segment.length}`]
  const args = ['-hide_banner', '-loglevel', 'error', '-nostdin', '-i', clipPath].concat(
    segment.sound ? sine : [],
    ['-vf', picture, '-pix_fmt', 'yuv420p', '-map', '0:v'],
    camera.encode,
    segment.sound ? ['-map', '1:a', '-c:a', 'aac', '-b:a', '32k'] : [],
    path.join(dir, encodedName(camera, segment)),
  )
  const { status } = spawnSync(process.env.VIEWING_STATION_FFMPEG ?? 'ffmpeg', args, {
    stdio: ['ignore', 2, 2],
  })
  if (status === 0) return
  throw new SetupFailure(
    'ffmpeg으로 예시 영상을 만들지 못했습니다. 설치하십시오: sudo apt-get install -y ffmpeg',
    'ffmpeg could not make the sample footage. Install it: sudo apt-get install -y ffmpeg',
  )
}

/**
 * The clip itself, fetched once (95 MB to download, 8 MB kept) and checked against its pinned hash.
 * @returns {Promise<string>} its path in the cache
 * @throws SetupFailure when Debian's archive cannot be reached or holds another clip
 */
export async function vtestPath() {
  const clipPath = path.join(cacheDir, `vtest-${clip.sha256.slice(0, 12)}.avi`)
  if (!fs.existsSync(clipPath)) {
    await step("sample clip from Debian's opencv-doc (95 MB)", () =>
      inNewFolder(async (dir) => {
        const made = unpackClip(dir)
        if (createHash('sha256').update(fs.readFileSync(made)).digest('hex') !== clip.sha256) throw noClip()
        putInPlace(made, clipPath)
      }),
    )
  }
  return clipPath
}

function unpackClip(dir) {
  const download = () =>
    spawnSync('apt-get', ['download', '-q', 'opencv-doc'], { cwd: dir, stdio: ['ignore', 2, 2] })
  if (download().status !== 0) {
    spawnSync('apt-get', ['update', '-qq'], { stdio: ['ignore', 2, 2] })
    if (download().status !== 0) throw noClip()
  }
  const archive = fs.readdirSync(dir).find((name) => name.endsWith('.deb'))
  const unpack = 'dpkg-deb --fsys-tarfile "$1" | tar x "$2"'
  const { status } = spawnSync('sh', ['-c', unpack, 'sh', archive, clip.inPackage], {
    cwd: dir,
    stdio: ['ignore', 2, 2],
  })
  if (status !== 0) throw noClip()
  return path.join(dir, clip.inPackage)
}

const noClip = () =>
  new SetupFailure(
    '예시 영상(Debian opencv-doc 패키지의 vtest.avi)을 받을 수 없습니다. 다른 영상 폴더를 지정하십시오: npm run demo -- --footage <폴더>',
    "The sample clip (vtest.avi of Debian's package opencv-doc) cannot be fetched. Name a folder of footage: npm run demo -- --footage <folder>",
  )

if (process.argv[1] === import.meta.filename) {
  await runScript(async () => {
    const [outDir] = process.argv.slice(2)
    if (outDir === undefined) {
      const usage = 'node resources/sample/footage.mjs <folder>'
      throw new SetupFailure(`폴더를 지정하십시오: ${usage}`, `Name a folder: ${usage}`)
    }
    const rows = await layOutSample(path.resolve(outDir))
    console.table(rows.map(({ path: segmentPath, ...row }) => ({ ...row, file: path.basename(segmentPath) })))
  })
}

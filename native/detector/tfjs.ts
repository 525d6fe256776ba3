import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Tensor } from './onnx.ts'

/** One operation of a TensorFlow.js graph model. */
export interface TfNode {
  readonly name: string
  readonly op: string
  readonly input?: readonly string[]
  readonly attr?: Readonly<Record<string, TfAttribute>>
}

interface TfAttribute {
  readonly i?: string | number
  readonly f?: number
  readonly s?: string
  readonly b?: boolean
  readonly list?: { readonly i?: readonly (string | number)[]; readonly s?: readonly string[] }
}

interface TfWeight {
  readonly name: string
  readonly shape: readonly number[]
  readonly dtype: string
  readonly quantization?: { readonly dtype: string }
}

/** A graph model as it lies on disk: nodes by name, and the values of its constants. */
export interface TfModel {
  readonly nodes: ReadonlyMap<string, TfNode>
  readonly weights: ReadonlyMap<string, Tensor>
}

/**
 * Reads a TensorFlow.js graph model (`model.json` and the binary files it names, which lie beside it). Weights may be
 * float32, int32 or float16 widened to float32. Throws when a file is missing, damaged or of another kind.
 */
export async function readTfModel(jsonPath: string): Promise<TfModel> {
  const model = JSON.parse(await readFile(jsonPath, 'utf8')) as {
    modelTopology: { node: TfNode[] }
    weightsManifest: { paths: string[]; weights: TfWeight[] }[]
  }
  const weights = new Map<string, Tensor>()
  for (const group of model.weightsManifest) {
    const files = await Promise.all(group.paths.map((path) => readFile(join(dirname(jsonPath), path))))
    const bytes = Buffer.concat(files)
    let at = 0
    for (const weight of group.weights) {
      const count = weight.shape.reduce((product, length) => product * length, 1)
      const width = weight.quantization === undefined ? 4 : 2
      weights.set(weight.name, {
        shape: weight.shape,
        values: valuesOf(weight, bytes.subarray(at, at + count * width)),
      })
      at += count * width
    }
    if (at !== bytes.length) throw new Error('the weights of the model do not have the length they should')
  }
  return { nodes: new Map(model.modelTopology.node.map((node) => [node.name, node])), weights }
}

function valuesOf(weight: TfWeight, bytes: Buffer): Float32Array | Int32Array {
  const kind = weight.quantization?.dtype ?? weight.dtype
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (kind === 'float16') {
    return Float32Array.from({ length: bytes.length / 2 }, (_, index) =>
      half(view.getUint16(index * 2, true)),
    )
  }
  if (kind === 'float32') {
    return Float32Array.from({ length: bytes.length / 4 }, (_, index) => view.getFloat32(index * 4, true))
  }
  if (kind === 'int32') {
    return Int32Array.from({ length: bytes.length / 4 }, (_, index) => view.getInt32(index * 4, true))
  }
  throw new Error(`weights of kind ${kind} are not read`)
}

/** IEEE 754 binary16. */
function half(bits: number): number {
  const sign = bits >> 15 === 0 ? 1 : -1
  const exponent = (bits >> 10) & 31
  const fraction = bits & 1023
  if (exponent === 0) return sign * fraction * 2 ** -24
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}

/** The whole numbers listed in an attribute, such as strides. Throws when the node has none. */
export function listOf(node: TfNode, attribute: string): number[] {
  const list = node.attr?.[attribute]?.list?.i
  if (list === undefined) throw new Error(`${node.name} has no ${attribute}`)
  return list.map(Number)
}

/** A text attribute, which the file holds in base64. */
export function textOf(node: TfNode, attribute: string): string {
  return fromBase64(node.attr?.[attribute]?.s ?? '')
}

/** The texts listed in an attribute; none where the node does not have it. */
export function textsOf(node: TfNode, attribute: string): string[] {
  return (node.attr?.[attribute]?.list?.s ?? []).map(fromBase64)
}

function fromBase64(text: string): string {
  return Buffer.from(text, 'base64').toString('latin1')
}

import type { Attribute, OnnxGraph, Tensor } from './onnx.ts'
import { listOf, type TfModel, type TfNode, textOf, textsOf } from './tfjs.ts'

/** [1, height, width, channels] to [1, channels, height, width]. */
export const TO_CHANNELS_FIRST = [0, 3, 1, 2]
const TO_CHANNELS_LAST = [0, 2, 3, 1]

/** Where the picture enters a graph, and for which size the graph was exported. */
export interface Entry {
  /** The TensorFlow node whose value the picture takes. */
  readonly node: string
  /** The ONNX name of the picture. */
  readonly picture: string
  /** The side of the square picture for which the resize targets of the graph are given. */
  readonly exportedSide: number
}

/** Operations on each element by itself that are called the same in both. */
const ALIKE = new Set(['Add', 'LeakyRelu', 'Mul', 'Neg', 'Relu', 'Sigmoid', 'Sub'])

/**
 * Carries a TensorFlow graph over into an ONNX one, node by node, from the values asked for back to the picture. Only the
 * operations that the station's networks use are known; anything else throws.
 */
export class Conversion {
  private readonly source: TfModel
  private readonly graph: OnnxGraph
  private readonly exportedSide: number
  /** ONNX name of every TensorFlow value carried over so far. */
  private readonly names = new Map<string, string>()
  /** Picture pixels per cell of each of these values: tells the factor of a resize. */
  private readonly strides = new Map<string, number>()
  /** What an ONNX value is the transpose of, so that two which cancel out are not written at all. */
  private readonly transposed = new Map<string, { from: string; perm: readonly number[] }>()
  private readonly scalars = new Set<string>()

  constructor(source: TfModel, graph: OnnxGraph, { node, picture, exportedSide }: Entry) {
    this.source = source
    this.graph = graph
    this.exportedSide = exportedSide
    this.names.set(node, picture)
    this.strides.set(picture, 1)
  }

  /** The ONNX name of a TensorFlow value, `node` or `node:output`. */
  value(reference: string): string {
    const known = this.names.get(reference)
    if (known !== undefined) return known
    const node = this.source.nodes.get(reference.replace(/:\d+$/, ''))
    if (node === undefined) throw new Error(`the model has no node ${reference}`)
    const constant = this.source.weights.get(node.name)
    const outputs = constant === undefined ? this.carry(node) : [this.constantOf(constant)]
    for (const [index, name] of outputs.entries()) {
      this.names.set(index === 0 ? node.name : `${node.name}:${index}`, name)
    }
    return this.value(reference)
  }

  private constantOf(tensor: Tensor): string {
    const name = this.graph.constant(tensor)
    if (tensor.shape.length === 0) this.scalars.add(name)
    return name
  }

  private constant(node: TfNode, index: number): Tensor {
    const tensor = this.source.weights.get(node.input?.[index] ?? '')
    if (tensor === undefined) throw new Error(`input ${index} of ${node.name} is not a constant`)
    return tensor
  }

  private integers(node: TfNode, index: number): number[] {
    return Array.from(this.constant(node, index).values, Number)
  }

  private carry(node: TfNode): string[] {
    const inputs = node.input ?? []
    const input = (index: number) => this.value(inputs[index] ?? '')
    if (ALIKE.has(node.op)) {
      const attributes =
        node.op === 'LeakyRelu' ? { alpha: { float: node.attr?.['alpha']?.f ?? 0.2 } } : undefined
      return [
        this.each(
          node.op,
          inputs.map((each) => this.value(each)),
          attributes,
        ),
      ]
    }
    switch (node.op) {
      case 'Identity':
        return [input(0)]
      case 'Relu6':
        return [this.each('Clip', [input(0), this.scalar(0), this.scalar(6)])]
      case 'Transpose':
        return [this.transpose(input(0), this.integers(node, 1))]
      case 'ConcatV2':
        return [this.concat(inputs.slice(0, -1), this.integers(node, inputs.length - 1)[0] ?? 0)]
      case 'SplitV': {
        const sizes = this.integers(node, 1)
        const axis = this.integers(node, 2)[0] ?? 0
        return this.graph.split('Split', [input(0), this.graph.integers(sizes)], { axis }, sizes.length)
      }
      // Every reshape of NanoDet lays the cells of one level in a row: [1, channels, h, w] to [1, channels, h × w].
      case 'Reshape':
        return [this.graph.node('Reshape', [input(0), this.graph.integers([0, 0, -1])])]
      case 'Pad':
      case 'PadV2':
        return [this.pad(node, input(0))]
      case 'MaxPool':
        return [this.pool(node, input(0))]
      case 'Mean':
        return [this.mean(node, input(0))]
      case 'Conv2D':
      case '_FusedConv2D':
      case 'DepthwiseConv2dNative':
      case 'FusedDepthwiseConv2dNative':
        return [this.convolution(node, input(0))]
      case 'ResizeBilinear':
        return [this.resize(node, input(0))]
      default:
        throw new Error(`the operation ${node.op} is not carried over`)
    }
  }

  private scalar(value: number): string {
    return this.constantOf({ shape: [], values: Float32Array.of(value) })
  }

  private keepStride(name: string, from: readonly string[], factor = 1): string {
    this.strides.set(name, factor * Math.max(0, ...from.map((each) => this.strides.get(each) ?? 0)))
    return name
  }

  private transpose(from: string, perm: readonly number[]): string {
    const before = this.transposed.get(from)
    if (before !== undefined && perm.every((axis, index) => before.perm[axis] === index)) return before.from
    const name = this.keepStride(this.graph.node('Transpose', [from], { perm }), [from])
    this.transposed.set(name, { from, perm })
    return name
  }

  /** TensorFlow works with channels last here, ONNX only with channels first. */
  private channelsFirst(from: string, operate: (from: string) => string): string {
    return this.transpose(operate(this.transpose(from, TO_CHANNELS_FIRST)), TO_CHANNELS_LAST)
  }

  /** Whether all that is not a single number came from the same transposition: then what is done may be done before it. */
  private areTransposed(inputs: readonly string[]): boolean {
    return inputs.every(
      (name) =>
        this.scalars.has(name) ||
        this.transposed.get(name)?.perm.every((axis, index) => axis === TO_CHANNELS_LAST[index]) === true,
    )
  }

  private before(name: string): string {
    return this.transposed.get(name)?.from ?? name
  }

  /** Done before a transposition rather than after it, so that transpositions meet and cancel out. */
  private each(operation: string, inputs: readonly string[], attributes: Record<string, Attribute> = {}) {
    const early = this.areTransposed(inputs)
    const from = early ? inputs.map((name) => this.before(name)) : inputs
    const name = this.keepStride(this.graph.node(operation, from, attributes), from)
    return early ? this.transpose(name, TO_CHANNELS_LAST) : name
  }

  private concat(references: readonly string[], axis: number): string {
    const inputs = references.map((each) => this.value(each))
    const early = this.areTransposed(inputs)
    const from = early ? inputs.map((name) => this.before(name)) : inputs
    const along = early ? (TO_CHANNELS_LAST[axis] ?? axis) : axis
    const name = this.keepStride(this.graph.node('Concat', from, { axis: along }), from)
    return early ? this.transpose(name, TO_CHANNELS_LAST) : name
  }

  private window(node: TfNode): { strides: number[]; across: number; padding: string } {
    const strides = listOf(node, 'strides').slice(1, 3)
    const padding = textOf(node, 'padding')
    if (padding !== 'VALID' && padding !== 'SAME') {
      throw new Error(`the padding of ${node.name} is not carried over`)
    }
    // TensorFlow puts the odd pixel of a padding at the right and at the bottom.
    return { strides, across: strides[0] ?? 1, padding: padding === 'SAME' ? 'SAME_UPPER' : 'VALID' }
  }

  private pad(node: TfNode, from: string): string {
    const pairs = this.integers(node, 1)
    if (pairs.every((width) => width === 0)) return from
    const even = pairs.filter((_, index) => index % 2 === 0)
    const odd = pairs.filter((_, index) => index % 2 === 1)
    const inputs = [from, this.graph.integers([...even, ...odd])]
    if (node.op === 'PadV2') inputs.push(this.graph.constant({ ...this.constant(node, 2), shape: [] }))
    return this.keepStride(this.graph.node('Pad', inputs, { mode: 'constant' }), [from])
  }

  private pool(node: TfNode, from: string): string {
    const { strides, across, padding } = this.window(node)
    const attributes = { kernel_shape: listOf(node, 'ksize').slice(1, 3), strides, auto_pad: padding }
    return this.channelsFirst(from, (first) =>
      this.keepStride(this.graph.node('MaxPool', [first], attributes), [first], across),
    )
  }

  /** The mean over the whole picture of each channel. */
  private mean(node: TfNode, from: string): string {
    if (this.integers(node, 1).join() !== '1,2' || node.attr?.['keep_dims']?.b !== true) {
      throw new Error(`the mean ${node.name} is not carried over`)
    }
    return this.channelsFirst(from, (first) =>
      this.keepStride(this.graph.node('GlobalAveragePool', [first]), [first]),
    )
  }

  private convolution(node: TfNode, from: string): string {
    const { strides, across, padding } = this.window(node)
    const tensor = this.constant(node, 1)
    const isDepthwise = node.op.includes('Depthwise')
    const group = isDepthwise ? (tensor.shape[2] ?? 1) : 1
    const attributes = { strides, dilations: listOf(node, 'dilations').slice(1, 3), group, auto_pad: padding }
    const kernel = this.graph.constant(isDepthwise ? depthwiseFirst(tensor) : kernelFirst(tensor))
    const then = textsOf(node, 'fused_ops')
    const bias = then[0] === 'BiasAdd' ? [this.graph.constant(this.constant(node, 2))] : []
    return this.channelsFirst(from, (first) => {
      let name = this.graph.node('Conv', [first, kernel, ...bias], attributes)
      for (const operation of then.slice(bias.length)) {
        if (operation !== 'Relu') throw new Error(`${operation} in ${node.name} is not carried over`)
        name = this.graph.node('Relu', [name])
      }
      return this.keepStride(name, [first], across)
    })
  }

  /** The target is given for the exported input; the factor that it stands for is right for every input. */
  private resize(node: TfNode, from: string): string {
    const [rows = 0] = this.integers(node, 1)
    const factor = (this.strides.get(from) ?? 0) / (this.exportedSide / rows)
    if (!(factor > 0) || node.attr?.['align_corners']?.b === true) {
      throw new Error(`the resize ${node.name} is not carried over`)
    }
    const scales = this.graph.constant({ shape: [4], values: Float32Array.of(1, 1, factor, factor) })
    const corner = node.attr?.['half_pixel_centers']?.b === true ? 'half_pixel' : 'asymmetric'
    const how = { mode: 'linear', coordinate_transformation_mode: corner }
    return this.channelsFirst(from, (first) =>
      this.keepStride(this.graph.node('Resize', [first, '', scales], how), [first], 1 / factor),
    )
  }
}

/** A kernel [height, width, in, out] as ONNX wants it: [out, in, height, width]. */
function kernelFirst({ shape, values }: Tensor): Tensor {
  const [height = 0, width = 0, inputs = 0, outputs = 0] = shape
  const turned = new Float32Array(values.length)
  const cells = height * width
  for (let cell = 0; cell < cells; cell++) {
    for (let input = 0; input < inputs; input++) {
      for (let output = 0; output < outputs; output++) {
        turned[(output * inputs + input) * cells + cell] = Number(
          values[(cell * inputs + input) * outputs + output],
        )
      }
    }
  }
  return { shape: [outputs, inputs, height, width], values: turned }
}

/** A kernel [height, width, channels, 1] that works on each channel by itself: [channels, 1, height, width]. */
function depthwiseFirst({ shape, values }: Tensor): Tensor {
  const [height = 0, width = 0, channels = 0, each = 0] = shape
  if (each !== 1) throw new Error('a kernel that multiplies its channels is not carried over')
  return kernelFirst({ shape: [height, width, 1, channels], values })
}

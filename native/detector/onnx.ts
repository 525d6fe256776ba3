/**
 * Writes ONNX model files: just the messages of onnx.proto3 (IR version 8) that a small convolutional network needs.
 * Protocol buffers are a list of (field number, wire type) tags and values: https://protobuf.dev/programming-guides/encoding/
 */

/** A constant of the graph. */
export interface Tensor {
  readonly shape: readonly number[]
  readonly values: Float32Array | Int32Array | BigInt64Array
}

/** An attribute of a node: a whole number, a list of them, a text, or `{ float }`. */
export type Attribute = number | readonly number[] | string | { readonly float: number }

/** Element types of onnx.proto3 that are used here. */
export const FLOAT = 1
export const UINT8 = 2

/** What goes in or comes out of a graph. A named dimension may take any size. */
export interface Port {
  readonly name: string
  readonly element: number
  readonly shape: readonly (number | string)[]
}

class Message {
  private readonly parts: Uint8Array[] = []

  private varint(value: number): void {
    const bytes: number[] = []
    // Negative numbers are sent as their 64-bit two's complement.
    let rest = BigInt.asUintN(64, BigInt(value))
    for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128)
    bytes.push(Number(rest))
    this.parts.push(Uint8Array.from(bytes))
  }

  int(field: number, value: number): this {
    this.varint(field << 3)
    this.varint(value)
    return this
  }

  float(field: number, value: number): this {
    this.varint((field << 3) | 5)
    const bytes = new Uint8Array(4)
    new DataView(bytes.buffer).setFloat32(0, value, true)
    this.parts.push(bytes)
    return this
  }

  bytes(field: number, value: Uint8Array): this {
    this.varint((field << 3) | 2)
    this.varint(value.length)
    this.parts.push(value)
    return this
  }

  text(field: number, value: string): this {
    return this.bytes(field, new TextEncoder().encode(value))
  }

  message(field: number, value: Message): this {
    return this.bytes(field, value.finish())
  }

  finish(): Uint8Array {
    return Buffer.concat(this.parts)
  }
}

function attributeMessage(name: string, value: Attribute): Message {
  const message = new Message().text(1, name)
  if (typeof value === 'string') return message.bytes(4, new TextEncoder().encode(value)).int(20, 3)
  if (typeof value === 'number') return message.int(3, value).int(20, 2)
  if ('float' in value) return message.float(2, value.float).int(20, 1)
  for (const each of value) message.int(8, each)
  return message.int(20, 7)
}

function tensorMessage(name: string, { shape, values }: Tensor): Message {
  const message = new Message()
  for (const length of shape) message.int(1, length)
  const element = values instanceof Float32Array ? FLOAT : values instanceof Int32Array ? 6 : 7
  message.int(2, element).text(8, name)
  return message.bytes(9, new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
}

function portMessage({ name, element, shape }: Port): Message {
  const lengths = new Message()
  for (const length of shape) {
    const dimension = new Message()
    lengths.message(1, typeof length === 'string' ? dimension.text(2, length) : dimension.int(1, length))
  }
  const type = new Message().int(1, element).message(2, lengths)
  return new Message().text(1, name).message(2, new Message().message(1, type))
}

/** A graph being written: nodes in the order in which they are computed, each output named after its node. */
export class OnnxGraph {
  private readonly nodes: Message[] = []
  private readonly constants: Message[] = []
  private readonly inputs: Message[] = []
  private readonly outputs: Message[] = []
  /** The operations written so far, in order. */
  readonly operations: string[] = []

  /** Declares an input and answers its name. */
  input(port: Port): string {
    this.inputs.push(portMessage(port))
    return port.name
  }

  /** Adds a constant and answers its name. */
  constant(tensor: Tensor): string {
    const name = `c${this.constants.length}`
    this.constants.push(tensorMessage(name, tensor))
    return name
  }

  /** Adds a constant list of 64-bit whole numbers, as shapes and axes are given. */
  integers(values: readonly number[]): string {
    return this.constant({ shape: [values.length], values: BigInt64Array.from(values.map(BigInt)) })
  }

  /** Adds a node with several outputs and answers their names. An empty input name leaves an optional input out. */
  split(
    operation: string,
    inputs: readonly string[],
    attributes: Record<string, Attribute>,
    outputs: number,
  ): string[] {
    const names = Array.from({ length: outputs }, (_, index) => `n${this.nodes.length}_${index}`)
    const node = new Message()
    for (const input of inputs) node.text(1, input)
    for (const name of names) node.text(2, name)
    node.text(4, operation)
    for (const [name, value] of Object.entries(attributes)) node.message(5, attributeMessage(name, value))
    this.nodes.push(node)
    this.operations.push(operation)
    return names
  }

  /** Adds a node with one output and answers its name. */
  node(operation: string, inputs: readonly string[], attributes: Record<string, Attribute> = {}): string {
    return this.split(operation, inputs, attributes, 1)[0] as string
  }

  /** Gives a computed value to the outside under a name of its own. */
  output(value: string, port: Port): void {
    this.nodes.push(new Message().text(1, value).text(2, port.name).text(4, 'Identity'))
    this.outputs.push(portMessage(port))
  }

  /** The model file. Operator set 18: the first in which Resize and Split say their sizes as used here. */
  finish(): Uint8Array {
    const graph = new Message()
    for (const node of this.nodes) graph.message(1, node)
    graph.text(2, 'graph')
    for (const constant of this.constants) graph.message(5, constant)
    for (const input of this.inputs) graph.message(11, input)
    for (const output of this.outputs) graph.message(12, output)
    const operators = new Message().text(1, '').int(2, 18)
    return new Message().int(1, 8).message(7, graph).message(8, operators).finish()
  }
}

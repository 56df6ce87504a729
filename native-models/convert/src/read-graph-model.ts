import '@tensorflow/tfjs-backend-cpu';
import { io } from '@tensorflow/tfjs-core';
import { packageFile, readPinned } from './paths';
import { SOURCE_PACKAGE, type SourceModel } from './sources';

export type ConstantTensor = { shape: number[]; values: Float32Array | Int32Array };

export type GraphNode = {
  name: string;
  op: string;
  /** Names of the nodes this one reads, without `:output` and control marks. */
  inputs: string[];
  attributes: Record<string, Attribute>;
};

type Attribute = {
  s?: string;
  i?: string;
  f?: number;
  b?: boolean;
  list?: { i?: string[]; s?: string[] };
  shape?: { dim: { size: string }[] };
};

/** A TFJS graph model in memory: nodes by name, constants decoded to 32 bits. */
export class GraphModel {
  constructor(
    readonly artifacts: io.ModelArtifacts,
    private readonly nodes: ReadonlyMap<string, GraphNode>,
    private readonly constants: ReadonlyMap<string, ConstantTensor>,
  ) {}

  node(name: string): GraphNode {
    const node = this.nodes.get(name);
    if (!node) throw new Error(`the graph has no node ${name}`);
    return node;
  }

  constant(name: string): ConstantTensor | undefined {
    return this.constants.get(name);
  }

  /** The only placeholder: every model here reads one image. */
  get input(): GraphNode {
    return [...this.nodes.values()].find((node) => node.op === 'Placeholder')!;
  }
}

/** Reads one pinned model out of the installed package. */
export async function readGraphModel(source: SourceModel): Promise<GraphModel> {
  const graphPath = packageFile(SOURCE_PACKAGE.name, `models/${source.stem}.json`);
  const weightsPath = packageFile(SOURCE_PACKAGE.name, `models/${source.stem}.bin`);
  const json = JSON.parse(readPinned(graphPath, source.graphSha256).toString('utf8'));
  const weights = new Uint8Array(readPinned(weightsPath, source.weightsSha256));
  const weightSpecs: io.WeightsManifestEntry[] = json.weightsManifest.flatMap(
    (group: { weights: object[] }) => group.weights,
  );

  const nodes = new Map<string, GraphNode>();
  for (const { name, op, input = [], attr = {} } of json.modelTopology.node) {
    const inputs = input.map((reference: string) => reference.replace(/^\^/, '').replace(/:\d+$/, ''));
    nodes.set(name, { name, op, inputs, attributes: attr });
  }
  const constants = new Map<string, ConstantTensor>();
  const decoded = await io.decodeWeights(weights.buffer, weightSpecs);
  for (const [name, tensor] of Object.entries(decoded)) {
    constants.set(name, { shape: tensor.shape, values: tensor.dataSync() as Float32Array | Int32Array });
    tensor.dispose();
  }
  const artifacts = {
    modelTopology: json.modelTopology,
    signature: json.signature,
    weightSpecs,
    weightData: weights.buffer,
  };
  return new GraphModel(artifacts, nodes, constants);
}

/** A TensorFlow string attribute arrives as base64. */
export function textAttribute(node: GraphNode, key: string): string {
  return decodeBase64(node.attributes[key]?.s ?? '');
}

export function decodeBase64(text: string): string {
  return Buffer.from(text, 'base64').toString('latin1');
}

export function integers(node: GraphNode, key: string): number[] {
  return (node.attributes[key]?.list?.i ?? []).map(Number);
}

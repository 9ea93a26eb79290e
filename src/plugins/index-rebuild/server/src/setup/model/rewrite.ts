import {
  ElementType,
  integerAttribute,
  readModel,
  tensor,
  writeModel,
  type OnnxModel,
  type OnnxNode,
  type OnnxTensor,
} from './onnx-format';
import { quantise, unpackFourBit } from './quantise';

const OPSET = 17;
const MICROSOFT = 'com.microsoft';

type Tensors = Map<string, OnnxTensor>;

const node = (type: string, input: string[], output: string[], more: Partial<OnnxNode> = {}): OnnxNode => ({
  op_type: type,
  name: `${output[0]}/${type}`,
  input,
  output,
  ...more,
});

const castTo = (type: number): Partial<OnnxNode> => ({ attribute: [{ name: 'to', i: type, type: 2 }] });

const found = (tensors: Tensors, name: string): OnnxTensor => {
  const item = tensors.get(name);
  if (!item) throw new Error(`The model has no tensor "${name}".`);
  return item;
};

/** Initialisers by name, with their bytes loaded from the external data file. */
const tensorsOf = (graph: OnnxModel['graph'], external: Uint8Array): Tensors => {
  const tensors: Tensors = new Map();
  for (const item of graph.initializer) {
    const at = Object.fromEntries((item.external_data ?? []).map(({ key, value }) => [key, value]));
    if (item.data_location === 1) {
      const offset = Number(at.offset ?? 0);
      item.raw_data = external.slice(offset, offset + Number(at.length));
      item.external_data = [];
      delete item.data_location;
    }
    tensors.set(item.name, item);
  }
  return tensors;
};

const floats = ({ raw_data: bytes }: OnnxTensor): Float32Array =>
  new Float32Array(Uint8Array.from(bytes).buffer);

/**
 * One matrix product with 4-bit weights becomes one with 8-bit weights and 8-bit activations. The
 * operators are those that onnxruntime fuses into a single integer kernel.
 */
const integerProduct = (four: OnnxNode, tensors: Tensors) => {
  const [input, weightName, scaleName] = four.input;
  const [output] = four.output;
  const rows = integerAttribute(four, 'K');
  const columns = integerAttribute(four, 'N');
  const blockSize = integerAttribute(four, 'block_size');
  const packed = Uint8Array.from(found(tensors, weightName).raw_data);
  const scales4 = floats(found(tensors, scaleName));
  const weights = unpackFourBit(packed, scales4, { rows, columns, blockSize });
  const { values, scales } = quantise(weights, rows, columns, 'column');
  const quantised = [`${input}/int8`, `${input}/scale`, `${input}/zero`];
  return {
    quantiseInput: node('DynamicQuantizeLinear', [input], quantised),
    nodes: [
      node('MatMulInteger', [quantised[0], `${output}/weight`, quantised[2]], [`${output}/sum`]),
      node('Cast', [`${output}/sum`], [`${output}/float`], castTo(ElementType.FLOAT)),
      node('Mul', [quantised[1], `${output}/weight_scale`], [`${output}/scale`]),
      node('Mul', [`${output}/float`, `${output}/scale`], [output]),
    ],
    tensors: [
      tensor(`${output}/weight`, ElementType.INT8, [rows, columns], values),
      tensor(`${output}/weight_scale`, ElementType.FLOAT, [columns], scales),
    ],
    replaced: [weightName, scaleName],
  };
};

/** A look-up in a float table becomes one in an 8-bit table, scaled by the row's own scale. */
const integerLookUp = (gather: OnnxNode, tensors: Tensors) => {
  const [tableName, ids] = gather.input;
  const [output] = gather.output;
  const table = found(tensors, tableName);
  const [rows, columns] = table.dims;
  const { values, scales } = quantise(floats(table), rows, columns, 'row');
  return {
    nodes: [
      node('Gather', [`${tableName}/int8`, ids], [`${output}/int8`]),
      node('Gather', [`${tableName}/scale`, ids], [`${output}/scale`]),
      node('Cast', [`${output}/int8`], [`${output}/float`], castTo(ElementType.FLOAT)),
      node('Mul', [`${output}/float`, `${output}/scale`], [output]),
    ],
    tensors: [
      tensor(`${tableName}/int8`, ElementType.INT8, [rows, columns], values),
      tensor(`${tableName}/scale`, ElementType.FLOAT, [rows, 1], scales),
    ],
    replaced: [tableName],
  };
};

/** Smaller tables are not worth converting. */
const LARGE_TABLE_ROWS = 10_000;

/**
 * The model with 8-bit integer weights, standard operators of opset 17 and all data inside.
 *
 * @param bytes The 4-bit model.
 * @param external Its external data file.
 */
export const rewriteToInt8 = (bytes: Uint8Array, external: Uint8Array): Uint8Array => {
  const model = readModel(bytes);
  const { graph } = model;
  const tensors = tensorsOf(graph, external);
  const quantisedInputs = new Set<string>();
  const nodes: OnnxNode[] = [];
  for (const old of graph.node) {
    const isTable = old.op_type === 'Gather' && (tensors.get(old.input[0])?.dims[0] ?? 0) > LARGE_TABLE_ROWS;
    if (old.op_type === 'MatMulNBits') {
      const product = integerProduct(old, tensors);
      const [input] = old.input;
      // Query, key and value share their input, which is quantised once.
      if (!quantisedInputs.has(input)) nodes.push(product.quantiseInput);
      quantisedInputs.add(input);
      nodes.push(...product.nodes);
      product.replaced.forEach((name) => tensors.delete(name));
      product.tensors.forEach((item) => tensors.set(item.name, item));
    } else if (isTable) {
      const lookUp = integerLookUp(old, tensors);
      nodes.push(...lookUp.nodes);
      lookUp.replaced.forEach((name) => tensors.delete(name));
      lookUp.tensors.forEach((item) => tensors.set(item.name, item));
    } else {
      // Gelu is a standard operator only since opset 20; before that onnxruntime has its own.
      nodes.push(old.op_type === 'Gelu' ? { ...old, domain: MICROSOFT, attribute: [] } : old);
    }
  }
  return writeModel({
    ...model,
    ir_version: 8,
    producer_name: 'index-rebuild',
    opset_import: [
      { domain: '', version: OPSET },
      { domain: MICROSOFT, version: 1 },
    ],
    graph: { ...graph, node: nodes, initializer: [...tensors.values()], value_info: [] },
  });
};

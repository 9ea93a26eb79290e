import protobuf from 'protobufjs';

/*
 * The messages of the ONNX format that the model uses, with the field numbers of the format's
 * definition (onnx.proto, IR version 10). A field that is missing here would be lost on writing.
 */
const MESSAGES = `
syntax = "proto2";
package onnx;
message Entry { optional string key = 1; optional string value = 2; }
message Attribute {
  optional string name = 1; optional float f = 2; optional int64 i = 3; optional bytes s = 4;
  optional Tensor t = 5; repeated float floats = 7; repeated int64 ints = 8;
  repeated bytes strings = 9; optional int32 type = 20;
}
message Node {
  repeated string input = 1; repeated string output = 2; optional string name = 3;
  optional string op_type = 4; repeated Attribute attribute = 5; optional string doc_string = 6;
  optional string domain = 7;
}
message Tensor {
  repeated int64 dims = 1; optional int32 data_type = 2; repeated float float_data = 4;
  repeated int32 int32_data = 5; repeated int64 int64_data = 7; optional string name = 8;
  optional bytes raw_data = 9; repeated Entry external_data = 13; optional int32 data_location = 14;
}
message Dimension { optional int64 dim_value = 1; optional string dim_param = 2; }
message Shape { repeated Dimension dim = 1; }
message TensorType { optional int32 elem_type = 1; optional Shape shape = 2; }
message Type { optional TensorType tensor_type = 1; }
message ValueInfo { optional string name = 1; optional Type type = 2; }
message Graph {
  repeated Node node = 1; optional string name = 2; repeated Tensor initializer = 5;
  repeated ValueInfo input = 11; repeated ValueInfo output = 12; repeated ValueInfo value_info = 13;
}
message OperatorSet { optional string domain = 1; optional int64 version = 2; }
message Model {
  optional int64 ir_version = 1; optional string producer_name = 2; optional Graph graph = 7;
  repeated OperatorSet opset_import = 8;
}`;

const Model = protobuf.parse(MESSAGES, { keepCase: true }).root.lookupType('onnx.Model');

/** Element types of tensors, by the format's numbers. */
export const ElementType = { FLOAT: 1, UINT8: 2, INT8: 3 };

type OnnxAttribute = { name: string; i?: number; type?: number; ints?: number[] };

export type OnnxNode = {
  op_type: string;
  name: string;
  input: string[];
  output: string[];
  attribute?: OnnxAttribute[];
  domain?: string;
};

export type OnnxTensor = {
  name: string;
  dims: number[];
  data_type: number;
  raw_data: Uint8Array;
  external_data?: { key: string; value: string }[];
  /** 1 if the data is in a file of its own. */
  data_location?: number;
};

export type OnnxValue = {
  name: string;
  type: { tensor_type: { elem_type: number; shape: { dim: { dim_value?: number; dim_param?: string }[] } } };
};

export type OnnxModel = {
  ir_version: number;
  producer_name?: string;
  opset_import: { domain: string; version: number }[];
  graph: {
    name?: string;
    node: OnnxNode[];
    initializer: OnnxTensor[];
    input: OnnxValue[];
    output: OnnxValue[];
    value_info?: OnnxValue[];
  };
};

export const readModel = (bytes: Uint8Array): OnnxModel =>
  Model.toObject(Model.decode(bytes), { longs: Number, arrays: true }) as OnnxModel;

export const writeModel = (model: OnnxModel): Uint8Array => Model.encode(Model.fromObject(model)).finish();

export const tensor = (
  name: string,
  elementType: number,
  dims: number[],
  data: Float32Array | Int8Array | Uint8Array
): OnnxTensor => ({
  name,
  data_type: elementType,
  dims,
  raw_data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
});

/** @throws Error when the node has no such attribute. */
export const integerAttribute = ({ name: node, attribute = [] }: OnnxNode, name: string): number => {
  const found = attribute.find((one) => one.name === name)?.i;
  if (found === undefined) throw new Error(`${node} has no attribute ${name}`);
  return found;
};

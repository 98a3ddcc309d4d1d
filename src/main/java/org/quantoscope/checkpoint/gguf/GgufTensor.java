package org.quantoscope.checkpoint.gguf;

import org.quantoscope.tensor.Shape;

/**
 * One entry of the tensor list.
 *
 * @param shape outermost dimension first, the reverse of the file's order
 * @param beginByte where its data begin, counted from the data part
 * @param byteCount without padding
 */
record GgufTensor(String name, Shape shape, GgmlType type, long beginByte, long byteCount) {}

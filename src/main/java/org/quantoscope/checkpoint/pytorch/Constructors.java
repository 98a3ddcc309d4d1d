package org.quantoscope.checkpoint.pytorch;

import org.jspecify.annotations.Nullable;
import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.tensor.DType;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The handful of names that a state dict's pickle may call, and what each call means. */
final class Constructors {
    /** Types of storages, by the class that stands for them. */
    static final Map<String, DType> STORAGES =
            Map.ofEntries(
                    Map.entry("torch.FloatStorage", DType.F32),
                    Map.entry("torch.HalfStorage", DType.F16),
                    Map.entry("torch.BFloat16Storage", DType.BF16),
                    Map.entry("torch.DoubleStorage", DType.F64),
                    Map.entry("torch.LongStorage", DType.I64),
                    Map.entry("torch.IntStorage", DType.I32),
                    Map.entry("torch.ShortStorage", DType.I16),
                    Map.entry("torch.CharStorage", DType.I8),
                    Map.entry("torch.ByteStorage", DType.U8),
                    Map.entry("torch.BoolStorage", DType.BOOL),
                    Map.entry("torch.ComplexFloatStorage", DType.C64));

    /** Bytes whose type stands with the tensors in them. */
    private static final String UNTYPED = "torch.storage.UntypedStorage";

    /** Types of elements, by the object that stands for them beside an untyped storage. */
    private static final Map<String, DType> DTYPES =
            Map.ofEntries(
                    Map.entry("torch.float8_e4m3fn", DType.F8_E4M3),
                    Map.entry("torch.float8_e5m2", DType.F8_E5M2),
                    Map.entry("torch.float8_e4m3fnuz", DType.F8_E4M3FNUZ),
                    Map.entry("torch.float8_e5m2fnuz", DType.F8_E5M2FNUZ),
                    Map.entry("torch.float8_e8m0fnu", DType.F8_E8M0),
                    Map.entry("torch.uint16", DType.U16),
                    Map.entry("torch.uint32", DType.U32),
                    Map.entry("torch.uint64", DType.U64),
                    Map.entry("torch.float32", DType.F32),
                    Map.entry("torch.float16", DType.F16),
                    Map.entry("torch.bfloat16", DType.BF16),
                    Map.entry("torch.float64", DType.F64),
                    Map.entry("torch.int64", DType.I64),
                    Map.entry("torch.int32", DType.I32),
                    Map.entry("torch.int16", DType.I16),
                    Map.entry("torch.int8", DType.I8),
                    Map.entry("torch.uint8", DType.U8),
                    Map.entry("torch.bool", DType.BOOL),
                    Map.entry("torch.complex64", DType.C64));

    private static final String DICT = "collections.OrderedDict";
    private static final String TENSOR = "torch._utils._rebuild_tensor_v2";

    /** Of types for which there is no class of storages; the type follows the hooks. */
    private static final String TYPED_TENSOR = "torch._utils._rebuild_tensor_v3";

    private static final String PARAMETER = "torch._utils._rebuild_parameter";
    private static final String ATTRIBUTED_PARAMETER = "torch._utils._rebuild_parameter_with_state";
    private static final String SIZE = "torch.Size";

    static final Set<String> ALLOWED = allowed();

    private Constructors() {}

    private static Set<String> allowed() {
        Set<String> allowed = new HashSet<>(STORAGES.keySet());
        allowed.addAll(DTYPES.keySet());
        allowed.addAll(
                List.of(
                        UNTYPED,
                        DICT,
                        TENSOR,
                        TYPED_TENSOR,
                        PARAMETER,
                        ATTRIBUTED_PARAMETER,
                        SIZE));
        return Set.copyOf(allowed);
    }

    /** The storage of {@code type}, or empty where that is no class of storages. */
    static Optional<Pickled.Storage> storage(String type, String key, long elements) {
        return type.equals(UNTYPED)
                ? Optional.of(new Pickled.Storage(DType.U8, key, elements, false))
                : Optional.ofNullable(STORAGES.get(type))
                        .map(dtype -> new Pickled.Storage(dtype, key, elements, true));
    }

    /** What calling {@code function} means. */
    static Pickled call(Pickled function, Pickled arguments, PickleMachine machine)
            throws MalformedCheckpointException {
        if (function instanceof Pickled.Global(String name)
                && arguments instanceof Pickled.Tuple(List<Pickled> given)) {
            if (name.equals(DICT) && given.isEmpty()) {
                return new Pickled.Dict();
            }
            if (name.equals(SIZE) && given.size() == 1) {
                return given.getFirst();
            }
            if ((name.equals(PARAMETER) && given.size() == 3
                            || name.equals(ATTRIBUTED_PARAMETER) && given.size() == 4)
                    && given.getFirst() instanceof Pickled.Tensor tensor) {
                return tensor;
            }
            if (name.equals(TENSOR)
                    && given.size() >= 6
                    && given.getFirst() instanceof Pickled.Storage storage
                    && storage.isTyped()) {
                return tensor(storage, given, 6, machine);
            }
            if (name.equals(TYPED_TENSOR)
                    && given.size() >= 7
                    && given.getFirst() instanceof Pickled.Storage storage
                    && !storage.isTyped()
                    && given.get(6) instanceof Pickled.Global(String type)) {
                @Nullable DType dtype = DTYPES.get(type);
                if (dtype != null && storage.elements() % (dtype.bits() / 8) == 0) {
                    long elements = storage.elements() / (dtype.bits() / 8);
                    return tensor(
                            new Pickled.Storage(dtype, storage.key(), elements, true),
                            given,
                            7,
                            machine);
                }
            }
        }
        throw machine.refuse("its pickle calls something in a way that PyTorch does not");
    }

    /**
     * A tensor of the storage, first element, sizes and strides that both functions begin with.
     *
     * @param flags where what is to be done with every element follows, if anything does
     */
    private static Pickled tensor(
            Pickled.Storage storage, List<Pickled> given, int flags, PickleMachine machine)
            throws MalformedCheckpointException {
        if (given.size() > flags
                && given.get(flags) instanceof Pickled.Dict marked
                && !marked.keys().isEmpty()) {
            throw machine.refuse(
                    "its pickle has a tensor that is stored negated or conjugated; save it after"
                            + " resolve_neg() and resolve_conj()");
        }
        if (given.get(1) instanceof Pickled.Whole(long first)
                && given.get(2) instanceof Pickled.Tuple(List<Pickled> sizes)
                && given.get(3) instanceof Pickled.Tuple(List<Pickled> strides)) {
            return new Pickled.Tensor(
                    storage, first, wholes(sizes, machine), wholes(strides, machine));
        }
        throw machine.refuse("its pickle calls something in a way that PyTorch does not");
    }

    private static List<Long> wholes(List<Pickled> values, PickleMachine machine)
            throws MalformedCheckpointException {
        List<Long> wholes = new ArrayList<>();
        for (Pickled value : values) {
            if (!(value instanceof Pickled.Whole(long whole))) {
                throw machine.refuse("its pickle has a size that is no whole number");
            }
            wholes.add(whole);
        }
        return wholes;
    }
}

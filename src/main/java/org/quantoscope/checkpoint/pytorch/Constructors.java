package org.quantoscope.checkpoint.pytorch;

import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.tensor.DType;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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

    private static final String DICT = "collections.OrderedDict";
    private static final String TENSOR = "torch._utils._rebuild_tensor_v2";
    private static final String PARAMETER = "torch._utils._rebuild_parameter";
    private static final String SIZE = "torch.Size";

    static final Set<String> ALLOWED = allowed();

    private Constructors() {}

    private static Set<String> allowed() {
        Set<String> allowed = new HashSet<>(STORAGES.keySet());
        allowed.addAll(List.of(DICT, TENSOR, PARAMETER, SIZE));
        return Set.copyOf(allowed);
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
            if (name.equals(PARAMETER)
                    && given.size() == 3
                    && given.getFirst() instanceof Pickled.Tensor tensor) {
                return tensor;
            }
            if (name.equals(TENSOR)
                    && given.size() >= 6
                    && given.get(0) instanceof Pickled.Storage storage
                    && given.get(1) instanceof Pickled.Whole(long first)
                    && given.get(2) instanceof Pickled.Tuple(List<Pickled> sizes)
                    && given.get(3) instanceof Pickled.Tuple(List<Pickled> strides)) {
                return new Pickled.Tensor(
                        storage, first, wholes(sizes, machine), wholes(strides, machine));
            }
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

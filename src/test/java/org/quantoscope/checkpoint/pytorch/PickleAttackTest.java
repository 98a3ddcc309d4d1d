package org.quantoscope.checkpoint.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.checkpoint.MalformedCheckpointException.Reason;

import java.io.IOException;
import java.nio.file.Path;

/** Pickles that want something executed, or lie about their tensors. */
class PickleAttackTest {
    @TempDir Path folder;

    @Test
    void opensTheHonestFileThatTheLiesAreToldAbout() throws IOException {
        Path file = RawPickle.honest().writeTo(folder.resolve("good.bin"));
        try (Checkpoint opened = new PytorchFormat().open(file)) {
            assertThat(opened.tensors()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "os system",
                "posix system",
                "builtins eval",
                "builtins getattr",
                "subprocess Popen",
                "torch.storage _load_from_bytes",
                "torch load",
                "torch._utils _rebuild_tensor_v2.__globals__",
                "collections OrderedDict.__init__",
                "numpy.core.multiarray _reconstruct"
            })
    void refusesNamesThatNoStateDictNeedsByThoseNames(String name) throws IOException {
        RawPickle pickle = new RawPickle().global(name).text("x").op(0x85, 'R', '.');
        refused(pickle, Reason.BAD_PICKLE).hasMessageContaining(name.replace(' ', '.'));
    }

    @ParameterizedTest
    @CsvSource({
        "torch._utils _rebuild_qtensor, a tensor that PyTorch quantized",
        "torch QInt8Storage, a tensor that PyTorch quantized",
        "torch ComplexDoubleStorage, a tensor of a type",
        "torch complex32, a tensor of a type",
        "torch float4_e2m1fn_x2, a tensor of a type",
        "torch uint4, a tensor of a type",
        "torch._utils _rebuild_sparse_tensor, a sparse tensor",
        "torch._utils _rebuild_meta_tensor_no_storage, without values",
        "torch._tensor _rebuild_from_type_v2, a class of its own",
        "torch.nn.modules.linear Linear, a whole module"
    })
    void refusesWhatHonestFilesMayHaveWithoutCryingAttack(String name, String what)
            throws IOException {
        RawPickle pickle = new RawPickle().op('}').global(name).op('.');
        refused(pickle, Reason.UNSUPPORTED_PICKLE)
                .hasMessageContaining(what)
                .hasMessageContaining(name.replace(' ', '.'))
                .message()
                .doesNotContain("attack");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "torch.nn.modules_ evil",
                "torch.hub load",
                "torch uint8.__class__",
                "torch.QInt8Storage from_file",
                "torch.storage TypedStorage"
            })
    void suspectsNamesThatOnlyLookLikeThose(String name) throws IOException {
        refused(new RawPickle().op('}').global(name).op('.'), Reason.BAD_PICKLE)
                .hasMessageContaining("attack");
    }

    /**
     * Types and functions of the two ways to store a tensor, crosswise, and a type that is none.
     */
    @ParameterizedTest
    @CsvSource({
        "_rebuild_tensor_v2, torch.storage UntypedStorage, torch float8_e5m2",
        "_rebuild_tensor_v3, torch FloatStorage, torch float8_e5m2",
        "_rebuild_tensor_v3, torch.storage UntypedStorage, torch Size",
        "_rebuild_tensor_v3, torch.storage UntypedStorage, torch.storage UntypedStorage"
    })
    void refusesTensorsThatPytorchDoesNotStoreSo(String function, String storage, String type)
            throws IOException {
        RawPickle pickle = new RawPickle().op('}');
        pickle.vector("w", "torch._utils " + function, storage, 6, type, 6);
        refused(pickle.op('.'), Reason.BAD_PICKLE).hasMessageContaining("PyTorch does not");
    }

    @Test
    void refusesBytesThatAreNoWholeElements() throws IOException {
        RawPickle pickle = new RawPickle().op('}');
        String type = "torch uint64";
        pickle.vector(
                "w",
                "torch._utils _rebuild_tensor_v3",
                "torch.storage UntypedStorage",
                23,
                type,
                1);
        refused(pickle.op('.'), Reason.BAD_PICKLE);
    }

    @Test
    void refusesElementsThatLeaveUntypedBytes() throws IOException {
        RawPickle pickle = new RawPickle().op('}');
        String type = "torch uint64";
        pickle.vector(
                "w",
                "torch._utils _rebuild_tensor_v3",
                "torch.storage UntypedStorage",
                24,
                type,
                4);
        refused(pickle.op('.'), Reason.DATA_BEYOND_FILE);
    }

    /** A view of the imaginary part of a conjugate is a float tensor that torch negates on load. */
    @Test
    void refusesATensorThatIsStoredNegated() throws IOException {
        RawPickle pickle = new RawPickle().op('}').text("w");
        pickle.global("torch._utils _rebuild_tensor_v2").op('(');
        pickle.storageOf("torch FloatStorage", 6).whole(0).whole(6).op(0x85).whole(1);
        pickle.op(0x85, 0x89, '}', '}').text("neg").op(0x88, 's', 't', 'R', 's', '.');
        refused(pickle, Reason.BAD_PICKLE).hasMessageContaining("negated");
    }

    @Test
    void countsWhatIsLeftOutOnlySoFar() throws IOException {
        RawPickle pickle = new RawPickle().op('}').text("model").op('}');
        pickle.tensor("w", "torch FloatStorage", 6, 0, 2, 3, 3, 1).op('s').text("loop");
        pickle.op('}', 'q', 9).text("a").op('h', 9, 's').text("b").op('h', 9, 's', 's', '.');
        Path file = pickle.writeTo(folder.resolve("loop.bin"));
        try (Checkpoint opened = new PytorchFormat().open(file)) {
            assertThat(opened.tensors()).hasSize(1);
            assertThat(opened.notes()).isEmpty();
        }
    }

    @Test
    void refusesANameThatIsRefusedEvenWhereItIsNeverCalled() throws IOException {
        RawPickle pickle = new RawPickle().global("os system").op('0', '}', '.');
        refused(pickle, Reason.BAD_PICKLE).hasMessageContaining("os.system");
    }

    /** INST, OBJ, NEWOBJ, NEWOBJ_EX, STACK_GLOBAL, EXT1, PERSID, REDUCE's kin and unknown ones. */
    @ParameterizedTest
    @ValueSource(ints = {'i', 'o', 0x81, 0x92, 0x93, 0x82, 0x83, 0x84, 'P', 'S', 'V', '2', 0xff, 0})
    void refusesInstructionsThatNoStateDictNeeds(int instruction) throws IOException {
        refused(new RawPickle().op(instruction, '.'), Reason.BAD_PICKLE)
                .hasMessageContaining("0x" + Integer.toHexString(instruction));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 5})
    void refusesOtherProtocols(int version) throws IOException {
        refused(new RawPickle().op(0x80, version, '}', '.'), Reason.BAD_PICKLE);
    }

    @ParameterizedTest
    @CsvSource({
        "'R.', takes more than it put down",
        "'.', takes more than it put down",
        "'q\u0001.', takes more than it put down",
        "'t.', mark that is not there",
        "'}(0.', no state dict needs",
        "'h\u0005.', never stored",
        "'}', ends too early",
        "'}X\u0001', ends too early",
        "'cos', ends too early",
        "'K\u0001K\u0002s.', takes more than it put down",
        "']K\u0001K\u0002s.', no dict",
        "'}K\u0001a.', no list",
        "'}(K\u0001u.', no dict",
        "'}(}u.', no dict",
        "']}b.', no dict",
        "'K\u0001Q.', no storage",
        "'))R.', calls something"
    })
    void refusesProgramsThatAreNone(String program, String why) throws IOException {
        RawPickle pickle = new RawPickle();
        program.chars().forEach(pickle::op);
        refused(pickle, Reason.BAD_PICKLE).hasMessageContaining(why);
    }

    @Test
    void refusesATextLongerThanThePickle() throws IOException {
        refused(new RawPickle().op('X', 0xff, 0xff, 0xff, 0x7f, '.'), Reason.BAD_PICKLE);
        refused(new RawPickle().op('X', 0xff, 0xff, 0xff, 0xff, '.'), Reason.BAD_PICKLE);
    }

    @Test
    void refusesNumbersBeyond63Bits() throws IOException {
        RawPickle pickle = new RawPickle().op(0x8a, 200);
        pickle.op(new int[200]);
        refused(pickle.op('.'), Reason.BAD_PICKLE).hasMessageContaining("63 bits");
    }

    @ParameterizedTest
    @CsvSource({
        "7, 0, 2, 3, 3, 1, SIZE_MISMATCH",
        "-1, 0, 2, 3, 3, 1, BAD_PICKLE",
        "6, 1, 2, 3, 3, 1, DATA_BEYOND_FILE",
        "6, -1, 2, 3, 3, 1, DATA_BEYOND_FILE",
        "6, 0, 2, 3, 4, 1, DATA_BEYOND_FILE",
        "6, 0, 3, 3, 3, 1, DATA_BEYOND_FILE",
        "6, 0, 2, 3, -3, 1, BAD_SHAPE",
        "6, 0, -2, 3, 3, 1, BAD_SHAPE",
        "6, 0, 1099511627776, 3, 0, 0, DATA_BEYOND_FILE",
        "6, 0, 4611686018427387904, 3, 3, 1, SIZE_OVERFLOW",
        "6, 0, 2, 3, 9223372036854775807, 9223372036854775807, SIZE_OVERFLOW",
        "6, 9223372036854775807, 2, 3, 3, 1, SIZE_OVERFLOW"
    })
    void refusesTensorsThatLeaveTheirStorage(
            long elements, long first, long rows, long columns, long down, long right, Reason why)
            throws IOException {
        RawPickle pickle = new RawPickle().op('}');
        pickle.tensor("w", "torch FloatStorage", elements, first, rows, columns, down, right);
        refused(pickle.op('.'), why);
    }

    @Test
    void refusesAStorageOfAnotherLength() throws IOException {
        refused(RawPickle.honest().storage(20), Reason.SIZE_MISMATCH);
    }

    @Test
    void refusesAStorageOfATypeThatIsNone() throws IOException {
        RawPickle pickle = new RawPickle().op('}');
        pickle.tensor("w", "torch Size", 6, 0, 2, 3, 3, 1);
        refused(pickle.op('.'), Reason.BAD_PICKLE).hasMessageContaining("no storage");
    }

    @Test
    void refusesADictWithinItself() throws IOException {
        RawPickle pickle = new RawPickle().op('}', 'q', 0).text("a").op('h', 0, 's', '.');
        refused(pickle, Reason.TOO_MANY_TENSORS);
    }

    @Test
    void refusesDictsThatMultiplyEachOther() throws IOException {
        RawPickle pickle = new RawPickle().op('}', 'q', 0);
        for (int level = 1; level < 8; level++) {
            pickle.op('}');
            for (int i = 0; i < 20; i++) {
                pickle.text("k" + i).op('h', level - 1, 's');
            }
            pickle.op('q', level);
        }
        refused(pickle.op('.'), Reason.TOO_MANY_TENSORS);
    }

    @Test
    void refusesANameThatIsThereTwice() throws IOException {
        RawPickle pickle = new RawPickle().op('}');
        pickle.tensor("w", "torch FloatStorage", 6, 0, 2, 3, 3, 1);
        pickle.tensor("w", "torch FloatStorage", 6, 0, 2, 3, 3, 1);
        refused(pickle.op('.'), Reason.DUPLICATE_TENSOR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\u001b[2Jb", "a\nb", "a\u202eb"})
    void refusesNamesThatActOnATerminal(String name) throws IOException {
        RawPickle pickle = new RawPickle().op('}');
        pickle.tensor(name, "torch FloatStorage", 6, 0, 2, 3, 3, 1);
        refused(pickle.op('.'), Reason.BAD_TENSOR_NAME);
    }

    @Test
    void refusesAPickleWithoutTensors() throws IOException {
        refused(new RawPickle().op('}', '.'), Reason.NO_WEIGHTS);
        refused(new RawPickle().op('K', 1, '.'), Reason.BAD_PICKLE);
    }

    private AbstractThrowableAssert<?, MalformedCheckpointException> refused(
            RawPickle pickle, Reason reason) throws IOException {
        return ZipAttackTest.assertRefused(pickle.writeTo(folder.resolve("bad.bin")), reason);
    }

    static MalformedCheckpointException refusalOf(Path file) {
        return catchThrowableOfType(
                MalformedCheckpointException.class, () -> new PytorchFormat().open(file).close());
    }
}

package org.quantoscope.checkpoint.pytorch;

import org.jspecify.annotations.Nullable;
import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.checkpoint.MalformedCheckpointException.Reason;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads the pickle of a state dict by the two dozen instructions that PyTorch needs for one
 * (protocol 2, {@code Lib/pickletools.py}).
 *
 * <p>Nothing is executed: a name is compared with {@link Constructors#ALLOWED}, and one that is not
 * there refuses the file by that name. Time and memory are linear in the pickle's bytes.
 */
final class PickleMachine {
    private final Path file;
    private final PickleBytes in;
    private final List<Pickled> stack = new ArrayList<>();
    private final List<Integer> marks = new ArrayList<>();
    private final Map<Integer, Pickled> memo = new HashMap<>();

    private PickleMachine(Path file, byte[] pickle) {
        this.file = file;
        this.in = new PickleBytes(pickle);
    }

    static Pickled read(Path file, byte[] pickle) throws MalformedCheckpointException {
        PickleMachine machine = new PickleMachine(file, pickle);
        try {
            return machine.run();
        } catch (ArrayIndexOutOfBoundsException e) {
            throw machine.refuse("its pickle ends too early");
        } catch (ArithmeticException e) {
            throw machine.refuse("its pickle has a number beyond 63 bits");
        }
    }

    private Pickled run() throws MalformedCheckpointException {
        while (true) {
            int instruction = in.unsignedByte();
            switch (instruction) {
                case 0x80 -> protocol();
                case '.' -> {
                    return pop();
                }
                case '(' -> marks.add(stack.size());
                case 'c' -> stack.add(global(line(), line()));
                case 'q' -> memo.put(in.unsignedByte(), top());
                case 'r' -> memo.put(in.signedInt(), top());
                case 'h' -> stack.add(remembered(in.unsignedByte()));
                case 'j' -> stack.add(remembered(in.signedInt()));
                case 'X' -> stack.add(text(in.signedInt()));
                case 'K' -> stack.add(new Pickled.Whole(in.unsignedByte()));
                case 'M' -> stack.add(new Pickled.Whole(in.unsignedShort()));
                case 'J' -> stack.add(new Pickled.Whole(in.signedInt()));
                case 0x8a -> stack.add(wide());
                case 'G' -> {
                    in.signedInt();
                    in.signedInt();
                    stack.add(new Pickled.Other());
                }
                case 'N', 0x88, 0x89 -> stack.add(new Pickled.Other());
                case ')' -> stack.add(new Pickled.Tuple(List.of()));
                case 't' -> stack.add(new Pickled.Tuple(popToMark()));
                case 0x85, 0x86, 0x87 -> stack.add(tuple(instruction - 0x84));
                case '}' -> stack.add(new Pickled.Dict());
                case ']' -> stack.add(new Pickled.Items(new ArrayList<>()));
                case 'a' -> append(tuple(1).items());
                case 'e' -> append(popToMark());
                case 's' -> setItems(tuple(2).items());
                case 'u' -> setItems(popToMark());
                case 'b' -> build();
                case 'Q' -> stack.add(storage(pop()));
                case 'R' -> {
                    Pickled arguments = pop();
                    stack.add(Constructors.call(pop(), arguments, this));
                }
                default ->
                        throw refuse(
                                "its pickle has the instruction 0x"
                                        + Integer.toHexString(instruction)
                                        + ", which no state dict needs");
            }
        }
    }

    private void protocol() throws MalformedCheckpointException {
        int version = in.unsignedByte();
        if (version != 2) {
            throw refuse("its pickle has protocol " + version + "; PyTorch writes 2");
        }
    }

    private Pickled.Global global(String module, String name) throws MalformedCheckpointException {
        String whole = module + "." + name;
        if (!Constructors.ALLOWED.contains(whole)) {
            Optional<String> known = UnreadNames.what(whole);
            if (known.isPresent()) {
                throw new MalformedCheckpointException(
                        Reason.UNSUPPORTED_PICKLE,
                        file,
                        OptionalLong.of(in.position()),
                        "",
                        "its pickle has " + known.get());
            }
            throw refuse(
                    "its pickle names "
                            + MalformedCheckpointException.printable(whole)
                            + ", which is not needed for weights; it may be an attack."
                            + " Ask for the model as safetensors");
        }
        return new Pickled.Global(whole);
    }

    private String line() {
        StringBuilder line = new StringBuilder();
        for (char c = (char) in.unsignedByte(); c != '\n'; c = (char) in.unsignedByte()) {
            line.append(c);
        }
        return line.toString();
    }

    private Pickled.Text text(int length) throws MalformedCheckpointException {
        if (length < 0 || length > in.left()) {
            throw refuse("its pickle has a text longer than itself");
        }
        return new Pickled.Text(new String(in.take(length), StandardCharsets.UTF_8));
    }

    /** LONG1: a little-endian two's complement number of up to 255 bytes. */
    private Pickled.Whole wide() {
        int length = in.unsignedByte();
        long value = 0;
        for (int i = 0; i < length; i++) {
            byte next = (byte) in.unsignedByte();
            if (i >= Long.BYTES) {
                throw new ArithmeticException("wide");
            }
            value |= (next & 0xffL) << 8 * i;
            if (i == length - 1 && next < 0 && length < Long.BYTES) {
                value |= -1L << 8 * length;
            }
        }
        return new Pickled.Whole(value);
    }

    private Pickled.Tuple tuple(int count) throws MalformedCheckpointException {
        List<Pickled> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.addFirst(pop());
        }
        return new Pickled.Tuple(List.copyOf(items));
    }

    private void append(List<Pickled> items) throws MalformedCheckpointException {
        if (!(top() instanceof Pickled.Items list)) {
            throw refuse("its pickle appends to what is no list");
        }
        list.items().addAll(items);
    }

    private void setItems(List<Pickled> items) throws MalformedCheckpointException {
        if (!(top() instanceof Pickled.Dict dict) || items.size() % 2 != 0) {
            throw refuse("its pickle sets items of what is no dict");
        }
        for (int i = 0; i < items.size(); i += 2) {
            dict.keys().add(items.get(i));
            dict.values().add(items.get(i + 1));
        }
    }

    /** Of an OrderedDict: attributes such as {@code _metadata}, which hold no weights. */
    private void build() throws MalformedCheckpointException {
        pop();
        if (!(top() instanceof Pickled.Dict)) {
            throw refuse("its pickle sets the state of what is no dict");
        }
    }

    /** A persistent id is ('storage', type, key, location, number of elements). */
    private Pickled.Storage storage(Pickled id) throws MalformedCheckpointException {
        if (id instanceof Pickled.Tuple(List<Pickled> parts)
                && parts.size() == 5
                && parts.get(0) instanceof Pickled.Text(String kind)
                && kind.equals("storage")
                && parts.get(1) instanceof Pickled.Global(String type)
                && parts.get(2) instanceof Pickled.Text(String key)
                && parts.get(4) instanceof Pickled.Whole(long elements)) {
            Optional<Pickled.Storage> storage = Constructors.storage(type, key, elements);
            if (storage.isPresent() && elements >= 0) {
                return storage.get();
            }
        }
        throw refuse("its pickle refers to something that is no storage");
    }

    private List<Pickled> popToMark() throws MalformedCheckpointException {
        if (marks.isEmpty() || marks.getLast() > stack.size()) {
            throw refuse("its pickle goes back to a mark that is not there");
        }
        List<Pickled> tail = stack.subList(marks.removeLast(), stack.size());
        List<Pickled> items = List.copyOf(tail);
        tail.clear();
        return items;
    }

    private Pickled remembered(int number) throws MalformedCheckpointException {
        @Nullable Pickled value = memo.get(number);
        if (value == null) {
            throw refuse("its pickle recalls " + number + ", which it never stored");
        }
        return value;
    }

    private Pickled top() throws MalformedCheckpointException {
        if (stack.isEmpty()) {
            throw refuse("its pickle takes more than it put down");
        }
        return stack.getLast();
    }

    private Pickled pop() throws MalformedCheckpointException {
        Pickled top = top();
        stack.removeLast();
        return top;
    }

    MalformedCheckpointException refuse(String what) {
        return new MalformedCheckpointException(
                Reason.BAD_PICKLE, file, OptionalLong.of(in.position()), "", what);
    }
}

package com.billshotel.schedules;

import com.billshotel.local.parts.LabException;
import com.billshotel.schedules.fakes.Jitter;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Copies of the classes under test in which fields are volatile and random delays repeatable. Fray switches threads at locks,
 * waits and volatile fields, but not at others; so without this it would run a method whose lock is missing in one piece.
 */
final class ClassesUnderTest {
    /** A class of each package under test. */
    private static final List<String> PACKAGES = List.of(
            "com/billshotel/reserve/booking/Lane.class", "com/billshotel/server/catalog/SharedHotelReads.class");

    /** Types whose content is state, although the field is final. */
    private static final Set<String> STATEFUL = Set.of("Ljava/util/Map;", "Ljava/util/Deque;", "Ljava/util/List;");

    private final Optional<PlantedFault> fault;
    private final AtomicBoolean planted = new AtomicBoolean();

    /** @param fault to be planted in the copies */
    ClassesUnderTest(Optional<PlantedFault> fault) {
        this.fault = fault;
    }

    /**
     * Writes the copies to a folder, which must come first on the class path.
     *
     * @throws LabException if the method of the fault does not exist, or has no lock
     */
    void writeTo(Path folder) throws IOException {
        for (String sample : PACKAGES) {
            Path container = ClassPath.entryWith(sample);
            if (Files.isDirectory(container)) {
                copy(container, sample, folder);
            } else {
                try (FileSystem jar = FileSystems.newFileSystem(container)) {
                    copy(jar.getPath("/"), sample, folder);
                }
            }
        }
        if (fault.isPresent() && !planted.get()) {
            throw new LabException(fault.get() + " is not a synchronized method under test");
        }
    }

    private void copy(Path root, String sample, Path folder) throws IOException {
        try (Stream<Path> files = Files.list(root.resolve(sample).getParent())) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".class")).toList()) {
                Path copy = folder.resolve(root.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.write(copy, changed(file));
            }
        }
    }

    private byte[] changed(Path file) throws IOException {
        ClassWriter writer = new ClassWriter(0);
        ClassVisitor visitor = new VolatileFields(new Repeatable(writer));
        if (fault.isPresent()
                && file.getFileName().toString().equals(fault.get().className() + ".class")) {
            visitor = fault.get().removingLocks(visitor, () -> planted.set(true));
        }
        new ClassReader(Files.readAllBytes(file)).accept(visitor, 0);
        return writer.toByteArray();
    }

    private static final class VolatileFields extends ClassVisitor {
        private boolean isRecord;

        VolatileFields(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visit(int version, int access, String name, String signature, String parent, String[] interfaces) {
            isRecord = (access & Opcodes.ACC_RECORD) != 0;
            super.visit(version, access, name, signature, parent, interfaces);
        }

        @Override
        public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
            boolean isState = (access & (Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC)) == 0
                    && !isRecord
                    && ((access & Opcodes.ACC_FINAL) == 0 || STATEFUL.contains(descriptor));
            int changed = isState ? access & ~Opcodes.ACC_FINAL | Opcodes.ACC_VOLATILE : access;
            return super.visitField(changed, name, descriptor, signature, value);
        }
    }

    /** Replaces {@link ThreadLocalRandom} by {@link Jitter}, and {@link Thread#join(long)} by {@link VirtualTime#join}. */
    private static final class Repeatable extends ClassVisitor {
        private static final String RANDOM = Type.getInternalName(ThreadLocalRandom.class);
        private static final String JITTER = Type.getInternalName(Jitter.class);
        private static final String THREAD = Type.getInternalName(Thread.class);
        private static final String TIME = Type.getInternalName(VirtualTime.class);

        Repeatable(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            return new MethodVisitor(Opcodes.ASM9, super.visitMethod(access, name, descriptor, signature, exceptions)) {
                @Override
                public void visitMethodInsn(int opcode, String owner, String name, String type, boolean isInterface) {
                    if (owner.equals(THREAD) && name.equals("join") && type.equals("(J)V")) {
                        super.visitMethodInsn(Opcodes.INVOKESTATIC, TIME, name, "(L" + THREAD + ";J)V", false);
                    } else {
                        String changed = owner.equals(RANDOM) ? JITTER : owner;
                        super.visitMethodInsn(opcode, changed, name, type.replace(RANDOM, JITTER), isInterface);
                    }
                }
            };
        }
    }
}

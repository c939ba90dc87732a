package com.billshotel.schedules;

import com.billshotel.local.parts.LabException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * A method without its lock, to show that the scenarios find such a fault. Written as {@code SimpleClassName.method}, for
 * example {@code RetryQueue.split}.
 */
final class PlantedFault {
    private static final String[] PACKAGES = {"com/billshotel/reserve/booking/", "com/billshotel/server/catalog/"};

    private final String method;
    private final String className;
    private boolean hadLock;

    /** @throws LabException if there is no such class */
    PlantedFault(String fault) {
        int dot = fault.lastIndexOf('.');
        method = fault.substring(dot + 1);
        className = find(fault.substring(0, Math.max(0, dot)));
    }

    /**
     * Writes the changed class below the folder, which must come first on the class path.
     *
     * @throws LabException if the method has no lock
     */
    void writeTo(Path folder) throws IOException {
        ClassWriter changed = new ClassWriter(0);
        try (InputStream original = PlantedFault.class.getClassLoader().getResourceAsStream(className)) {
            new ClassReader(original).accept(new WithoutLock(changed), 0);
        }
        if (!hadLock) {
            throw new LabException(method + " is not synchronized");
        }
        Path file = folder.resolve(className);
        Files.createDirectories(file.getParent());
        Files.write(file, changed.toByteArray());
    }

    private static String find(String simpleName) {
        for (String folder : PACKAGES) {
            String name = folder + simpleName + ".class";
            if (PlantedFault.class.getClassLoader().getResource(name) != null) {
                return name;
            }
        }
        throw new LabException("there is no class " + simpleName + " under test");
    }

    private final class WithoutLock extends ClassVisitor {
        WithoutLock(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] throwing) {
            if (!name.equals(method)) {
                return super.visitMethod(access, name, descriptor, signature, throwing);
            }
            hadLock |= (access & Opcodes.ACC_SYNCHRONIZED) != 0;
            MethodVisitor next =
                    super.visitMethod(access & ~Opcodes.ACC_SYNCHRONIZED, name, descriptor, signature, throwing);
            return new MethodVisitor(Opcodes.ASM9, next) {
                @Override
                public void visitInsn(int opcode) {
                    boolean isLock = opcode == Opcodes.MONITORENTER || opcode == Opcodes.MONITOREXIT;
                    hadLock |= isLock;
                    super.visitInsn(isLock ? Opcodes.POP : opcode);
                }
            };
        }
    }
}

package com.billshotel.schedules;

import com.billshotel.local.parts.LabException;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * A method without its lock, to show that the scenarios find such a fault.
 *
 * @param className the simple name of a class under test
 * @param method all methods of this name
 */
record PlantedFault(String className, String method) {
    /** @param text such as {@code RetryQueue.split} */
    static PlantedFault parse(String text) {
        String[] parts = text.split("\\.");
        if (parts.length != 2) {
            throw new LabException(text + " is not the name of a method; expected for example RetryQueue.split");
        }
        return new PlantedFault(parts[0], parts[1]);
    }

    @Override
    public String toString() {
        return className + "." + method;
    }

    /** Copies a class without the locks of the method. */
    ClassVisitor removingLocks(ClassVisitor next, Runnable removed) {
        return new ClassVisitor(Opcodes.ASM9, next) {
            @Override
            public MethodVisitor visitMethod(
                    int access, String name, String descriptor, String signature, String[] exceptions) {
                if (!name.equals(method)) {
                    return super.visitMethod(access, name, descriptor, signature, exceptions);
                }
                if ((access & Opcodes.ACC_SYNCHRONIZED) != 0) {
                    removed.run();
                }
                return removingBlocks(
                        super.visitMethod(access & ~Opcodes.ACC_SYNCHRONIZED, name, descriptor, signature, exceptions),
                        removed);
            }
        };
    }

    private static MethodVisitor removingBlocks(MethodVisitor next, Runnable removed) {
        return new MethodVisitor(Opcodes.ASM9, next) {
            @Override
            public void visitInsn(int opcode) {
                if (opcode == Opcodes.MONITORENTER || opcode == Opcodes.MONITOREXIT) {
                    removed.run();
                    super.visitInsn(Opcodes.POP);
                } else {
                    super.visitInsn(opcode);
                }
            }
        };
    }
}

package com.billshotel.drill;

import static net.bytebuddy.matcher.ElementMatchers.any;
import static net.bytebuddy.matcher.ElementMatchers.named;

import java.util.Arrays;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper.ForDeclaredMethods;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.dynamic.DynamicType.Builder;
import net.bytebuddy.implementation.StubMethod;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.utility.OpenedClassReader;

/** One change of one class's bytecode. */
final class Mutation implements Function<Builder<?>, Builder<?>> {
    private final String type;
    private final String text;
    private final UnaryOperator<Builder<?>> change;
    private boolean applied;

    private Mutation(String type, String text, UnaryOperator<Builder<?>> change) {
        this.type = type;
        this.text = text;
        this.change = change;
    }

    /** Replaces a part of the strings in a class, such as its SQL. */
    static Mutation text(String type, String from, String to) {
        return edit(type, any(), '"' + from + '"', mutation -> new Editor(mutation) {
            @Override
            Object replace(Object constant) {
                return constant instanceof String string ? string.replace(from, to) : constant;
            }
        });
    }

    /** Replaces each occurrence of a number in a method. */
    static Mutation number(String type, String method, Number from, Number to) {
        return edit(type, method(method), method + "'s number " + from, mutation -> new Editor(mutation) {
            @Override
            Object replace(Object constant) {
                return constant.equals(from) ? to : constant;
            }
        });
    }

    /** Replaces each occurrence of an enum constant or another static field in a method; {@code <init>} is the constructor. */
    static Mutation constant(String type, String method, String from, String to) {
        return edit(type, method(method), method + "'s constant " + from, mutation -> new Editor(mutation) {
            @Override
            String replaceField(String name) {
                return name.equals(from) ? to : name;
            }
        });
    }

    /** Has a method call another method of the same signature. */
    static Mutation call(String type, String method, String from, String to) {
        return edit(type, method(method), method + "'s call of " + from, mutation -> new Editor(mutation) {
            @Override
            String replaceMethod(String name) {
                return name.equals(from) ? to : name;
            }
        });
    }

    /** Has a method do nothing and return null, 0 or false. */
    static Mutation skip(String type, String method) {
        return whole(type, method, builder -> builder.method(named(method)).intercept(StubMethod.INSTANCE));
    }

    /** Adds Byte Buddy advice to a method. */
    static Mutation advice(String type, String method, Class<?> advice) {
        return whole(type, method, builder -> builder.visit(Advice.to(advice).on(named(method))));
    }

    private static Mutation whole(String type, String method, UnaryOperator<Builder<?>> change) {
        Mutation mutation = new Mutation(type, method, change);
        mutation.applied = Arrays.stream(load(type).getDeclaredMethods())
                .anyMatch(m -> m.getName().equals(method));
        return mutation;
    }

    private static ElementMatcher<MethodDescription> method(String internalName) {
        return method -> method.getInternalName().equals(internalName);
    }

    private static Class<?> load(String type) {
        try {
            return Class.forName(type, false, Mutation.class.getClassLoader());
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static Mutation edit(
            String type,
            ElementMatcher<? super MethodDescription> where,
            String text,
            Function<Mutation, Editor> editor) {
        Mutation[] mutation = new Mutation[1];
        mutation[0] = new Mutation(
                type,
                text,
                builder -> builder.visit(new ForDeclaredMethods()
                        .invokable(
                                where,
                                (owner, method, visitor, context, pool, writerFlags, readerFlags) ->
                                        editor.apply(mutation[0]).onto(visitor))));
        return mutation[0];
    }

    String type() {
        return type;
    }

    @Override
    public Builder<?> apply(Builder<?> builder) {
        return change.apply(builder);
    }

    /** @throws IllegalStateException if the class has changed and contains no longer what this replaces */
    void requireApplied() {
        if (!applied) {
            throw new IllegalStateException(type + " no longer contains " + text);
        }
    }

    /** Replaces instructions that have the same effect on the stack. */
    private abstract static class Editor extends MethodVisitor {
        private final Mutation mutation;

        Editor(Mutation mutation) {
            super(OpenedClassReader.ASM_API);
            this.mutation = mutation;
        }

        MethodVisitor onto(MethodVisitor next) {
            this.mv = next;
            return this;
        }

        Object replace(Object constant) {
            return constant;
        }

        String replaceField(String name) {
            return name;
        }

        String replaceMethod(String name) {
            return name;
        }

        private <T> T noted(T from, T to) {
            mutation.applied |= !from.equals(to);
            return to;
        }

        @Override
        public void visitLdcInsn(Object value) {
            super.visitLdcInsn(noted(value, replace(value)));
        }

        @Override
        public void visitInsn(int opcode) {
            Object constant = null;
            if (opcode >= Opcodes.ICONST_M1 && opcode <= Opcodes.ICONST_5) {
                constant = opcode - Opcodes.ICONST_0;
            } else if (opcode == Opcodes.LCONST_0 || opcode == Opcodes.LCONST_1) {
                constant = (long) (opcode - Opcodes.LCONST_0);
            }
            if (constant == null || replace(constant).equals(constant)) {
                super.visitInsn(opcode);
            } else {
                visitLdcInsn(constant);
            }
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            String to = opcode == Opcodes.GETSTATIC ? noted(name, replaceField(name)) : name;
            super.visitFieldInsn(opcode, owner, to, descriptor);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            super.visitMethodInsn(opcode, owner, noted(name, replaceMethod(name)), descriptor, isInterface);
        }

        /** String concatenation keeps its constant parts in the arguments of the call site. */
        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            Object[] replaced = arguments.clone();
            for (int i = 0; i < replaced.length; i++) {
                replaced[i] = noted(arguments[i], replace(arguments[i]));
            }
            super.visitInvokeDynamicInsn(name, descriptor, bootstrap, replaced);
        }
    }
}

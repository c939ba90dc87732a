package com.billshotel.drill;

import java.lang.reflect.Constructor;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;

/** Loads its own copies of both services' classes and of the miniature that calls them, and mutates some of these. */
final class MutantLoader extends ClassLoader {
    private static final List<String> COPIED = List.of(
            "com.billshotel.server.",
            "com.billshotel.reserve.",
            Miniature.class.getName(),
            FaultyMiniatures.class.getName());

    private final Map<String, List<Mutation>> mutations;

    MutantLoader(List<Mutation> mutations) {
        super(MutantLoader.class.getClassLoader());
        this.mutations = mutations.stream().collect(Collectors.groupingBy(Mutation::type, Collectors.toList()));
    }

    /** A new miniature of this class that runs the mutated code. */
    ProtocolRun miniature(Class<? extends Miniature> type) throws ReflectiveOperationException {
        Constructor<?> constructor = loadClass(type.getName()).getDeclaredConstructor();
        constructor.setAccessible(true);
        return (ProtocolRun) constructor.newInstance();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (COPIED.stream().noneMatch(name::startsWith)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        byte[] code = mutations.containsKey(name) ? mutated(name) : original(name);
        return defineClass(name, code, 0, code.length);
    }

    private byte[] original(String name) throws ClassNotFoundException {
        try (ClassFileLocator locator = ClassFileLocator.ForClassLoader.of(getParent())) {
            return locator.locate(name).resolve();
        } catch (Exception missing) {
            throw new ClassNotFoundException(name, missing);
        }
    }

    private byte[] mutated(String name) throws ClassNotFoundException {
        DynamicType.Builder<?> builder = new ByteBuddy()
                .redefine(Class.forName(name, false, getParent()), ClassFileLocator.ForClassLoader.of(getParent()));
        for (Function<DynamicType.Builder<?>, DynamicType.Builder<?>> mutation : mutations.get(name)) {
            builder = mutation.apply(builder);
        }
        byte[] code = builder.make().getBytes();
        mutations.get(name).forEach(Mutation::requireApplied);
        return code;
    }
}

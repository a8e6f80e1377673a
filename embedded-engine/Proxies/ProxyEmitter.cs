using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Genesis.Embedded.Calls;
using Orleans.Runtime;

namespace Genesis.Embedded.Proxies;

/// <summary>
/// Makes the reference class of a grain interface at run time: each method builds its call object and hands it to
/// <see cref="CallSender"/>. Once per interface and process.
/// </summary>
internal static class ProxyEmitter
{
    private const string AssemblyName = "Genesis.Embedded.Proxies";

    private static readonly ConcurrentDictionary<Type, Lazy<ProxyType>> Cache = new();
    private static readonly Lock Gate = new();
    private static readonly AssemblyBuilder Assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName(AssemblyName), AssemblyBuilderAccess.Run);
    private static readonly ModuleBuilder Module = Assembly.DefineDynamicModule(AssemblyName);
    private static readonly HashSet<string> Opened = [];
    private static int _number;

    public static ProxyType Get(Type face) => Cache.GetOrAdd(face, static key => new Lazy<ProxyType>(() => Emit(key))).Value;

    private static ProxyType Emit(Type face)
    {
        var methods = InterfaceRules.MethodsOf(face);
        lock (Gate)
        {
            Open(typeof(ProxyEmitter).Assembly);
            Open(face.Assembly);
            var proxy = Module.DefineType($"{face.Name}_Reference_{++_number}", TypeAttributes.NotPublic | TypeAttributes.Sealed, typeof(GrainReference), [face]);
            EmitConstructor(proxy);
            var made = new List<(MethodInfo Method, Type Call)>();
            foreach (var method in methods)
            {
                foreach (var type in method.GetParameters().Select(p => p.ParameterType).Append(method.ReturnType)) OpenAll(type);
                var call = CallEmitter.Emit(Module, ++_number, method);
                EmitMethod(proxy, method, call);
                made.Add((method, call));
            }
            var proxyType = proxy.CreateType();
            return new ProxyType(face, Constructor(proxyType), [.. made.Select(pair => Describe(face, pair.Method, pair.Call))]);
        }
    }

    private static GrainMethod Describe(Type face, MethodInfo method, Type call)
    {
        var create = System.Linq.Expressions.Expression.Lambda<Func<ICall>>(System.Linq.Expressions.Expression.New(call));
        var lazy = new Lazy<Func<ICall>>(create.Compile);
        var described = new GrainMethod(method.DeclaringType!, method, () => lazy.Value()) { CalledThrough = face };
        call.GetField(CallEmitter.MethodField)!.SetValue(null, described);
        return described;
    }

    private static Func<ReferenceShared, IdSpan, GrainReference> Constructor(Type proxyType)
    {
        var signature = new[] { typeof(ReferenceShared), typeof(IdSpan) };
        var maker = new DynamicMethod($"new {proxyType.Name}", typeof(GrainReference), signature, typeof(ProxyEmitter).Module, skipVisibility: true);
        var il = maker.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Newobj, proxyType.GetConstructor(signature)!);
        il.Emit(OpCodes.Ret);
        return maker.CreateDelegate<Func<ReferenceShared, IdSpan, GrainReference>>();
    }

    private static void EmitConstructor(TypeBuilder proxy)
    {
        var signature = new[] { typeof(ReferenceShared), typeof(IdSpan) };
        var parent = typeof(GrainReference).GetConstructor(BindingFlags.Instance | BindingFlags.NonPublic, signature)!;
        var il = proxy.DefineConstructor(MethodAttributes.Public, CallingConventions.HasThis, signature).GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Ldarg_2);
        il.Emit(OpCodes.Call, parent);
        il.Emit(OpCodes.Ret);
    }

    private static void EmitMethod(TypeBuilder proxy, MethodInfo method, Type call)
    {
        var parameters = method.GetParameters();
        var implementation = proxy.DefineMethod(
            $"{method.DeclaringType!.FullName}.{method.Name}",
            MethodAttributes.Private | MethodAttributes.Final | MethodAttributes.HideBySig | MethodAttributes.NewSlot | MethodAttributes.Virtual,
            method.ReturnType,
            Array.ConvertAll(parameters, static p => p.ParameterType));
        var il = implementation.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Newobj, call.GetConstructor(Type.EmptyTypes)!);
        for (var i = 0; i < parameters.Length; i++)
        {
            il.Emit(OpCodes.Dup);
            il.Emit(OpCodes.Ldarg, i + 1);
            if (PassingRule.Of(parameters[i]) != Passing.AsIs)
                il.Emit(OpCodes.Call, typeof(ArgumentCopier<>).MakeGenericType(parameters[i].ParameterType).GetMethod("Copy")!);
            il.Emit(OpCodes.Stfld, call.GetField(CallEmitter.ArgumentField(i))!);
        }
        il.Emit(OpCodes.Call, Sender(method));
        il.Emit(OpCodes.Ret);
        proxy.DefineMethodOverride(implementation, method);
    }

    private static MethodInfo Sender(MethodInfo method)
    {
        var oneWay = method.IsDefined(typeof(Orleans.Concurrency.OneWayAttribute), true);
        var result = method.ReturnType;
        if (result.IsGenericType)
        {
            var name = result.GetGenericTypeDefinition() == typeof(Task<>) ? nameof(CallSender.Send) : nameof(CallSender.SendValue);
            return typeof(CallSender).GetMethod(name)!.MakeGenericMethod(result.GetGenericArguments());
        }
        var plain = result == typeof(void) ? nameof(CallSender.SendOneWay)
            : result == typeof(Task) ? (oneWay ? nameof(CallSender.SendOneWayTask) : nameof(CallSender.SendTask))
            : oneWay ? nameof(CallSender.SendOneWayValueTask) : nameof(CallSender.SendValueTask);
        return typeof(CallSender).GetMethod(plain)!;
    }

    private static void OpenAll(Type type)
    {
        Open(type.Assembly);
        if (type.HasElementType) OpenAll(type.GetElementType()!);
        if (type.IsGenericType)
            foreach (var argument in type.GetGenericArguments()) OpenAll(argument);
    }

    /// <summary>Interfaces and messages may be internal to their assemblies: emitted code is let in.</summary>
    private static void Open(Assembly assembly)
    {
        var name = assembly.GetName().Name!;
        if (!Opened.Add(name)) return;
        var attribute = typeof(IgnoresAccessChecksToAttribute).GetConstructor([typeof(string)])!;
        Assembly.SetCustomAttribute(new CustomAttributeBuilder(attribute, [name]));
    }
}

using System.Reflection;
using System.Reflection.Emit;
using Genesis.Embedded.Calls;
using Genesis.Embedded.Gateway;

namespace Genesis.Embedded.Proxies;

/// <summary>Makes the call class of one method: a field per argument, and how to run, inspect and write them.</summary>
internal static class CallEmitter
{
    public const string MethodField = "Description";

    private const MethodAttributes Override = MethodAttributes.Public | MethodAttributes.Virtual | MethodAttributes.HideBySig;

    public static string ArgumentField(int index) => $"Argument{index}";

    public static Type Emit(ModuleBuilder module, int number, MethodInfo method)
    {
        var parent = ParentOf(method.ReturnType);
        var type = module.DefineType($"{method.DeclaringType!.Name}_{method.Name}_{number}", TypeAttributes.NotPublic | TypeAttributes.Sealed, parent);
        type.DefineDefaultConstructor(MethodAttributes.Public);
        var description = type.DefineField(MethodField, typeof(GrainMethod), FieldAttributes.Public | FieldAttributes.Static);
        var parameters = method.GetParameters();
        var fields = new FieldBuilder[parameters.Length];
        for (var i = 0; i < fields.Length; i++)
            fields[i] = type.DefineField(ArgumentField(i), parameters[i].ParameterType, FieldAttributes.Public);

        EmitGetMethod(type, parent, description);
        EmitSend(type, parent, method, fields);
        EmitGetArgument(type, parent, fields);
        EmitSetArgument(type, parent, fields);
        EmitWrite(type, parent, fields);
        EmitRead(type, parent, fields);
        if (Array.Find(fields, static field => field.FieldType == typeof(CancellationToken)) is { } token) EmitToken(type, parent, token);
        return type.CreateType();
    }

    private static Type ParentOf(Type result)
    {
        if (result == typeof(void)) return typeof(VoidCall);
        if (result == typeof(Task)) return typeof(TaskCall);
        if (result == typeof(ValueTask)) return typeof(ValueTaskCall);
        var definition = result.GetGenericTypeDefinition() == typeof(Task<>) ? typeof(TaskCall<>) : typeof(ValueTaskCall<>);
        return definition.MakeGenericType(result.GetGenericArguments());
    }

    private static void EmitGetMethod(TypeBuilder type, Type parent, FieldBuilder description)
    {
        var il = Overriding(type, parent, "get_Method").GetILGenerator();
        il.Emit(OpCodes.Ldsfld, description);
        il.Emit(OpCodes.Ret);
    }

    private static void EmitSend(TypeBuilder type, Type parent, MethodInfo method, FieldBuilder[] fields)
    {
        var name = method.ReturnType == typeof(void) ? "SendVoid" : method.ReturnType == typeof(ValueTask) ? "SendValue" : "Send";
        var il = Overriding(type, parent, name, MethodAttributes.Family).GetILGenerator();
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Castclass, method.DeclaringType!);
        foreach (var field in fields)
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldfld, field);
        }
        il.Emit(OpCodes.Callvirt, method);
        il.Emit(OpCodes.Ret);
    }

    private static void EmitGetArgument(TypeBuilder type, Type parent, FieldBuilder[] fields)
    {
        var il = Overriding(type, parent, nameof(ICall.GetArgument)).GetILGenerator();
        Switch(il, fields, field =>
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldfld, field);
            if (field.FieldType.IsValueType) il.Emit(OpCodes.Box, field.FieldType);
        });
    }

    private static void EmitSetArgument(TypeBuilder type, Type parent, FieldBuilder[] fields)
    {
        var il = Overriding(type, parent, nameof(ICall.SetArgument)).GetILGenerator();
        Switch(il, fields, field =>
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldarg_2);
            il.Emit(OpCodes.Unbox_Any, field.FieldType);
            il.Emit(OpCodes.Stfld, field);
        });
    }

    private static void Switch(ILGenerator il, FieldBuilder[] fields, Action<FieldBuilder> body)
    {
        var labels = Array.ConvertAll(fields, _ => il.DefineLabel());
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Switch, labels);
        il.Emit(OpCodes.Ldstr, "index");
        il.Emit(OpCodes.Newobj, typeof(ArgumentOutOfRangeException).GetConstructor([typeof(string)])!);
        il.Emit(OpCodes.Throw);
        for (var i = 0; i < fields.Length; i++)
        {
            il.MarkLabel(labels[i]);
            body(fields[i]);
            il.Emit(OpCodes.Ret);
        }
    }

    private static void EmitWrite(TypeBuilder type, Type parent, FieldBuilder[] fields)
    {
        var il = Overriding(type, parent, nameof(ICall.WriteArguments)).GetILGenerator();
        foreach (var field in fields)
        {
            if (field.FieldType == typeof(CancellationToken)) continue;
            il.Emit(OpCodes.Ldarg_1);
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldfld, field);
            il.Emit(OpCodes.Call, Codec(field, nameof(WireCodec<int>.Write)));
        }
        il.Emit(OpCodes.Ret);
    }

    private static void EmitRead(TypeBuilder type, Type parent, FieldBuilder[] fields)
    {
        var il = Overriding(type, parent, nameof(ICall.ReadArguments)).GetILGenerator();
        foreach (var field in fields)
        {
            if (field.FieldType == typeof(CancellationToken)) continue;
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldarg_1);
            il.Emit(OpCodes.Call, Codec(field, nameof(WireCodec<int>.Read)));
            il.Emit(OpCodes.Stfld, field);
        }
        il.Emit(OpCodes.Ret);
    }

    private static void EmitToken(TypeBuilder type, Type parent, FieldBuilder token)
    {
        var get = Overriding(type, parent, "get_Token").GetILGenerator();
        get.Emit(OpCodes.Ldarg_0);
        get.Emit(OpCodes.Ldfld, token);
        get.Emit(OpCodes.Ret);
        var set = Overriding(type, parent, "set_Token").GetILGenerator();
        set.Emit(OpCodes.Ldarg_0);
        set.Emit(OpCodes.Ldarg_1);
        set.Emit(OpCodes.Stfld, token);
        set.Emit(OpCodes.Ret);
    }

    private static MethodInfo Codec(FieldBuilder field, string name) =>
        typeof(WireCodec<>).MakeGenericType(field.FieldType).GetMethod(name)!;

    private static MethodBuilder Overriding(TypeBuilder type, Type parent, string name, MethodAttributes access = MethodAttributes.Public)
    {
        var inherited = parent.GetMethod(name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)!;
        var attributes = (Override & ~MethodAttributes.MemberAccessMask) | access;
        return type.DefineMethod(name, attributes, inherited.ReturnType, Array.ConvertAll(inherited.GetParameters(), static p => p.ParameterType));
    }
}

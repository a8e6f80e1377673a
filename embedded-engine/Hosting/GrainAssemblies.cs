using System.Reflection;
using Genesis.Embedded.Calls;
using Orleans;

namespace Genesis.Embedded.Hosting;

/// <summary>Finds grain classes: in the loaded assemblies and those they refer to, as far as they know this engine.</summary>
internal static class GrainAssemblies
{
    private static readonly string[] Foreign = ["System", "Microsoft", "netstandard", "mscorlib", "xunit", "FSharp", "Newtonsoft"];

    public static IReadOnlyList<Type> FindClasses()
    {
        var found = new List<Type>();
        foreach (var assembly in FindAssemblies())
        {
            var types = TypesOf(assembly);
            CopierRegistry.Scan(assembly, types);
            found.AddRange(types.Where(IsGrainClass));
        }
        return found;
    }

    private static bool IsGrainClass(Type type) =>
        type is { IsClass: true, IsAbstract: false } && typeof(IGrain).IsAssignableFrom(type) && typeof(IGrainBase).IsAssignableFrom(type);

    public static IEnumerable<Assembly> FindAssemblies()
    {
        var engine = typeof(GrainAssemblies).Assembly;
        var seen = new Dictionary<string, Assembly>();
        var open = new Stack<Assembly>(AppDomain.CurrentDomain.GetAssemblies().Where(static assembly => !assembly.IsDynamic && !IsForeign(assembly.GetName())));
        while (open.TryPop(out var assembly))
        {
            if (!seen.TryAdd(assembly.FullName!, assembly)) continue;
            foreach (var name in assembly.GetReferencedAssemblies())
                if (!IsForeign(name) && !seen.ContainsKey(name.FullName) && TryLoad(name) is { } referenced) open.Push(referenced);
        }
        return seen.Values.Where(assembly => assembly != engine && assembly.GetReferencedAssemblies().Any(name => name.Name == engine.GetName().Name));
    }

    private static bool IsForeign(AssemblyName name) => Array.Exists(Foreign, prefix => name.Name!.StartsWith(prefix, StringComparison.Ordinal));

    private static Assembly? TryLoad(AssemblyName name)
    {
        try
        {
            return Assembly.Load(name);
        }
        catch (Exception exception) when (exception is IOException or BadImageFormatException)
        {
            // A reference that is not shipped cannot hold a grain that anyone could use.
            return null;
        }
    }

    public static Type[] TypesOf(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException partly)
        {
            return [.. partly.Types.OfType<Type>()];
        }
    }
}

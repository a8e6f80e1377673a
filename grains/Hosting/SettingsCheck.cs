using System.Collections;
using System.ComponentModel;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace Genesis.Hosting;

/// <summary>
/// Compares a section of the configuration with the class that it is for, before it is bound: names that nothing reads and values that cannot be
/// read are findings. Binding alone would pass over the first and give no rule for the second.
/// </summary>
internal static class SettingsCheck
{
    /// <summary>What is wrong, each with path, value, rule and fix.</summary>
    public static IReadOnlyList<string> Of(IConfigurationSection section, Type type)
    {
        List<string> findings = [];
        Check(section, type, findings);
        return findings;
    }

    private static void Check(IConfigurationSection section, Type type, List<string> findings)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (Leaf.Of(type) is { } leaf) CheckValue(section, leaf, findings);
        else if (ItemOf(type) is { } item) CheckItems(section, item, findings);
        else CheckMembers(section, type, findings);
    }

    private static void CheckValue(IConfigurationSection section, Leaf leaf, List<string> findings)
    {
        var isGroup = section.GetChildren().Any();
        if (!isGroup && (section.Value is null || leaf.Reads(section.Value))) return;
        findings.Add($"{section.Path} is {(isGroup ? "a group of settings" : $"'{section.Value}'")}, but it must be {leaf.Rule}. Write it like {leaf.Example}, or leave it out for the default.");
    }

    private static void CheckItems(IConfigurationSection section, Type item, List<string> findings)
    {
        if (section.Value is { Length: > 0 } value) findings.Add($"{section.Path} is '{value}', but it must be a group of entries. Give it one setting for each entry.");
        foreach (var child in section.GetChildren()) Check(child, item, findings);
    }

    private static void CheckMembers(IConfigurationSection section, Type type, List<string> findings)
    {
        if (section.Value is { Length: > 0 } value) findings.Add($"{section.Path} is '{value}', but it must be a group of settings: {string.Join(", ", Members(type).Select(member => member.Name))}.");
        foreach (var child in section.GetChildren())
        {
            if (Members(type).FirstOrDefault(member => member.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase)) is { } member) Check(child, member.PropertyType, findings);
            else findings.Add(Unknown(child, Members(type).Select(known => known.Name)));
        }
    }

    /// <summary>The sentence about a name that nothing reads.</summary>
    public static string Unknown(IConfigurationSection section, IEnumerable<string> known)
    {
        var names = known.ToArray();
        var nearest = Spelling.Nearest(section.Key, names) is { } near ? $"Did you mean {near}?" : $"Take it out, or use one of: {string.Join(", ", names)}.";
        return $"{section.Path} is {(section.Value is { } value ? $"'{value}'" : "a group of settings")}, but there is no setting of that name. {nearest}";
    }

    private static IEnumerable<PropertyInfo> Members(Type type) =>
        type.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(property => property.CanWrite || Leaf.Of(property.PropertyType) is null);

    private static Type? ItemOf(Type type)
    {
        if (type.IsArray) return type.GetElementType();
        if (!typeof(IEnumerable).IsAssignableFrom(type)) return null;
        return type.GetInterfaces().Append(type)
            .Where(of => of.IsGenericType && of.GetGenericTypeDefinition() == typeof(IEnumerable<>)).Select(of => of.GetGenericArguments()[0])
            .Select(item => item.IsGenericType && item.GetGenericTypeDefinition() == typeof(KeyValuePair<,>) ? item.GetGenericArguments()[1] : item).FirstOrDefault();
    }

    /// <summary>A type that one value is read as.</summary>
    private sealed record Leaf(string Rule, string Example, TypeConverter Converter)
    {
        public static Leaf? Of(Type type)
        {
            type = Nullable.GetUnderlyingType(type) ?? type;
            var (rule, example) = type switch
            {
                _ when type.IsEnum => ($"one of {string.Join(", ", Enum.GetNames(type))}", Enum.GetNames(type)[0]),
                _ when type == typeof(bool) => ("true or false", "true"),
                _ when type == typeof(TimeSpan) => ("a time", "00:00:02.5 (hours:minutes:seconds)"),
                _ when type == typeof(string) => ("a text", "\"text\""),
                _ when type == typeof(double) || type == typeof(float) || type == typeof(decimal) => ("a number", "0.5"),
                _ when type.IsPrimitive => ("a whole number", "3"),
                _ => ("", ""),
            };
            return rule.Length == 0 ? null : new(rule, example, TypeDescriptor.GetConverter(type));
        }

        public bool Reads(string value)
        {
            try
            {
                Converter.ConvertFromInvariantString(value);
                return true;
            }
            catch (Exception exception) when (exception is FormatException or ArgumentException or NotSupportedException or OverflowException)
            {
                return false;
            }
        }
    }
}

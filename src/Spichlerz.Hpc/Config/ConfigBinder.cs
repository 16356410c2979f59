using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using YamlDotNet.RepresentationModel;

namespace Spichlerz.Hpc.Config;

/// <summary>Binds a YAML mapping to a record tree and collects every fault instead of stopping at the first.</summary>
/// <param name="overridden">Dotted keys that --set gave: they stand on no line of the file.</param>
internal sealed class ConfigBinder(List<ConfigProblem> problems, IReadOnlyList<string> overridden)
{
    /// <summary>Returns a record of <paramref name="type"/>: the defaults with the mapping's keys laid over them.</summary>
    public object? Bind(YamlMappingNode mapping, Type type, string path, object? defaults)
    {
        object record = Copy(type, defaults ?? DefaultsOf(mapping, type));
        Dictionary<string, PropertyInfo> properties = ConfigKeys.Of(type).ToDictionary(property => ConfigKeys.Key(property));
        foreach ((YamlNode keyNode, YamlNode value) in mapping.Children)
        {
            string key = (keyNode as YamlScalarNode)?.Value ?? keyNode.ToString();
            string fullKey = path + key;
            if (!properties.TryGetValue(key, out PropertyInfo? property))
                Fault(keyNode, fullKey, $"is not a known key. Allowed here: {string.Join(", ", properties.Keys)}.");
            else if (Value(value, property, fullKey, property.GetValue(record)) is { } bound)
                property.SetValue(record, bound);
        }
        foreach ((string key, PropertyInfo property) in properties)
        {
            if (property.IsDefined(typeof(RequiredMemberAttribute)) && !mapping.Children.ContainsKey(key))
                problems.Add(new(path + key, "is missing; it has no default."));
        }
        return record;
    }

    private static CleanSettings? DefaultsOf(YamlMappingNode mapping, Type type)
    {
        // The profile chooses the defaults under it, so it is looked at before the other keys.
        if (type == typeof(CleanSettings) && mapping.Children.TryGetValue("profile", out YamlNode? node)
            && node is YamlScalarNode { Value: { } name } && Enum.TryParse(ConfigKeys.Unsnake(name), out CleanProfile profile))
            return CleanSettings.For(profile);
        return null;
    }

    private static object Copy(Type type, object? source)
    {
        object copy = Activator.CreateInstance(type)!;
        if (source is not null)
        {
            foreach (PropertyInfo property in ConfigKeys.Of(type))
                property.SetValue(copy, property.GetValue(source));
        }
        return copy;
    }

    private object? Value(YamlNode node, PropertyInfo property, string key, object? current)
    {
        Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (type == typeof(ImmutableArray<string>))
            return Strings(node, key);
        if (ConfigKeys.IsSection(type))
        {
            if (node is YamlMappingNode mapping)
                // Defaults of a section come from its own type (clean: from its profile) when it is a section of the run.
                return Bind(mapping, type, key + ".", type == typeof(CleanSettings) ? null : current);
            return Fault(node, key, "is a section; write keys under it.");
        }
        if (node is not YamlScalarNode { Value: { } text })
            return Fault(node, key, "is one value, not a list or a section.");
        object? value = Scalar(text, type, property, node, key);
        if (value is not null && property.GetCustomAttribute<RangeAttribute>() is { } range && !range.IsValid(value))
            return Fault(node, key, $"is {text}; allowed is {Invariant(range.Minimum)} to {Invariant(range.Maximum)}.");
        return value;
    }

    private object? Scalar(string text, Type type, PropertyInfo property, YamlNode node, string key)
    {
        if (type == typeof(string))
            return text.Length > 0 ? text : Fault(node, key, "is empty; a text is needed.");
        if (type == typeof(int))
        {
            // "auto" stands for "not set" where a number may be absent.
            if (text == "auto" && Nullable.GetUnderlyingType(property.PropertyType) is not null)
                return null;
            return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
                ? number : Fault(node, key, $"is '{text}'; a whole number is needed.");
        }
        if (type == typeof(double))
        {
            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
                ? number : Fault(node, key, $"is '{text}'; a number such as 0.75 is needed.");
        }
        if (type == typeof(bool))
            return text is "true" or "false" ? text == "true" : Fault(node, key, $"is '{text}'; allowed is true or false.");
        if (type == typeof(DateOnly))
        {
            return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
                ? day : Fault(node, key, $"is '{text}'; a day such as 2026-11-30 is needed.");
        }
        string[] names = [.. Enum.GetNames(type).Select(ConfigKeys.Snake)];
        return names.Contains(text) ? Enum.Parse(type, ConfigKeys.Unsnake(text)) : Fault(node, key, $"is '{text}'; allowed is {string.Join(", ", names)}.");
    }

    private object? Strings(YamlNode node, string key)
    {
        if (node is not YamlSequenceNode sequence)
            return Fault(node, key, "is a list; write [one, two].");
        if (sequence.Children.FirstOrDefault(child => child is not YamlScalarNode) is { } odd)
            return Fault(odd, key, "holds something that is not a text.");
        if (sequence.Children.FirstOrDefault(child => child is YamlScalarNode { Value: null or "" }) is { } empty)
            return Fault(empty, key, "holds an empty text.");
        return sequence.Children.Select(child => ((YamlScalarNode)child).Value ?? "").ToImmutableArray();
    }

    private object? Fault(YamlNode node, string key, string message)
    {
        bool isOverridden = overridden.Any(other => other == key || key.StartsWith(other + ".", StringComparison.Ordinal) || other.StartsWith(key + ".", StringComparison.Ordinal));
        problems.Add(new(key, message, isOverridden ? null : node.Start.Line));
        return null;
    }

    private static string Invariant(object value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;
}

using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Spichlerz.Hpc.Config;

/// <summary>The records' properties as YAML keys: <c>MinCharacters</c> is <c>min_characters</c>.</summary>
public static class ConfigKeys
{
    /// <summary>Every setting under a record as dotted keys and values, in declaration order: the form in which settings are compared and hashed.</summary>
    /// <param name="record">A settings record.</param>
    /// <param name="outputOnly">Leaves out what cannot change a byte of any output.</param>
    public static IEnumerable<KeyValuePair<string, string>> Flatten(object record, bool outputOnly)
    {
        foreach (PropertyInfo property in Of(record.GetType()))
        {
            if (outputOnly && property.IsDefined(typeof(OutputNeutralAttribute)))
                continue;
            string key = Key(property);
            object? value = property.GetValue(record);
            if (value is not null && IsSection(value.GetType()))
            {
                foreach ((string inner, string text) in Flatten(value, outputOnly))
                    yield return new(key + "." + inner, text);
            }
            else
            {
                yield return new(key, Text(value));
            }
        }
    }

    /// <summary>SHA-256 over the settings of one section that can change its output, as lower-case hexadecimal digits.</summary>
    public static string Sha256(object section)
    {
        string text = string.Concat(Flatten(section, outputOnly: true).Select(pair => $"{pair.Key}: {pair.Value}\n"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    internal static IEnumerable<PropertyInfo> Of(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite);

    internal static string Key(PropertyInfo property) => Snake(property.Name);

    internal static bool IsSection(Type type) => type.IsClass && type != typeof(string);

    internal static string Snake(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i == 0 ? "" : "_") + char.ToLowerInvariant(c) : c.ToString()));

    internal static string Unsnake(string key) =>
        string.Concat(key.Split('_').Select(word => word.Length == 0 ? "" : char.ToUpperInvariant(word[0]) + word[1..]));

    internal static string Text(object? value) => value switch
    {
        null => "auto",
        bool flag => flag ? "true" : "false",
        Enum name => Snake(name.ToString()),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        string text => Quote(text),
        IEnumerable list => "[" + string.Join(", ", list.Cast<object>().Select(Text)) + "]",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"A setting of type {value.GetType()} has no text form.", nameof(value)),
    };

    /// <summary>A YAML double-quoted text; what YAML would fold or refuse there is escaped.</summary>
    private static string Quote(string text) => "\"" + string.Concat(text.Select(c => c switch
    {
        '\\' or '"' => $"\\{c}",
        '\u2028' or '\u2029' or '\uFEFF' or '\uFFFE' or '\uFFFF' => $"\\u{(int)c:X4}",
        _ when char.IsControl(c) => $"\\u{(int)c:X4}",
        _ => c.ToString(),
    })) + "\"";
}

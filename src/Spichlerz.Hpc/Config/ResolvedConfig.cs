using System.Reflection;
using System.Text;

namespace Spichlerz.Hpc.Config;

/// <summary>WORK/run.yaml: the configuration as it was resolved, every default spelled out, with a hash for each section.</summary>
public static class ResolvedConfig
{
    /// <summary>The file's text; it is itself a configuration that can be run.</summary>
    public static string Write(RunConfig config)
    {
        var text = new StringBuilder("# The configuration of this run as resolved, every default spelled out. Written by spichlerz.\n");
        WriteRecord(text, config, indent: 0);
        return text.ToString();
    }

    private static void WriteRecord(StringBuilder text, object record, int indent)
    {
        foreach (PropertyInfo property in ConfigKeys.Of(record.GetType()))
        {
            object? value = property.GetValue(record);
            if (value is null && property.PropertyType != typeof(int?))
                continue; // a text that is not set has no line; a number that is not set says auto
            text.Append(' ', indent).Append(ConfigKeys.Key(property)).Append(':');
            if (value is null || !ConfigKeys.IsSection(value.GetType()))
            {
                text.Append(' ').Append(ConfigKeys.Text(value)).Append('\n');
                continue;
            }
            text.Append(indent == 0 ? $" # sha256 {ConfigKeys.Sha256(value)}\n" : "\n");
            int end = text.Length;
            WriteRecord(text, value, indent + 2);
            if (text.Length == end)
                text.Insert(end - 1, " {}"); // nothing is set in it, and a key without a value is no section
        }
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Spichlerz.Hpc.Config;

/// <summary>Names that become files and folders: of datasets, runs and snapshots.</summary>
public static class SafeName
{
    /// <summary>Longest name in UTF-8 bytes: file systems allow 255, and suffixes such as ".jsonl.zst.tmp-4095" are added.</summary>
    public const int MaxBytes = 200;

    /// <summary>True if the name stays inside its folder on every file system we write to; otherwise says why not.</summary>
    public static bool IsSafe(string name, [NotNullWhen(false)] out string? fault)
    {
        fault = name switch
        {
            "" => "is empty",
            _ when name.AsSpan().IndexOfAny('/', '\\', ':') >= 0 => "holds '/', '\\' or ':', so it could leave its folder",
            _ when name[0] is '.' => "starts with a dot, so it would be hidden or leave its folder",
            _ when name.AsSpan().Trim().Length != name.Length => "starts or ends with white space",
            _ when name.Any(char.IsControl) => "holds a control character",
            _ when name.Contains(".tmp-", StringComparison.Ordinal) => "holds '.tmp-', which marks unfinished files",
            _ when Encoding.UTF8.GetByteCount(name) > MaxBytes => $"is longer than {MaxBytes} bytes",
            _ => null,
        };
        return fault is null;
    }
}

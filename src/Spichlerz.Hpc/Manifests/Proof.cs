using System.Collections.Immutable;
using System.Globalization;
using System.IO.Hashing;

namespace Spichlerz.Hpc.Manifests;

/// <summary>Whether a manifest still proves what a unit needs: same stage, settings, code and inputs, and outputs in place.</summary>
public static class Proof
{
    /// <summary>Returns null if the manifest holds, else what no longer agrees.</summary>
    /// <param name="manifest">What was found beside the outputs.</param>
    /// <param name="configSha256">Hash of the stage's settings now.</param>
    /// <param name="inputs">The inputs now, by their writers' manifests; an entry without hash is a user's file.</param>
    /// <param name="fullPath">Turns a manifest's path into one of this machine.</param>
    public static string? Doubt(StageManifest manifest, string configSha256, ImmutableArray<FileEntry> inputs, Func<string, string> fullPath)
    {
        if (manifest.CodeVersion != CodeVersion.Current)
            return $"it was done by version {manifest.CodeVersion}, this is {CodeVersion.Current}";
        if (manifest.ConfigSha256 != configSha256)
            return "its settings differ";
        if (manifest.Inputs.Length != inputs.Length)
            return $"it had {manifest.Inputs.Length} inputs, now there are {inputs.Length}";
        for (int i = 0; i < inputs.Length; i++)
        {
            if (DoubtInput(manifest, manifest.Inputs[i], inputs[i], fullPath) is { } doubt)
                return doubt;
        }
        foreach (FileEntry output in manifest.Outputs)
        {
            var file = new FileInfo(fullPath(output.Path));
            if (!file.Exists)
                return $"its output {output.Path} is gone";
            if (file.Length != output.Bytes)
                return string.Create(CultureInfo.InvariantCulture, $"its output {output.Path} has {file.Length} bytes instead of {output.Bytes}");
        }
        return null;
    }

    /// <summary>XXH3-128 of a whole file, as <see cref="FileEntry.Xxh3"/> has it.</summary>
    public static string HashFile(string path)
    {
        using FileStream file = File.OpenRead(path);
        var hash = new XxHash128();
        hash.Append(file);
        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    private static string? DoubtInput(StageManifest manifest, FileEntry recorded, FileEntry now, Func<string, string> fullPath)
    {
        if (recorded.Path != now.Path || recorded.Bytes != now.Bytes)
            return $"its input was {recorded.Path} ({recorded.Bytes} bytes), now it is {now.Path} ({now.Bytes} bytes)";
        if (now.Xxh3.Length > 0)
            return recorded.Xxh3 == now.Xxh3 ? null : $"its input {now.Path} has other content";
        // A user's file: hashed again only if its time of writing is another, be it an earlier one.
        string path = fullPath(now.Path);
        return File.GetLastWriteTimeUtc(path) == manifest.Run.InputsWrittenUtc?.UtcDateTime || HashFile(path) == recorded.Xxh3
            ? null : $"its input {now.Path} has other content";
    }
}

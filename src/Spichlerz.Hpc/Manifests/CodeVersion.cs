using System.Reflection;

namespace Spichlerz.Hpc.Manifests;

/// <summary>The version of this code as manifests name it. It rises with every change that can change output.</summary>
public static class CodeVersion
{
    public static string Current { get; } =
        typeof(CodeVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}

namespace Spichlerz.Hpc.Config;

/// <summary>One fault of a configuration: the dotted key, what is wrong with it and what is allowed.</summary>
public sealed record ConfigProblem(string Key, string Message, long? Line = null)
{
    public override string ToString() => Line is { } line ? $"line {line}, {Key}: {Message}" : $"{Key}: {Message}";
}

/// <summary>The configuration cannot be used; holds every fault that was found, not only the first.</summary>
public sealed class ConfigException(string file, IReadOnlyList<ConfigProblem> problems)
    : Exception($"{file} has {problems.Count} fault{(problems.Count == 1 ? "" : "s")}:\n{string.Join('\n', problems.Select(problem => $"  - {problem}"))}")
{
    public IReadOnlyList<ConfigProblem> Problems { get; } = problems;
}

/// <summary>Marks a setting that cannot change a byte of any output, so that proofs stay valid when it changes.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OutputNeutralAttribute : Attribute;

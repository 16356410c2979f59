using System.CommandLine;
using Spichlerz.Hpc.Config;
using Spichlerz.Hpc.Manifests;
using Spichlerz.Hpc.Mpi;
using Spichlerz.Hpc.Runs;
using Spichlerz.Hpc.Shards;

namespace Spichlerz.Hpc.Cli;

/// <summary>Arguments that verbs share, and how their failures are told.</summary>
internal static class CommonArguments
{
    public static Argument<string> ConfigFile() => new("CONFIG") { Description = "The run's YAML file." };

    public static Option<string[]> Settings() => new("--set")
    {
        Description = "Overrides a setting, e.g. --set clean.steps.length.min_characters=100. May be given several times.",
        HelpName = "key=value",
    };

    /// <summary>Runs a verb and turns what can go wrong into a message on the error stream and an exit code.</summary>
    public static int Guard(Func<int> verb)
    {
        try
        {
            return verb();
        }
        catch (RankFailedException e) when (e.InnerException is not null)
        {
            return Tell(e.InnerException, $"rank {e.Rank}");
        }
        catch (Exception e)
        {
            return Tell(e, origin: null);
        }
    }

    /// <summary>Writes what went wrong to the error stream and returns the exit code for it.</summary>
    /// <param name="origin">The rank that failed, where there are several.</param>
    public static int Tell(Exception e, string? origin)
    {
        (int code, string text) = e switch
        {
            ConfigException or MpiEnvironmentException => (ExitCode.Usage, e.Message),
            OperationCanceledException => (ExitCode.Incomplete, "Stopped. Run the same command again to go on."),
            InputChangedException or ShardFormatException => (ExitCode.Incomplete, e.Message), // mended by running again
            IOException or UnauthorizedAccessException or InvalidDataException or NotSupportedException => (ExitCode.Usage, e.Message),
            _ => (ExitCode.Defect, $"This is a defect of the program; please report it.\n{e}"),
        };
        Console.Error.WriteLine(origin is null ? $"spichlerz: {text}" : $"spichlerz: {origin}: {text}");
        return code;
    }
}
